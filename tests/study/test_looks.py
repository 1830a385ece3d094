"""Light, dark, or as the device has it: chosen without scripts, kept for one reader, on every page she sees."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from courses.catalogue.actions import found_catalogue
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from tests import factories
from tests.progress.lrs import queries_of

pytestmark = pytest.mark.django_db
HERE = "http://testserver"
DARK = '<html lang="vi" data-theme="dark">'
PLAIN = '<html lang="vi">'


@pytest.fixture(autouse=True)
def site() -> None:
    found_catalogue(acting_user=None)
    factories.found_site()


def choose(client: Client, theme: str, page: str = f"{HERE}/khoa-hoc/") -> str:
    """Where it leads; ``page`` is the one the form was on."""
    answer = client.post("/giao-dien/", {"theme": theme}, headers={"Referer": page})
    assert answer.status_code == 302
    return answer.headers["Location"]


def page(client: Client, path: str = "/khoa-hoc/") -> str:
    return client.get(path).content.decode()


def test_a_visitor_chooses_and_stays_on_the_page(client: Client) -> None:
    assert PLAIN in page(client)
    assert choose(client, "dark", f"{HERE}/khoa-hoc/?q=an+toan") == "/khoa-hoc/?q=an+toan"
    for path in ("/", "/khoa-hoc/", "/dang-nhap/", "/tro-giup/", "/khong-co/"):
        assert DARK in page(client, path)
    assert '<button name="theme" value="dark" aria-pressed="true">' in page(client)


def test_what_one_visitor_chose_no_other_is_shown(client: Client) -> None:
    page(client)
    choose(client, "dark")
    assert DARK in page(client)
    other = Client()
    assert PLAIN in page(other)
    # Her page was not kept; the one of everybody still is.
    assert len(queries_of(lambda: page(other))) == 1


def test_without_a_choice_nobody_has_a_session(client: Client) -> None:
    page(client)
    choose(client, "")
    choose(client, "no such colour")
    assert (Session.objects.count(), client.cookies.keys()) == (0, set())
    choose(client, "light")
    assert '<html lang="vi" data-theme="light">' in page(client)
    choose(client, "")
    assert client.cookies["sessionid"].value == ""
    assert Session.objects.count() == 0


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "http://testserver.example.org/", "", "javascript:x", "http://["]
)
def test_a_form_of_another_site_chooses_nothing(client: Client, elsewhere: str) -> None:
    assert choose(client, "dark", elsewhere) == "/"
    client.post("/giao-dien/", {"theme": "dark"})
    assert PLAIN in page(client)
    assert "sessionid" not in client.cookies


def test_the_way_back_leads_nowhere_else(client: Client) -> None:
    assert choose(client, "dark", f"{HERE}//example.org/") == "/"


def test_it_goes_along_into_signing_in_and_ends_with_signing_out(client: Client, lan: Account) -> None:
    choose(client, "dark")
    client.force_login(lan)
    assert DARK in page(client, "/hoc/")
    choose(client, "")
    assert PLAIN in page(client, "/hoc/")
    choose(client, "dark")
    client.post("/dang-xuat/")
    assert PLAIN in page(client, "/")


def test_a_lesson_follows_it_without_a_query_more(lan_in: Client, mine: Enrolment) -> None:
    unit = mine.progress.edition.units.earliest("position")
    path = f"/hoc/{mine.pk}/bai/{unit.unit_key}/"
    page(lan_in, path)
    before = len(queries_of(lambda: page(lan_in, path)))
    choose(lan_in, "dark")
    assert len(queries_of(lambda: page(lan_in, path))) == before
    assert DARK in page(lan_in, path)

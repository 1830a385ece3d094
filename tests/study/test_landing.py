"""Where signing in leads: to the page that was asked for, else to where she belongs, never elsewhere."""

import datetime as dt
from urllib.parse import quote

import pytest
from django.http import HttpResponse
from django.test import Client

from learners.agencies.models import Agency
from learners.people.models import Account
from tests import factories
from tests.coverage import world

pytestmark = pytest.mark.django_db
# Of a scope whatever day the tests run.
LONG_AGO, YESTERDAY = dt.date(2020, 1, 1), dt.date(2020, 1, 2)


@pytest.fixture
def health(db: None) -> Agency:
    return world.agency("Sở Y tế", start=LONG_AGO)


def sign_in(client: Client, who: Account, **more: str) -> HttpResponse:
    return client.post("/dang-nhap/", {"username": who.username, "password": "mat-khau-tot-2026", **more})


def lands(client: Client, who: Account) -> str:
    assert sign_in(client, who).url == "/bat-dau/"
    return client.get("/bat-dau/").url


def test_a_learner_lands_in_her_learning(client: Client, lan: Account) -> None:
    assert lands(client, lan) == "/hoc/"


def test_an_officer_lands_in_her_agency_though_she_learns_too(client: Client, lan: Account, health: Agency) -> None:
    world.grant(lan, health, LONG_AGO)
    assert lands(client, lan) == "/phu-trach/"


def test_who_is_an_officer_no_more_lands_in_her_learning(client: Client, lan: Account, health: Agency) -> None:
    world.grant(lan, health, LONG_AGO, valid_to=YESTERDAY)
    assert lands(client, lan) == "/hoc/"


def test_an_editor_lands_in_the_editing_pages_unless_she_learns(client: Client) -> None:
    assert lands(client, factories.editor("bien-tap")) == "/quan-tri/"
    assert lands(client, factories.editor("oanh", of=factories.person("Trần Kim Oanh"))) == "/hoc/"


def test_an_administrator_lands_in_the_admin_whether_named_or_not(client: Client, son: Account) -> None:
    assert lands(client, son) == "/quan-tri/"
    son.person = factories.person("Trần Văn Sơn")
    son.save()
    assert lands(client, son) == "/quan-tri/"


def test_an_officer_who_edits_lands_in_her_agency(client: Client, health: Agency) -> None:
    both = factories.editor("ca-hai")
    world.grant(both, health, LONG_AGO)
    assert lands(client, both) == "/phu-trach/"


def test_an_account_that_is_nothing_in_particular_lands_in_learning(client: Client) -> None:
    assert lands(client, factories.account("moi")) == "/hoc/"
    assert client.get("/hoc/").status_code == 200


def test_the_page_asked_for_comes_before_where_she_belongs(client: Client, lan: Account) -> None:
    assert sign_in(client, lan, next="/khoa-hoc/?q=an").url == "/khoa-hoc/?q=an"


@pytest.mark.parametrize(
    "unsafe",
    [
        "https://xau.invalid/",
        "http:///xau.invalid",
        "//xau.invalid/hoc/",
        "///xau.invalid",
        "/\\xau.invalid",
        "\\\\xau.invalid",
        "https:xau.invalid",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "\x01https://xau.invalid/",
        "http://testserver@xau.invalid/",
    ],
)
@pytest.mark.parametrize("place", ["form", "address"])
def test_an_address_elsewhere_is_not_followed(client: Client, lan: Account, unsafe: str, place: str) -> None:
    if place == "form":
        answer = sign_in(client, lan, next=unsafe)
    else:
        form = {"username": "lan", "password": "mat-khau-tot-2026"}
        answer = client.post(f"/dang-nhap/?next={quote(unsafe)}", form)
    assert (answer.status_code, answer.url) == (302, "/bat-dau/")


def test_the_form_does_not_carry_an_address_elsewhere_on(client: Client) -> None:
    page = client.get("/dang-nhap/?next=//xau.invalid/").content.decode()
    assert "xau.invalid" not in page

"""Addresses that only take posts: no empty page, and signing in first leads back to the button."""

from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from learners.people.models import Account
from tests.factor_clock import PASSWORD
from tests.matrix import world as matrix
from tests.matrix.addresses import ours

pytestmark = pytest.mark.django_db
HERS = "/phu-trach/nguoi/8a3f6c1e-0000-4000-8000-000000000000/"
BUTTON = f"{HERS}ma-moi/"
ENROL = "/hoc/ghi-danh/5d0c2b7a-0000-4000-8000-000000000000/"
SAID = "Trang này chỉ mở được bằng nút bấm"


def sent_to(client: Client, address: str, came_from: str | None = None) -> str:
    headers = {} if came_from is None else {"referer": came_from}
    return str(client.post(address, headers=headers)["Location"])


def to_sign_in(page: str) -> str:
    return f"/dang-nhap/?next={quote(page)}"


def test_an_officer_whose_session_ended_comes_back_to_the_page_of_the_person(client: Client) -> None:
    assert sent_to(client, BUTTON, f"http://testserver{HERS}?tu=tim") == to_sign_in(f"{HERS}?tu=tim")


@pytest.mark.parametrize(
    "came_from",
    [
        None,
        "https://elsewhere.example/x/",
        f"http://testserver{BUTTON}",
        "http://testserver/dang-nhap/",
        "http://testserver//x/",
        "http://[",
    ],
)
def test_where_the_page_is_not_known_she_comes_to_her_own(client: Client, came_from: str | None) -> None:
    assert sent_to(client, BUTTON, came_from) == to_sign_in("/bat-dau/")


def test_a_form_with_a_page_of_its_own_keeps_it(client: Client) -> None:
    assert sent_to(client, f"{HERS}nguoi-giam-ho/", "http://testserver/") == to_sign_in(f"{HERS}nguoi-giam-ho/")


def test_the_second_factor_leads_back_the_same_way(client: Client, settings: Any, minh: Account) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    client.force_login(minh)
    assert sent_to(client, BUTTON, f"http://testserver{HERS}") == to_sign_in(HERS)


@pytest.mark.parametrize("path", ["/dang-xuat/", "/giao-dien/", "/ngon-ngu/", ENROL, BUTTON])
def test_typed_in_it_says_so_and_leads_on(client: Client, path: str) -> None:
    answer = client.get(path, headers={"referer": f"http://testserver{HERS}"})
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    page = answer.content.decode()
    assert SAID in page
    assert f'<a class="button" href="{HERS}">Quay lại</a>' in page


def test_other_methods_get_no_page(client: Client) -> None:
    answer = client.put("/dang-xuat/")
    assert (answer.status_code, answer.content) == (405, b"")


# Which methods an address takes is written in its view.
@pytest.mark.alike
def test_no_address_of_ours_shows_an_empty_page() -> None:
    made = matrix.build()
    refused = []
    for one in ours():
        path = reverse(one.name, kwargs=made.arguments(one))
        # Scripts alone ask for what ends so, and are answered in their own form.
        if path.startswith(("/quan-tri/", "/xapi/")) or path.endswith(("/su-kien", "/trang-thai")):
            continue
        for who in (None, "lan"):
            client = Client()
            if who:
                client.force_login(made.accounts[who])
            answer = client.get(path)
            if answer.status_code == 405:
                refused.append(path)
                assert SAID in answer.content.decode(), path
    assert len(refused) >= 2 * 10


def test_signing_in_after_the_button_opens_a_page(client: Client, lan: Account) -> None:
    lan.set_password(PASSWORD)
    lan.save()
    to = sent_to(client, BUTTON)
    answer = client.post(to, {"username": "lan", "password": PASSWORD}, follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain[0][0] == "/bat-dau/"

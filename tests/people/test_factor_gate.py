"""No way around the second factor: no open session, no sign-in of Wagtail's own, no address of admin or officers."""

from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from learners.people.factor import factor_of
from learners.people.models import Account
from tests import factories
from tests.coverage import world
from tests.factor_clock import PASSWORD, SET_UP, Clock, Phone
from tests.matrix import world as matrix
from tests.matrix.addresses import ours
from tests.matrix.test_matrix import TABLE

pytestmark = pytest.mark.django_db
GATED = tuple(settings.SECOND_FACTOR_PATHS)
LEARNERS, OTHERS = slice(1, 3), slice(3, None)


@pytest.fixture(autouse=True)
def required(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.mark.alike
def test_every_address_of_admin_and_officers_is_closed_without_it(clock: Clock) -> None:
    """Also where the session is signed in, as one that was open when the rights were given."""
    made = matrix.build()
    clients = {name: Client() for name in ("minh", "tam", "oanh", "son")}
    for name, client in clients.items():
        client.force_login(made.accounts[name])
    closed = [reverse(one.name, kwargs=made.arguments(one)) for one in ours()]
    closed = [path for path in closed if path.startswith(GATED)]
    assert len(closed) > 60
    wrong = [
        (name, path)
        for path in [*closed, "/quan-tri/", "/quan-tri/pages/", "/quan-tri/reports/site-history/"]
        for name, client in clients.items()
        for answer in (client.get(path), client.post(path))
        if answer.status_code != 302 or not answer.url.startswith("/dang-nhap/?next=")
    ]
    assert not wrong


def test_whatever_opens_to_rights_alone_lies_behind_the_gate(clock: Clock) -> None:
    """Read from the matrix: what no learner gets, and somebody else does. Her own factor is set up in front of it."""
    made, outside = matrix.build(), []
    for one in ours():
        answers = TABLE[one.name].split()
        path = reverse(one.name, kwargs=made.arguments(one))
        if "200" in answers[OTHERS] and "200" not in answers[LEARNERS] and not path.startswith(GATED):
            outside.append(one.name)
    assert outside == ["people:factor", "people:factor_set_up"]


def test_wagtail_s_own_sign_in_is_none(client: Client, son: Account) -> None:
    assert client.get("/quan-tri/login/?next=/quan-tri/pages/").url == "/dang-nhap/?next=/quan-tri/pages/"
    client.post("/quan-tri/login/", {"username": "son", "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    # Nor does a mailbox open anything.
    assert client.get("/quan-tri/password_reset/").status_code == 404


def test_rights_given_to_an_open_session_wait_for_the_factor(clock: Clock, province: world.Province) -> None:
    officer = factories.account("hai", of=world.member("Lê Văn Hai", province.health))
    phone = Phone(clock, "hai")
    assert phone.password("/hoc/") == "/hoc/"
    assert "chưa được giao phụ trách" in phone.client.get("/phu-trach/").content.decode()
    world.grant(officer, province.health)
    closed = phone.client.get("/phu-trach/nguoi/?q=an")
    assert closed.url == "/dang-nhap/?next=/phu-trach/nguoi/%3Fq%3Dan"
    assert "Tài khoản của anh/chị có quyền quản lý." in phone.client.get(closed.url).content.decode()
    # Learning goes on.
    assert phone.client.get("/hoc/").status_code == 200
    assert phone.password("/phu-trach/nguoi/?q=an") == SET_UP
    assert 'href="/phu-trach/nguoi/?q=an"' in phone.set_up()
    assert phone.client.get("/phu-trach/nguoi/?q=an").status_code == 200


def test_an_open_session_alone_sets_up_no_factor(clock: Clock, son: Account) -> None:
    phone = Phone(clock, "son")
    phone.client.force_login(son)
    assert "Hãy nhập mật khẩu." in phone.set_up()
    assert "Mật khẩu chưa đúng." in phone.set_up(password="sai-roi")
    assert factor_of(son) is None
    phone.set_up(password=PASSWORD)
    assert phone.client.get("/quan-tri/").status_code == 200


def test_a_factor_shown_in_one_session_opens_no_other(clock: Clock, son: Account) -> None:
    Phone(clock, "son").enter()
    other = Client()
    other.force_login(son)
    assert other.get("/quan-tri/").status_code == 302


def test_whoever_only_learns_meets_no_gate(clock: Clock, lan: Account) -> None:
    phone = Phone(clock, "lan")
    phone.password("/hoc/")
    assert phone.client.get("/phu-trach/").status_code == 200
    assert phone.client.get("/dang-nhap/hai-buoc/").status_code == 404
    assert phone.client.get(SET_UP).status_code == 404


def test_it_costs_one_query_where_rights_are_used_and_none_elsewhere(
    clock: Clock, son: Account, lan: Account, settings: Any
) -> None:
    phone = Phone(clock, "son")
    phone.enter()
    learner = Phone(clock, "lan")
    learner.password("/hoc/")
    asked = []
    for required in (False, True):
        settings.SECOND_FACTOR_REQUIRED = required
        asked.append([_queries(one.client, path) for one, path in ((phone, "/phu-trach/"), (learner, "/hoc/"))])
    assert asked[1] == [asked[0][0] + 1, asked[0][1]]


def _queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len(found)

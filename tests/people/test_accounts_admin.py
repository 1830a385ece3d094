"""Accounts in the admin: made, found and edited without first names, last names or e-mail."""

from typing import Any

import pytest
from django.test import Client

from learners.people.models import Account
from tests import factories

pytestmark = pytest.mark.django_db
PASSWORD = "mua-thu-ben-song-2026"
NEW = {"username": " Hoa.Le ", "full_name": "Lê  Thị Hoa", "phone": "0912 345 678", "email": "", "is_staff": "on"}


@pytest.fixture
def admin(client: Client, son: Account) -> Client:
    client.force_login(son)
    return client


def create(admin: Client, **changes: str) -> Any:
    return admin.post("/quan-tri/users/new/", {**NEW, "password1": PASSWORD, "password2": PASSWORD, **changes})


def test_an_account_is_made_with_its_person(admin: Client) -> None:
    assert create(admin).status_code == 302

    made = Account.objects.select_related("person").get(username="hoa.le")
    assert made.person
    assert (made.person.full_name, made.phone, made.is_staff, made.is_superuser) == (
        "Lê Thị Hoa",
        "+84912345678",
        True,
        False,
    )
    assert made.check_password(PASSWORD)


def test_a_wrong_phone_is_named_and_nothing_is_made(admin: Client) -> None:
    answer = create(admin, phone="123")
    assert "10 chữ số" in answer.content.decode()
    assert not Account.objects.filter(username="hoa.le").exists()


def test_a_login_may_belong_to_nobody(admin: Client) -> None:
    create(admin, full_name="")
    assert Account.objects.get(username="hoa.le").person is None


def test_editing_keeps_the_name_that_stands_on_certificates(admin: Client) -> None:
    hoa = factories.account("hoa", of=factories.person("Lê Thị Hoa"))
    sent = {**NEW, "username": "hoa", "full_name": "Người khác", "is_active": "on", "password1": "", "password2": ""}
    assert admin.post(f"/quan-tri/users/edit/{hoa.pk}/", sent).status_code == 302

    hoa.refresh_from_db()
    assert hoa.person
    assert (hoa.person.full_name, hoa.phone) == ("Lê Thị Hoa", "+84912345678")
    assert hoa.check_password("mat-khau-tot-2026")


def test_the_list_is_searched_without_marks_and_sorted_by_given_name(admin: Client) -> None:
    factories.account("hoa", of=factories.person("Lê Thị Hoa"))
    factories.account("an", of=factories.person("Đỗ Văn An"))
    assert "Đỗ Văn An" in admin.get("/quan-tri/users/?q=đô van").content.decode()
    listed = admin.get("/quan-tri/users/?ordering=name").content.decode()
    assert listed.index("Đỗ Văn An") < listed.index("Lê Thị Hoa")


def test_her_own_page_asks_for_no_two_names(admin: Client) -> None:
    page = admin.get("/quan-tri/account/").content.decode()
    assert "name_email-email" in page
    assert "first_name" not in page


def test_the_admin_has_no_sign_in_of_its_own(client: Client) -> None:
    assert client.get("/quan-tri/")["Location"].startswith("/dang-nhap/?next=")

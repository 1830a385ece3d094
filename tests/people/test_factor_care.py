"""Looking after the second factor: new recovery codes, another phone, and help for whoever lost both."""

from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client

from learners.notices.models import Notice
from learners.people.models import Account
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.factor_clock import PASSWORD, SET_UP, Clock, Phone

pytestmark = pytest.mark.django_db
CARE = "/dang-nhap/hai-buoc/"


@pytest.fixture(autouse=True)
def required(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def oanh(db: None) -> Account:
    return factories.editor("oanh", of=factories.person("Trần Kim Oanh"))


@pytest.fixture
def phone(clock: Clock, oanh: Account) -> Phone:
    made = Phone(clock, "oanh")
    made.enter()
    clock.forward(60)
    return made


@pytest.fixture
def admin(clock: Clock, son: Account) -> Client:
    made = Phone(clock, "son")
    made.enter()
    return made.client


def test_her_page_tells_how_it_stands(phone: Phone) -> None:
    page = phone.client.get(CARE).content.decode()
    for said in ("Đang bật", "25/11/2026", "<dd>10</dd>"):
        assert said in page


def test_new_recovery_codes_make_the_old_ones_void(phone: Phone) -> None:
    assert "Mã chưa đúng" in phone.client.post(f"{CARE}ma-du-phong/", {"code": "111111"}).content.decode()
    page = phone.client.post(f"{CARE}ma-du-phong/", {"code": phone.code()}).content.decode()
    assert page.count("<li>") >= 10
    assert not any(code in page for code in phone.codes)
    phone.client.post("/dang-xuat/")
    phone.password()
    assert "chưa đúng" in phone.show(phone.codes[0])
    assert AuditEntry.objects.filter(verb="renew_recovery_codes").exists()


def test_another_phone_needs_a_code_of_the_old_one_and_the_password(phone: Phone) -> None:
    other = f"{CARE}dien-thoai-khac/"
    assert "Mã chưa đúng" in phone.client.post(other, {"code": "111111"}).content.decode()
    assert phone.client.post(other, {"code": phone.codes[0]}).url == SET_UP
    # Until the new one is there, what needs rights is closed again.
    assert phone.client.get("/quan-tri/").status_code == 302
    before = phone.secret
    phone.set_up(password=PASSWORD)
    assert phone.secret != before
    assert phone.client.get("/quan-tri/").status_code == 200
    # Her own deed is no news to her.
    assert not Notice.objects.filter(kind="factor-reset").exists()


def test_an_administrator_resets_what_was_lost_and_its_owner_is_told(
    phone: Phone, admin: Client, oanh: Account, son: Account
) -> None:
    edit, reset = f"/quan-tri/users/edit/{oanh.pk}/", f"/quan-tri/users/reset-factor/{oanh.pk}/"
    assert reset in admin.get(edit).content.decode()
    assert "hết hiệu lực ngay" in admin.get(reset).content.decode()
    assert Authenticator.objects.filter(user=oanh).count() == 2
    assert admin.post(reset).url == edit
    assert not Authenticator.objects.filter(user=oanh).exists()
    assert reset not in admin.get(edit).content.decode()
    row = AuditEntry.objects.get(verb="reset_factor")
    assert (row.actor, row.subject_id) == (str(son.pk), str(oanh.pk))
    assert "đã đặt lại xác nhận hai bước" in Notice.objects.get(account=oanh).text
    # Whoever holds the lost phone with its open session is outside.
    assert phone.client.get("/quan-tri/").status_code == 302
    assert phone.password() == SET_UP


def test_nobody_resets_her_own_or_what_is_not_there(
    phone: Phone, admin: Client, son: Account, oanh: Account, lan: Account
) -> None:
    for account in (son, lan):
        assert admin.post(f"/quan-tri/users/reset-factor/{account.pk}/").status_code == 404
    assert Authenticator.objects.filter(user=son).exists()
    assert CARE in admin.get(f"/quan-tri/users/edit/{son.pk}/").content.decode()
    # Without the right over accounts.
    assert phone.client.post(f"/quan-tri/users/reset-factor/{son.pk}/").status_code == 302
    assert Authenticator.objects.filter(user=son).exists()


def test_the_command_helps_who_has_no_colleague(phone: Phone, oanh: Account) -> None:
    call_command("reset_factor", "oanh", stdout=StringIO())
    assert not Authenticator.objects.exists()
    assert AuditEntry.objects.get(verb="reset_factor").actor == "system"
    assert Notice.objects.filter(account=oanh, kind="factor-reset").exists()
    for name in ("oanh", "khong-co"):
        with pytest.raises(CommandError):
            call_command("reset_factor", name)

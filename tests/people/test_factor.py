"""The second factor at sign-in: set up once, then asked for; wrong and used codes; recovery codes."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from learners.people.models import Account
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.factor_clock import SET_UP, SHOW, Clock, Phone

pytestmark = pytest.mark.django_db
WRONG = "Mã chưa đúng hoặc đã dùng rồi."


@pytest.fixture(autouse=True)
def required(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def phone(clock: Clock, son: Account) -> Phone:
    return Phone(clock, "son")


def signed_out(phone: Phone) -> Phone:
    phone.client.post("/dang-xuat/")
    phone.clock.forward(90)
    return phone


def test_whoever_has_rights_is_led_to_set_it_up_and_is_in_afterwards(phone: Phone) -> None:
    assert phone.password("/quan-tri/") == SET_UP
    assert not phone.is_in
    page = phone.set_up()
    assert len(set(phone.codes)) == 10
    assert 'href="/quan-tri/"' in page
    assert phone.is_in
    assert phone.client.get("/quan-tri/").status_code == 200
    assert AuditEntry.objects.filter(verb="set_up_factor").count() == 1


def test_the_notice_about_data_lies_on_the_way_from_the_codes(phone: Phone, son: Account) -> None:
    son.consents.all().delete()
    phone.password("/quan-tri/")
    assert 'href="/lan-dau/du-lieu/?next=/quan-tri/"' in phone.set_up()


def test_the_page_shows_a_picture_and_the_secret_in_fours(phone: Phone) -> None:
    phone.password()
    page = phone.scan()
    assert len(phone.secret) == 32
    assert f'href="otpauth://totp/son?secret={phone.secret}&amp;issuer=' in page
    assert '<div class="factor-picture" role="img"' in page
    assert "style=" not in page
    first = phone.secret
    phone.client.post(SET_UP, {"code": "000000"})
    phone.scan()
    assert phone.secret == first


def test_before_the_factor_nothing_opens(phone: Phone) -> None:
    phone.password()
    for path in ("/quan-tri/", "/phu-trach/", "/hoc/", "/ho-so/", "/thong-bao/"):
        assert phone.client.get(path).status_code in (302, 404)
    assert phone.client.get("/quan-tri/").url.startswith("/dang-nhap/")


def test_a_wrong_code_sets_nothing_up(phone: Phone) -> None:
    phone.password()
    phone.scan()
    page = phone.client.post(SET_UP, {"code": phone.code(5)}).content.decode()
    assert page.count("Mã chưa đúng. Hãy xem lại") == 2
    assert not Authenticator.objects.exists()
    assert not phone.is_in


def test_the_recovery_codes_are_shown_once_and_nothing_lies_open_in_the_database(phone: Phone) -> None:
    phone.enter()
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert phone.secret not in kept
    assert not any(code.replace(" ", "") in kept for code in phone.codes)
    again = phone.client.get("/dang-nhap/hai-buoc/").content.decode()
    assert not any(code in again for code in phone.codes)


def test_later_the_code_is_asked_for(phone: Phone) -> None:
    phone.enter()
    signed_out(phone)
    assert phone.password("/quan-tri/") == SHOW
    assert not phone.is_in
    assert "Mật khẩu của son đã đúng." in phone.client.get(SHOW).content.decode()
    assert phone.show(phone.code()) == "/quan-tri/"
    assert phone.is_in


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_clock_may_be_one_step_off(phone: Phone, steps: int) -> None:
    phone.enter()
    signed_out(phone)
    phone.password()
    assert phone.show(phone.code(steps)) == "/phu-trach/"


@pytest.mark.parametrize("steps", [-2, 2])
def test_and_no_more(phone: Phone, steps: int) -> None:
    phone.enter()
    signed_out(phone)
    phone.password()
    assert WRONG in phone.show(phone.code(steps))


def test_a_code_is_good_once_also_in_its_own_thirty_seconds(phone: Phone) -> None:
    phone.enter()
    phone.client.post("/dang-xuat/")
    phone.password()
    assert WRONG in phone.show(phone.code())
    phone.clock.forward(30)
    assert phone.show(phone.code()) == "/phu-trach/"
    second = Phone(phone.clock, "son")
    second.password()
    assert WRONG in second.show(phone.code())
    assert not second.is_in


def test_a_recovery_code_is_good_once_however_it_is_typed(phone: Phone) -> None:
    phone.enter()
    signed_out(phone).password()
    assert phone.show(phone.codes[3].replace(" ", "")) == "/phu-trach/"
    signed_out(phone).password()
    assert WRONG in phone.show(phone.codes[3])
    assert phone.show(phone.codes[4]) == "/phu-trach/"
    assert AuditEntry.objects.filter(verb="use_recovery_code").count() == 2


def test_the_last_ones_are_warned_of(phone: Phone) -> None:
    phone.enter()
    for code in phone.codes[:7]:
        signed_out(phone).password()
        phone.show(code)
    assert "còn 3 mã dự phòng" in phone.client.get("/thong-bao/").content.decode()


def test_wrong_codes_lock_the_account_as_wrong_passwords_do(phone: Phone, settings: Any) -> None:
    settings.AXES_ENABLED = True
    phone.enter()
    signed_out(phone)
    for _ in range(4):
        phone.password(typed="sai-roi")
    # The right password alone forgives nothing.
    phone.password()
    answers = [phone.client.post(SHOW, {"code": phone.code(9)}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert "nhiều lần" in answers[-1].content.decode()
    # Neither the right code nor the right password opens it now, from wherever.
    assert phone.client.post(SHOW, {"code": phone.code()}).status_code == 429
    assert Phone(phone.clock, "son").password() == "429"
    factories.account("huy")
    assert Phone(phone.clock, "huy").password() == "/phu-trach/"


def test_the_password_alone_is_forgotten_after_a_quarter_of_an_hour_or_when_it_changes(phone: Phone) -> None:
    phone.enter()
    signed_out(phone).password()
    phone.clock.forward(15 * 60 + 1)
    assert phone.show(phone.code()) == "/dang-nhap/"
    phone.password()
    son = Account.objects.get(username="son")
    son.set_password("mat-khau-moi-2026")
    son.save()
    assert phone.show(phone.code()) == "/dang-nhap/"


def test_the_secret_offered_to_one_is_not_offered_to_the_next_on_her_machine(phone: Phone, oanh: Account) -> None:
    phone.password()
    phone.scan()
    other = Phone(phone.clock, "oanh")
    other.client = phone.client
    other.password()
    other.scan()
    assert other.secret != phone.secret


def test_whoever_only_learns_is_not_asked(clock: Clock, lan: Account) -> None:
    assert Phone(clock, "lan").password("/hoc/") == "/hoc/"


def test_where_it_is_not_required_only_whoever_has_it_is_asked(phone: Phone, oanh: Account, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    assert phone.password() == "/phu-trach/"
    assert "Chưa bật" in phone.client.get("/dang-nhap/hai-buoc/").content.decode()
    assert "Mật khẩu chưa đúng." in phone.set_up(password="sai-roi")
    assert not Authenticator.objects.exists()
    phone.set_up(password="mat-khau-tot-2026")
    assert len(phone.codes) == 10
    signed_out(phone)
    assert phone.password() == SHOW
    assert Phone(phone.clock, "oanh").password() == "/phu-trach/"


def test_a_secret_of_an_unknown_key_is_a_wrong_code_and_an_earlier_key_still_reads(phone: Phone, settings: Any) -> None:
    phone.enter()
    signed_out(phone)
    earlier, settings.SECRET_KEY = settings.SECRET_KEY, "khoa-moi-" * 8
    phone.client = Client()
    phone.password()
    assert WRONG in phone.show(phone.code())
    settings.SECRET_KEY_FALLBACKS = [earlier]
    assert phone.show(phone.code()) == "/phu-trach/"

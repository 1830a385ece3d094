"""A guardian's consent on paper, typed in by the officer of the child's agency."""

import datetime as dt

import pytest
from django.test import Client

from learners.people.models import Account, Channel, Consent, DataPurpose
from learners.people.registration import waits_for_guardian
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.coverage import world

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 25, 5, 0, tzinfo=dt.UTC)
FORM = {"guardian_name": " Lê Văn  Tư ", "agrees": "on"}


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def na(province: world.Province) -> Account:
    person = world.member("Lê Thị Na", province.health)
    person.birth_year = 2013
    person.save()
    return factories.account("na", of=person)


@pytest.fixture
def page(na: Account) -> str:
    return f"/phu-trach/nguoi/{na.person_id}/nguoi-giam-ho/"


def test_the_officer_types_in_what_was_signed(client: Client, minh: Account, na: Account, page: str) -> None:
    client.force_login(minh)
    person = f"/phu-trach/nguoi/{na.person_id}/"
    assert f'href="{page}"' in client.get(person).content.decode()
    assert "Đồng ý cho em học trên trang này" in client.get(page).content.decode()
    assert client.post(page, FORM).url == person
    consent = Consent.objects.get(text__purpose=DataPurpose.GUARDIAN)
    assert (consent.account, consent.channel, consent.given_by) == (na, Channel.PAPER, "Lê Văn Tư")
    assert consent.recorded_by == minh
    entry = AuditEntry.objects.get(verb="consent")
    assert (entry.actor, entry.new["channel"]) == (str(minh.pk), "paper")
    assert not waits_for_guardian(na)
    assert page not in client.get(person).content.decode()
    assert client.get(page).status_code == 404
    client.force_login(na)
    told = client.get("/ho-so-ca-nhan/du-lieu/").content.decode()
    assert "bản giấy" in told
    assert "người giám hộ Lê Văn Tư" in told


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"agrees": ""}, "Chỉ ghi nhận khi đã có bản giấy có chữ ký."),
        ({"guardian_name": ""}, "Hãy nhập họ và tên người giám hộ."),
    ],
)
def test_without_a_name_or_a_sheet_nothing_is_stored(
    client: Client, minh: Account, na: Account, page: str, changed: dict[str, str], said: str
) -> None:
    client.force_login(minh)
    assert client.post(page, {**FORM, **changed}).content.decode().count(said) == 2
    assert waits_for_guardian(na)


def test_nobody_else_s_officer_does(client: Client, tam: Account, na: Account, page: str) -> None:
    client.force_login(tam)
    assert client.get(page).status_code == 404
    assert client.post(page, FORM).status_code == 404
    assert waits_for_guardian(na)

"""Exemptions and extensions: asked, granted, refused, given unasked and taken back; who is told, what is refused."""

import datetime as dt
from typing import Any

import pytest

from learners.campaigns import waiving
from learners.campaigns.models import Campaign, Exemption, Extension, WaiverKind, WaiverRequest
from learners.campaigns.signals import waivers_changed
from learners.notices.models import Notice
from learners.people.models import Account, Person
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.campaigns import world
from tests.coverage.world import DAY, Province, member

pytestmark = pytest.mark.django_db
LATER = dt.date(2026, 12, 20)


@pytest.fixture
def lan(province: Province) -> Account:
    return factories.account("lan", of=member("Nguyễn Thị Lan", province.health))


@pytest.fixture
def campaign(province: Province, lan: Account) -> Campaign:
    made = world.running(province.health)
    world.assign(made, lan.person, province.health)
    return made


@pytest.fixture
def told() -> Any:
    heard: list[Any] = []

    def hear(pairs: set[Any], **kwargs: Any) -> None:
        heard.extend(pairs)

    waivers_changed.connect(hear)
    yield heard
    waivers_changed.disconnect(hear)


def asks(campaign: Campaign, lan: Account, kind: str = WaiverKind.EXTENSION, **days: Any) -> WaiverRequest:
    days = days or {"last_day": LATER if kind == WaiverKind.EXTENSION else None}
    return waiving.ask(campaign=campaign, person=lan.person, kind=kind, reason="Công tác", acting_user=lan, **days)


def last_notice(account: Account) -> Notice:
    return Notice.objects.filter(account=account).latest("pk")


def test_she_asks_once_and_is_told_of_the_answer(campaign: Campaign, lan: Account, minh: Account, told: Any) -> None:
    asked = asks(campaign, lan)
    assert asks(campaign, lan, last_day=dt.date(2026, 12, 31)) == asked
    assert last_notice(minh).text == "Nguyễn Thị Lan xin gia hạn đợt “Chuyển đổi số 2026”."
    assert told == []
    made = waiving.grant(asked=asked, answer="Đồng ý", approved_by="Trưởng phòng", acting_user=minh)
    assert isinstance(made, Extension)
    assert (made.due_on, made.reason, made.approved_by, made.request) == (LATER, "Công tác", "Trưởng phòng", asked)
    assert told == [(campaign.pk, lan.person_id)]
    assert last_notice(lan).text == "Anh/chị được gia hạn đợt “Chuyển đổi số 2026”. Căn cứ: Đồng ý"
    with pytest.raises(waiving.AlreadyDecided):
        waiving.refuse(asked=asked, reason="Không", acting_user=minh)


def test_other_days_may_be_granted_than_asked_for(campaign: Campaign, lan: Account, minh: Account) -> None:
    asked = asks(campaign, lan, WaiverKind.EXEMPTION, first_day=dt.date(2026, 11, 1), last_day=None)
    made = waiving.grant(asked=asked, answer="a", approved_by="b", acting_user=minh, last_day=dt.date(2026, 11, 25))
    assert isinstance(made, Exemption)
    assert (made.valid_from, made.valid_to) == (dt.date(2026, 11, 1), dt.date(2026, 11, 26))


def test_refused_with_a_reason_nothing_changes(campaign: Campaign, lan: Account, minh: Account, told: Any) -> None:
    waiving.refuse(asked=asks(campaign, lan), reason="Chưa đủ căn cứ", acting_user=minh)
    assert told == []
    assert not Extension.objects.exists()
    assert last_notice(lan).text.endswith("chưa được đồng ý. Lý do: Chưa đủ căn cứ")
    assert AuditEntry.objects.get(verb="refuse_waiver").reason == "Chưa đủ căn cứ"


def test_taken_back_by_whoever_asked(campaign: Campaign, lan: Account) -> None:
    asked = asks(campaign, lan)
    waiving.withdraw(asked=asked, acting_user=lan)
    asked.refresh_from_db()
    assert (asked.granted, asked.answer) == (False, "")
    assert asks(campaign, lan) != asked


def test_nobody_decides_about_herself(campaign: Campaign, province: Province, minh: Account) -> None:
    assert minh.person is not None
    world.assign(campaign, minh.person, province.health)
    own = waiving.ask(
        campaign=campaign, person=minh.person, kind=WaiverKind.EXTENSION, reason="a", last_day=LATER, acting_user=minh
    )
    given: dict[str, Any] = {"campaign": campaign, "person": minh.person, "reason": "a", "approved_by": "b"}
    for verb in (
        lambda: waiving.grant(asked=own, answer="a", approved_by="b", acting_user=minh),
        lambda: waiving.refuse(asked=own, reason="a", acting_user=minh),
        lambda: waiving.exempt(**given, first_day=DAY, last_day=None, acting_user=minh),
        lambda: waiving.extend(**given, due_on=LATER, acting_user=minh),
    ):
        with pytest.raises(waiving.NotAboutOneself):
            verb()


@pytest.mark.parametrize("day", [world.CLOSES, DAY, dt.date(2028, 1, 1), None])
def test_an_extension_is_later_and_no_mistyped_year(campaign: Campaign, lan: Account, day: dt.date | None) -> None:
    with pytest.raises(waiving.WrongDays):
        asks(campaign, lan, last_day=day)
    assert not WaiverRequest.objects.exists()


def test_who_is_not_asked_or_has_finished_has_nothing_to_ask(
    campaign: Campaign, lan: Account, province: Province
) -> None:
    other = Person.objects.create(full_name="Người ở cơ quan khác")
    with pytest.raises(waiving.NotAsked):
        waiving.ask(campaign=campaign, person=other, kind="extension", reason="a", last_day=LATER, acting_user=None)
    world.assign(campaign, lan.person, province.health, satisfied_on=DAY)
    with pytest.raises(waiving.NotAsked):
        asks(campaign, lan)


def test_given_unasked_it_answers_what_she_asked(campaign: Campaign, lan: Account, minh: Account, told: Any) -> None:
    asked = asks(campaign, lan)
    made = waiving.extend(
        campaign=campaign, person=lan.person, reason="Lũ", approved_by="Sở", due_on=LATER, acting_user=minh
    )
    asked.refresh_from_db()
    assert (asked.granted, made.request) == (True, asked)
    again = waiving.extend(
        campaign=campaign, person=lan.person, reason="Lũ", approved_by="Sở", due_on=dt.date(2026, 12, 30),
        acting_user=minh,
    )  # fmt: skip
    assert list(Extension.objects.filter(ended_at=None)) == [again]
    assert len(told) == 2


def test_days_of_two_exemptions_do_not_meet(campaign: Campaign, lan: Account, minh: Account) -> None:
    given: dict[str, Any] = {
        "campaign": campaign, "person": lan.person, "reason": "a", "approved_by": "b", "acting_user": minh,
    }  # fmt: skip
    waiving.exempt(**given, first_day=dt.date(2026, 11, 1), last_day=dt.date(2026, 11, 10))
    with pytest.raises(waiving.OverlapsAnother):
        waiving.exempt(**given, first_day=dt.date(2026, 11, 10), last_day=None)
    waiving.exempt(**given, first_day=dt.date(2026, 11, 11), last_day=None)
    with pytest.raises(waiving.WrongDays):
        waiving.exempt(**given, first_day=dt.date(2026, 12, 1), last_day=None)


def test_taken_back_an_exemption_ends_today_and_one_to_come_is_gone(
    campaign: Campaign, lan: Account, minh: Account, told: Any
) -> None:
    given: dict[str, Any] = {
        "campaign": campaign, "person": lan.person, "reason": "a", "approved_by": "b", "acting_user": minh,
    }  # fmt: skip
    held = waiving.exempt(**given, first_day=dt.date(2026, 11, 1), last_day=dt.date(2026, 11, 25))
    coming = waiving.exempt(**given, first_day=dt.date(2026, 11, 26), last_day=None)
    for exemption in (held, coming):
        waiving.end_exemption(exemption=exemption, reason="Đi làm lại", acting_user=minh)
    assert [(one.valid_from, one.valid_to) for one in Exemption.objects.all()] == [(dt.date(2026, 11, 1), DAY)]
    assert len(told) == 4
    assert last_notice(lan).text.endswith("đã thôi. Lý do: Đi làm lại")


def test_taken_back_an_extension_ends(campaign: Campaign, lan: Account, minh: Account, told: Any) -> None:
    made = waiving.extend(
        campaign=campaign, person=lan.person, reason="a", approved_by="b", due_on=LATER, acting_user=minh
    )
    for _again in range(2):
        waiving.end_extension(extension=made, reason="Nhầm người", acting_user=minh)
    made.refresh_from_db()
    assert made.ended_at is not None
    assert len(told) == 2

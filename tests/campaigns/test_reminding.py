"""Reminders: each by her own last day, once, until she has finished; and what the page of sending says."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from learners.campaigns.models import Campaign, Reminder
from learners.campaigns.reminding import KIND, remind, send_reminders
from learners.campaigns.sending import waves
from learners.notices.models import Notice
from learners.people.models import Account, Person
from tests import factories
from tests.campaigns import world
from tests.coverage.world import DAY, Province, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan(province: Province) -> Account:
    return factories.account("lan", of=member("Nguyễn Thị Lan", province.health))


@pytest.fixture
def campaign(province: Province) -> Campaign:
    """Nobody of the province is asked yet."""
    made = world.running(province.health)
    made.assignments.all().delete()
    return made


def sent(day: dt.date) -> int:
    return remind(day, lambda: None)


def before(days: int) -> dt.date:
    return world.CLOSES - dt.timedelta(days=days)


def test_seven_three_one_and_the_day_after_each_once(campaign: Campaign, lan: Account, province: Province) -> None:
    world.assign(campaign, lan.person, province.health)
    told = {day: (sent(before(day)), sent(before(day))) for day in range(9, -4, -1)}
    assert {day: numbers for day, numbers in told.items() if numbers != (0, 0)} == {
        7: (1, 0), 3: (1, 0), 1: (1, 0), -1: (1, 0),
    }  # fmt: skip
    texts = list(Notice.objects.filter(account=lan, kind=KIND).order_by("pk").values_list("text", flat=True))
    assert "hạn là hết ngày 30/11/2026" in texts[0]
    assert "hoàn thành muộn" in texts[-1]


def test_a_missed_day_is_made_up_for_on_the_next_and_no_later(
    campaign: Campaign, lan: Account, province: Province
) -> None:
    world.assign(campaign, lan.person, province.health)
    assert sent(before(6)) == 1
    assert sent(before(4)) == 0
    assert sent(before(5)) == 0


def test_not_who_has_finished_is_exempt_gone_or_came_since(campaign: Campaign, province: Province) -> None:
    for number, columns in enumerate(
        (
            {"satisfied_on": DAY},
            {"exempt": True},
            {"valid_to": before(8)},
            {"assigned_on": before(6)},
        )
    ):
        world.assign(campaign, factories.person(f"Người {number}"), province.health, **columns)
    assert sent(before(7)) == 0


def test_by_her_own_last_day(campaign: Campaign, lan: Account, province: Province) -> None:
    world.assign(campaign, lan.person, province.health)
    assert sent(before(7)) == 1
    later = dt.date(2026, 12, 20)
    world.assign(campaign, lan.person, province.health, due_on=later)
    assert sent(before(3)) == 0
    assert sent(later - dt.timedelta(days=7)) == 1
    assert set(Reminder.objects.values_list("offset", "due_on")) == {(-7, world.CLOSES), (-7, later)}


def test_a_draft_and_a_cancelled_one_remind_nobody(campaign: Campaign, lan: Account, province: Province) -> None:
    world.assign(campaign, lan.person, province.health)
    Campaign.objects.update(announced_at=None)
    assert sent(before(7)) == 0


def test_in_batches_with_few_statements(
    campaign: Campaign, province: Province, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        person = factories.person(f"Người {number:02}")
        Account.objects.create_user(f"nguoi-{number}", person=person)
        world.assign(campaign, person, province.health)
    with django_assert_max_num_queries(20):
        assert sent(before(7)) == 12
    monkeypatch.setattr("learners.campaigns.reminding.BATCH", 5)
    breaths: list[int] = []
    assert remind(before(3), lambda: breaths.append(1)) == 12
    assert len(breaths) == 3


def test_broken_off_it_goes_on_where_it_stopped(
    campaign: Campaign, province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        world.assign(campaign, factories.person(f"Người {number}"), province.health)
    monkeypatch.setattr("learners.campaigns.reminding.BATCH", 4)

    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        remind(before(7), stop)
    assert Reminder.objects.count() == 4
    assert sent(before(7)) == 2
    assert Reminder.objects.count() == 6


@pytest.mark.parametrize(("hour", "told"), [(6, 0), (7, 1), (19, 1), (20, 0)])
def test_nobody_is_told_at_night(
    campaign: Campaign, lan: Account, province: Province, monkeypatch: pytest.MonkeyPatch, hour: int, told: int
) -> None:
    world.assign(campaign, lan.person, province.health)
    local = timezone.make_aware(dt.datetime.combine(before(7), dt.time(hour)))
    monkeypatch.setattr("django.utils.timezone.now", lambda: local)
    assert send_reminders(lambda: None) == told


def test_the_page_counts_who_was_told_how(
    campaign: Campaign, lan: Account, province: Province, django_assert_max_num_queries: Any
) -> None:
    Account.objects.filter(pk=lan.pk).update(email="lan@example.org", allows_email=True)
    world.assign(campaign, lan.person, province.health)
    world.assign(campaign, Person.objects.get(full_name="Bùi Thị Hạnh"), province.health)
    sent(before(7))
    with django_assert_max_num_queries(2):
        found = {wave.offset: wave for wave in waves(campaign, before(7))}
    seven = found[-7]
    assert (seven.reminded, seven.noticed, seven.without_account, seven.emailed, seven.email_waits) == (2, 1, 1, 0, 1)
    assert (seven.to_come, found[-3].to_come, found[1].to_come) == (0, 2, 2)
    Notice.objects.filter(kind=KIND).update(emailed_at=world.NOW)
    assert {wave.offset: wave.emailed for wave in waves(campaign, before(7))}[-7] == 1

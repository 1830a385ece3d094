"""The report: numbers per agency, its edges, its queries."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone, translation

from learners.agencies.models import Agency
from learners.campaigns.models import Campaign, Exemption
from learners.coverage.census import NotKnownThen
from learners.coverage.numbers import Numbers, rate
from learners.coverage.reporting import report
from learners.coverage.rows import Report
from learners.people.actions import merge_people
from learners.progress.models import Completion
from tests.coverage import world

pytestmark = pytest.mark.django_db
DAY = world.DAY


def ask(campaign: Campaign, root: Agency, **dates: Any) -> Report:
    asked = {"structure": DAY, "membership": DAY, "completion": DAY, **dates}
    return report(campaign=campaign, root=root.pk, **asked)


def test_completed_of_required_per_agency() -> None:
    root = world.agency("Tỉnh")
    health, home = world.agency("Sở Y tế", root), world.agency("Sở Nội vụ", root)
    campaign = world.campaign(root)
    world.complete(world.member("Nguyễn Thị Lan", health, is_head=True))
    world.member("Lê Văn An", health)
    world.member("Trần Tâm", home)
    found = ask(campaign, root)
    assert [(row.name, row.numbers.required, row.numbers.rate_text) for row in found.rows] == [
        ("Sở Nội vụ", 1, "0,00"),
        ("Sở Y tế", 2, "50,00"),
    ]
    assert (found.total.numbers.required, found.total.numbers.completed) == (3, 1)
    assert (found.total.numbers.heads, found.total.numbers.heads_completed) == (1, 1)


def test_almost_all_is_not_all() -> None:
    assert rate(99_999, 100_000) == Decimal("99.99")
    assert rate(3, 3) == 100
    assert rate(0, 0) is None


def test_rates_are_rounded_as_spreadsheets_do() -> None:
    assert rate(8, 55) == Decimal("14.55")
    assert rate(1, 800) == Decimal("0.13")
    assert rate(1, 3) == Decimal("33.33")


def test_somebody_is_not_nobody() -> None:
    assert rate(1, 100_000) == Decimal("0.01")
    assert rate(0, 100_000) == 0


def test_rates_are_written_in_the_language_of_the_page() -> None:
    numbers = Numbers(required=1000, completed=998)
    assert numbers.rate_text == "99,80"
    with translation.override("en"):
        assert numbers.rate_text == "99.80"


def test_the_exempted_leave_the_denominator() -> None:
    root = world.agency("Tỉnh")
    campaign = world.campaign(root)
    lan = world.member("Nguyễn Thị Lan", root)
    Exemption.objects.create(campaign=campaign, person=lan, reason="Thai sản", approved_by="Minh", valid_from=DAY)
    world.count()
    found = ask(campaign, root).total.numbers
    assert (found.required, found.exempted, found.rate_text) == (0, 1, "-")


def test_the_end_of_the_day() -> None:
    root = world.agency("Tỉnh")
    campaign = world.campaign(root)
    midnight = timezone.make_aware(dt.datetime(2026, 11, 21))
    world.complete(world.member("An", root), midnight - dt.timedelta(seconds=1))
    world.complete(world.member("Bình", root), midnight)
    world.complete(world.member("Dũng", root), withdrawn_at=midnight)
    numbers = ask(campaign, root).total.numbers
    assert (numbers.required, numbers.completed) == (3, 1)


def test_what_was_known_at_an_earlier_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    root = world.agency("Tỉnh")
    campaign = world.campaign(root)
    an, binh = world.member("An", root), world.member("Bình", root)
    first = timezone.now()
    later = first + dt.timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    world.complete(an)
    done = world.complete(binh)
    last = later + dt.timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: last)
    Completion.objects.filter(pk=done.pk).update(withdrawn_at=last)
    world.count()
    known = {moment: ask(campaign, root, known_at=moment).total.numbers.completed for moment in (first, later, last)}
    assert known == {first: 0, later: 2, last: 1}
    assert ask(campaign, root).total.numbers.completed == 1
    with pytest.raises(NotKnownThen):
        ask(campaign, root, known_at=first, completion=DAY - dt.timedelta(days=1))


def test_a_merged_person_counts_once_with_what_both_records_did() -> None:
    root = world.agency("Tỉnh")
    campaign = world.campaign(root)
    kept, absorbed = world.member("Lan", root), world.member("Lan", root)
    merge_people(kept=kept, absorbed=absorbed, acting_user=None, reason="một người")
    world.complete(absorbed)
    numbers = ask(campaign, root).total.numbers
    assert (numbers.required, numbers.completed) == (1, 1)


def test_staff_of_a_dissolved_agency_are_unassigned_and_the_total_keeps_them() -> None:
    root = world.agency("Tỉnh")
    district = world.agency("Huyện", root, end=dt.date(2026, 11, 1))
    campaign = world.campaign(root)
    world.member("Lan", district)
    found = ask(campaign, root)
    assert (found.unassigned.numbers.required, found.total.numbers.required) == (1, 1)
    earlier = ask(campaign, root, membership=dt.date(2026, 10, 31))
    assert (earlier.unassigned.numbers.required, earlier.total.numbers.required) == (1, 1)


def test_queries_do_not_grow_with_people(django_assert_max_num_queries: Any) -> None:
    root = world.agency("Tỉnh")
    campaign = world.campaign(root)
    for number in range(20):
        world.member(f"Người {number}", world.agency(f"Sở {number}", root))
    with django_assert_max_num_queries(9):
        ask(campaign, root)

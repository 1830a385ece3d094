"""Following agencies event by event: the order of the days decides."""

import datetime as dt

import pytest

from learners.agencies.history import History
from learners.agencies.models import Agency, Reorganisation, ReorganisationLink
from learners.agencies.permissions import with_ended
from learners.agencies.succession import comparable, successors
from tests.coverage import world

pytestmark = pytest.mark.django_db
FIRST, SECOND = dt.date(2023, 1, 1), dt.date(2025, 7, 1)
BEFORE, BETWEEN, AFTER = dt.date(2022, 6, 1), dt.date(2024, 6, 1), dt.date(2026, 1, 1)


def event(kind: str, day: dt.date, source: Agency, *targets: Agency | None, partial: bool = False) -> None:
    made = Reorganisation.objects.create(kind=kind, effective_on=day)
    for target in targets:
        ReorganisationLink.objects.create(reorganisation=made, source=source, target=target, partial=partial)


def agency(name: str, start: dt.date, end: dt.date | None) -> Agency:
    return world.agency(name, start=start, end=end)


def test_renamed_first_and_merged_later_is_followed_through_both() -> None:
    old = agency("Sở A", dt.date(2020, 1, 1), FIRST)
    renamed = agency("Sở A mới", FIRST, SECOND)
    merged = agency("Sở ABC", SECOND, None)
    # Written in the wrong order, as files do.
    event("merge", SECOND, renamed, merged)
    event("rename", FIRST, old, renamed)
    assert successors([old.pk], BEFORE, BETWEEN) == {old.pk: renamed.pk}
    assert successors([old.pk], BEFORE, AFTER) == {old.pk: merged.pk}
    assert successors([renamed.pk], BETWEEN, AFTER) == {renamed.pk: merged.pk}
    assert comparable(old.pk, merged.pk, BEFORE, AFTER)


def test_an_agency_that_gave_away_a_part_goes_on_until_it_ends() -> None:
    whole = agency("Phường A", dt.date(2020, 1, 1), SECOND)
    part, heir = agency("Phường B", FIRST, None), agency("Phường C", SECOND, None)
    event("split", FIRST, whole, part, partial=True)
    event("merge", SECOND, whole, heir)
    assert successors([whole.pk], BEFORE, BETWEEN) == {whole.pk: whole.pk}
    assert successors([whole.pk], BEFORE, AFTER) == {whole.pk: heir.pk}


def test_whoever_received_a_part_does_not_see_what_is_left() -> None:
    whole = agency("Phường A", dt.date(2020, 1, 1), None)
    part = agency("Phường B", FIRST, None)
    event("split", FIRST, whole, part, partial=True)
    assert with_ended({part.pk}, AFTER, History.read()) == {part.pk}


def test_split_for_good_is_nobody_s_even_when_both_halves_meet_again() -> None:
    whole = agency("Phường A", dt.date(2020, 1, 1), FIRST)
    left, right = agency("Phường B", FIRST, SECOND), agency("Phường C", FIRST, SECOND)
    again = agency("Phường D", SECOND, None)
    event("split", FIRST, whole, left, right, partial=True)
    event("merge", SECOND, left, again)
    event("merge", SECOND, right, again)
    assert successors([whole.pk, left.pk], BEFORE, AFTER) == {whole.pk: None, left.pk: again.pk}


def test_two_events_of_one_day_build_on_each_other() -> None:
    old, short, heir = (
        agency("Sở A", dt.date(2020, 1, 1), FIRST),
        agency("Sở B", dt.date(2022, 1, 1), FIRST),
        agency("Sở C", FIRST, None),
    )
    event("merge", FIRST, old, short)
    event("merge", FIRST, short, heir)
    assert successors([old.pk], BEFORE, AFTER) == {old.pk: heir.pk}


def test_dissolved_is_unassigned_from_its_day_on() -> None:
    district = agency("Huyện", dt.date(2020, 1, 1), SECOND)
    event("dissolve", SECOND, district, None)
    assert successors([district.pk], BEFORE, BETWEEN) == {district.pk: district.pk}
    assert successors([district.pk], BEFORE, AFTER) == {district.pk: None}

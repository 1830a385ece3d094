"""Week by week: sums across whole mergers, no line across a partial split, and the report's own numbers at the end."""

import datetime as dt

import pytest

from learners.agencies.models import Agency, Reorganisation, ReorganisationLink
from learners.campaigns.models import Campaign
from learners.coverage.counting import MEASURES
from learners.coverage.movements import compare
from learners.coverage.reporting import report
from learners.coverage.rows import Report
from learners.coverage.trends import on_day, trend, week_ends
from tests.coverage import world
from tests.progress.lrs import queries_of

pytestmark = pytest.mark.django_db
CUT = dt.date(2026, 11, 4)
BEFORE = dt.datetime(2026, 10, 20, 5, 0, tzinfo=dt.UTC)
AFTER = dt.datetime(2026, 11, 12, 5, 0, tzinfo=dt.UTC)


@pytest.fixture
def campaign(province: world.Province) -> Campaign:
    return world.campaign(province.root)


def ask(campaign: Campaign, of: Agency) -> Report:
    days = {"structure": world.DAY, "membership": world.DAY, "completion": world.DAY}
    return report(campaign=campaign, root=of.pk, **days)


def event(kind: str, *links: tuple[Agency, Agency, bool]) -> None:
    made = Reorganisation.objects.create(kind=kind, effective_on=CUT, decision="NQ")
    for source, target, partial in links:
        ReorganisationLink.objects.create(reorganisation=made, source=source, target=target, partial=partial)


def rates(campaign: Campaign, of: Agency) -> list[tuple[int, int] | None]:
    points = trend(ask(campaign, of), campaign.opens_on)
    return [(point.numbers.completed, point.numbers.required) if point.numbers else None for point in points]


def test_weeks_end_with_the_last_day_and_are_no_more_than_asked() -> None:
    assert week_ends(dt.date(2026, 11, 1), dt.date(2026, 11, 20)) == [
        dt.date(2026, 11, 6), dt.date(2026, 11, 13), dt.date(2026, 11, 20),
    ]  # fmt: skip
    assert len(week_ends(dt.date(2025, 1, 1), dt.date(2026, 11, 20), 14)) <= 14
    assert week_ends(dt.date(2026, 11, 20), dt.date(2026, 11, 20)) == [dt.date(2026, 11, 20)]


def test_the_last_point_is_the_report_and_a_day_counts_what_was_done_by_then(
    province: world.Province, campaign: Campaign
) -> None:
    world.complete(world.member("Người sớm", province.health), BEFORE)
    found = rates(campaign, province.health)
    total = ask(campaign, province.health).total.numbers
    assert found[-1] == (total.completed, total.required) == (2, 4)
    assert found[0] == (0, 4)
    assert found[-2] == (1, 4)


def test_a_whole_merger_is_summed_before_it(province: world.Province, campaign: Campaign) -> None:
    old = world.agency("Sở Dược", province.root, end=CUT)
    person = world.member("Người cũ", old, valid_to=CUT)
    world.join(person, province.health, CUT)
    world.complete(person, BEFORE)
    event("merge", (old, province.health, False))
    assert rates(campaign, province.health)[3] == (1, 4)
    assert not any(point.broken for point in trend(ask(campaign, province.health), campaign.opens_on))
    assert compare(ask(campaign, province.health), CUT - dt.timedelta(days=1)).total.comparable


def test_a_part_that_came_breaks_the_line_here_and_not_above(province: world.Province, campaign: Campaign) -> None:
    event("split_merge", (province.home, province.health, True))
    points = trend(ask(campaign, province.health), campaign.opens_on)
    assert [point.day for point in points if point.broken] == [dt.date(2026, 11, 6)]
    assert not any(point.broken for point in trend(ask(campaign, province.root), campaign.opens_on))
    found = compare(ask(campaign, province.root), CUT - dt.timedelta(days=1))
    assert found.total.comparable
    assert [one.places for _, rows in found.blocks for one in rows] == [None, None]
    assert compare(ask(campaign, province.root), CUT).blocks[0][1][0].comparable


def test_an_agency_made_of_parts_has_no_points_before_it_began(province: world.Province, campaign: Campaign) -> None:
    old = world.agency("Phường cũ", province.root, end=CUT, kind="ubnd_xa")
    new = [world.agency(name, province.root, CUT, kind="ubnd_xa") for name in ("Phường Một", "Phường Hai")]
    person = world.member("Người cũ", old, valid_to=CUT)
    world.join(person, new[0], CUT)
    event("split", *((old, one, True) for one in new))
    found = trend(ask(campaign, new[0]), campaign.opens_on)
    assert [point.numbers is None for point in found] == [True] * 5 + [False] * 3
    assert found[5].broken


def test_places_move_with_the_rates(province: world.Province, campaign: Campaign) -> None:
    for name in ("Một", "Hai"):
        world.complete(world.member(f"Người {name}", province.health))
    found = compare(ask(campaign, province.root), CUT)
    moved = {one.row.name: (one.places, one.points) for _, rows in found.blocks for one in rows}
    assert moved["Sở Y tế"][0] == 0
    assert str(moved["Sở Y tế"][1]) == "60.00"
    assert str(found.total.points) == "50.00"


def test_every_week_is_the_report_of_that_week_and_the_number_of_weeks_costs_nothing(
    province: world.Province, campaign: Campaign
) -> None:
    old = world.agency("Sở Dược", province.root, end=CUT)
    moved = world.member("Người cũ", old, valid_to=CUT)
    world.join(moved, province.health, CUT)
    for person, done in ((moved, BEFORE), (world.member("Người mới", province.health), AFTER)):
        world.complete(person, done)
    event("merge", (old, province.health, False))
    asked = ask(campaign, province.health)
    points = trend(asked, campaign.opens_on)
    assert len({(point.numbers.required, point.numbers.completed) for point in points if point.numbers}) > 2
    for point in points:
        told = on_day(asked, point.day).total.numbers
        assert point.numbers is not None
        assert [getattr(point.numbers, name) for name in MEASURES] == [getattr(told, name) for name in MEASURES]
    # The weeks before and after the merger, and what was cut.
    assert len(queries_of(lambda: trend(asked, campaign.opens_on))) == 3

"""``report`` equals a person-by-person recomputation: any tree, any moves and endings, three independent dates."""

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from courses.catalogue.models import CoursePage
from learners.agencies.models import Agency
from learners.campaigns.models import Campaign
from learners.coverage.people import STATES, people
from learners.coverage.reporting import report
from learners.coverage.rows import Report, Row
from tests import factories
from tests.coverage import naive, naive_writing

pytestmark = pytest.mark.django_db
NAMES = [
    "staff", "required", "registered", "in_progress", "completed", "late", "unfinished", "no_account", "heads",
    "heads_completed", "exempted", "external", "concurrent",
]  # fmt: skip


@naive.SOME_WORLDS
@given(seed=st.integers(0, 2**32))
def test_equals_the_naive_recomputation_and_every_number_has_its_people(course: CoursePage, seed: int) -> None:
    holds_for(seed)


@pytest.mark.full
@naive.MANY_WORLDS
@given(seed=st.integers(0, 2**32))
def test_equals_it_at_length(course: CoursePage, seed: int) -> None:
    holds_for(seed)


def holds_for(seed: int) -> None:
    dice = factories.dice(seed)
    world, asked = naive.draw_world(dice), naive.draw_question(dice)
    with transaction.atomic():
        campaign, agencies = naive_writing.write(world)
        check_report(world, asked, campaign, agencies)
        transaction.set_rollback(True)


def check_report(world: naive.World, asked: naive.Asked, campaign: Campaign, agencies: list[Agency]) -> None:
    found = report(
        campaign=campaign,
        root=agencies[asked.root].pk,
        structure=naive.day(asked.structure),
        membership=naive.day(asked.membership),
        completion=naive.day(asked.completion),
        within={agencies[index].pk for index in asked.within},
    )
    index_of = {agency.pk: index for index, agency in enumerate(agencies)}
    expected = naive.count(world, asked)
    for key, row in _rows(found, index_of).items():
        wanted = expected.pop(key, {})
        assert {name: getattr(row.numbers, name) for name in NAMES} == {n: wanted.get(n, 0) for n in NAMES}, key
    # A row the campaign does not concern is left out; nobody asked may be in it.
    assert not any(counts["required"] or counts["exempted"] for counts in expected.values())
    _check_people(found)


def _rows(found: Report, index_of: dict) -> dict[object, Row]:
    rows: dict[object, Row] = {index_of[row.agency]: row for row in found.rows}
    if found.own:
        rows["own"] = found.own
    if found.unassigned:
        rows["unassigned"] = found.unassigned
    return rows


def _check_people(found: Report) -> None:
    for row in [found.total, *found.all_rows[-2:]]:
        for state in STATES:
            number = row.numbers.required if state == "all" else getattr(row.numbers, state)
            assert people(found.question, row, state).count() == number, (row.name, state)
    for name in NAMES:
        assert getattr(found.total.numbers, name) == sum(getattr(row.numbers, name) for row in found.all_rows)

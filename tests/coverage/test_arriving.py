"""Whatever arrives in whatever order: live counting ends where a rebuild would, and says what the recomputation says.

What was known at an earlier moment stays what it was.
"""

from dataclasses import replace

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from courses.catalogue.models import CoursePage
from learners.agencies.models import Agency
from learners.campaigns.models import Campaign
from learners.coverage.numbers import Numbers
from learners.coverage.rebuilding import check, rebuild
from learners.coverage.reporting import report
from learners.coverage.settling import settle
from tests import factories
from tests.coverage import naive, naive_writing
from tests.coverage.test_naive import check_report

pytestmark = pytest.mark.django_db
Known = list[tuple[object, int, Numbers]]


def holds_for(seed: int) -> None:
    with transaction.atomic():
        _holds_for(seed)
        transaction.set_rollback(True)


def _holds_for(seed: int) -> None:
    dice = factories.dice(seed)
    world = naive.draw_world(dice)
    campaign, agencies, facts = naive_writing.prepare(world)
    rebuild()
    dice.shuffle(facts)
    known: Known = []
    for fact in facts:
        fact()
        if dice.random() < 0.15:
            settle()
        if dice.random() < 0.1:
            at = dice.randint(world.opens, naive.LAST)
            known.append((timezone.now(), at, _numbers(campaign, agencies, at)))
    assert list(check()) == []
    assert rebuild() == 0
    for moment, at, numbers in known:
        assert _numbers(campaign, agencies, at, known_at=moment) == numbers
    for _ in range(3):
        check_report(world, naive.draw_question(dice), campaign, agencies)


def _numbers(campaign: Campaign, agencies: list[Agency], at: int, **known: object) -> Numbers:
    day = naive.day(at)
    found = report(campaign=campaign, root=None, structure=day, membership=day, completion=day, **known)
    # Whom the campaign asks: whose roster is shown besides is decided by the structure as it is known now.
    return replace(found.total.numbers, staff=0, concurrent=0)


@naive.SOME_WORLDS
@given(seed=st.integers(0, 2**32))
def test_any_order_of_arrival(course: CoursePage, seed: int) -> None:
    holds_for(seed)


@pytest.mark.full
@naive.MANY_WORLDS
@given(seed=st.integers(0, 2**32))
def test_any_order_of_arrival_at_length(course: CoursePage, seed: int) -> None:
    holds_for(seed)

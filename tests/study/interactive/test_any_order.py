"""However what a content said arrives - late, twice, from two phones at once - she stands where it leaves her."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from content.h5p.models import Content
from courses.catalogue.models import CoursePage
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from learners.progress.models import Progress
from learners.progress.rebuilding import check, rebuild
from learners.study.interactive.actions import take_events
from learners.study.interactive.posted import Event, Posted
from learners.study.interactive.tokens import Token
from tests import factories
from tests.study.interactive import world
from tests.study.interactive.world import chosen, said, unit

BASE = timezone.now() - dt.timedelta(hours=3)
# Right, wrong, a score that is not true; what says nothing of the end, and what is no content's to say.
KINDS = ("right", "wrong", "lie", "attempted", "interacted", "refused")
events = st.tuples(st.sampled_from(KINDS), st.integers(1, 60), st.sampled_from(["mot", "hai"]), st.booleans())


@pytest.fixture
def course(oanh: Account, asked: Content) -> CoursePage:
    return world.course(oanh, (asked, True, True))


def statement(kind: str, about: Content) -> Any:
    made = {
        "right": lambda: chosen(about),
        "wrong": lambda: chosen(about, right=False),
        "lie": lambda: chosen(about, right=False, claimed=1),
        "refused": lambda: said(about, "voided"),
    }
    return made.get(kind, lambda: said(about, kind))()


def play(mine: Enrolment, about: Content, sendings: list[list[tuple[int, tuple[str, int, str, bool]]]]) -> Any:
    """What her parts are after each of ``sendings``, a request each: events with the number their page gave them."""
    here = unit(mine).unit_key
    for sending in sendings:
        for page in ("mot", "hai"):
            listed = [(number, one) for number, one in sending if one[2] == page]
            if not listed:
                continue
            token = Token(mine.pk, here, about.key, about.current_id, 1, page, BASE)
            made = tuple(
                Event(number, statement(one[0], about), (BASE + dt.timedelta(minutes=one[1])).isoformat())
                for number, one in listed
            )
            take_events(enrolment=mine, token=token, posted=Posted(made, interacted=True), agreed=listed[0][1][3])
    return Progress.objects.get(pk=mine.pk).units


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@example(said_events=[("lie", 5, "mot", True), ("right", 9, "mot", True)], data=None)
@given(said_events=st.lists(events, min_size=1, max_size=6), data=st.data())
@pytest.mark.django_db
def test_any_interleaving_gives_the_same_as_once_in_order(
    course: CoursePage, asked: Content, said_events: list[tuple[str, int, str, bool]], data: Any
) -> None:
    numbered = list(enumerate(sorted(said_events, key=lambda one: one[1]), start=1))
    if data is None:
        mixed = [[one] for one in (*reversed(numbered), *numbered)]
    else:
        order = data.draw(st.permutations(numbered + numbered[:3]))
        cuts = data.draw(st.lists(st.booleans(), min_size=len(order), max_size=len(order)))
        mixed = [[]]
        for one, cut in zip(order, cuts, strict=True):
            if cut or any(one[0] == other[0] for other in mixed[-1]):
                mixed.append([])
            mixed[-1].append(one)
    in_order, shuffled = (
        play(
            enrol(person=factories.person(), course_key=course.translation_key, acting_user=None),
            asked,
            sendings,
        )
        for sendings in ([numbered], mixed)
    )
    assert shuffled == in_order
    assert list(check()) == []
    live = list(Progress.objects.order_by("pk").values())
    rebuild()
    assert list(Progress.objects.order_by("pk").values()) == live

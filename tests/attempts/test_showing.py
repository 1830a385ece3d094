"""What is shown of an attempt, moment by moment."""

import datetime as dt

import pytest

from courses.catalogue.assessment_forms import AFTER, ANSWERS, CLOSED, DURING, EXPLANATIONS, LATER, MARKS
from courses.editions.asking import AssessmentRules
from learners.attempts import showing
from learners.attempts.models import Attempt
from learners.attempts.showing import EVERYTHING, NOTHING, next_change, shown, shown_of
from tests.factories import at

HANDED_IN, CLOSES = at(1), at(3)
SECOND = dt.timedelta(seconds=1)


def rules(closes: dt.datetime | None = CLOSES, *, sequential: bool = False, **feedback: list[str]) -> AssessmentRules:
    every = {DURING: [], AFTER: [], LATER: [], CLOSED: []}
    return AssessmentRules(feedback={**every, **feedback}, closes_at=closes, sequential=sequential)


DONE = Attempt(submitted_at=HANDED_IN)
EACH = rules(during=[EXPLANATIONS], after=[MARKS], later=[ANSWERS], closed=[MARKS, ANSWERS])


@pytest.mark.parametrize(
    ("now", "in_hand", "expected"),
    [
        (HANDED_IN, True, {MARKS}),
        (HANDED_IN + showing.AFTER - SECOND, True, {MARKS}),
        (HANDED_IN + showing.AFTER, True, {ANSWERS}),
        (HANDED_IN + showing.AFTER, False, {ANSWERS}),
        (CLOSES - SECOND, False, {ANSWERS}),
        (CLOSES, False, {MARKS, ANSWERS}),
    ],
)
def test_each_moment_shows_its_own(now: dt.datetime, in_hand: bool, expected: set[str]) -> None:
    assert shown(EACH, DONE, now, in_hand=in_hand) == expected


def test_signing_in_anew_within_the_hour_shows_no_more_than_either_moment() -> None:
    assert shown(EACH, DONE, HANDED_IN + SECOND) == NOTHING
    later_only = rules(later=[ANSWERS, MARKS], after=[MARKS])
    assert shown(later_only, DONE, HANDED_IN + SECOND) == {MARKS}


def test_what_she_has_in_hand_stays_when_the_assessment_closes() -> None:
    rule = rules(closes=HANDED_IN + SECOND, after=[MARKS], closed=[ANSWERS])
    assert shown(rule, DONE, HANDED_IN + SECOND, in_hand=True) == {MARKS, ANSWERS}
    assert shown(rule, DONE, HANDED_IN + SECOND) == {ANSWERS}


def test_an_open_paper_shows_something_only_question_by_question() -> None:
    open_one = Attempt(submitted_at=None)
    assert shown(rules(during=[MARKS], closed=[ANSWERS]), open_one, CLOSES) == NOTHING
    assert shown(rules(during=[MARKS], sequential=True), open_one, CLOSES) == {MARKS}


def test_without_rules_of_its_own_an_attempt_shows_everything_once_handed_in() -> None:
    assert shown_of(DONE, HANDED_IN) == EVERYTHING
    assert shown_of(Attempt(submitted_at=None), HANDED_IN) == NOTHING


def test_what_no_rule_knows_is_not_shown() -> None:
    assert shown(rules(later=["seed", MARKS]), DONE, CLOSES - SECOND) == {MARKS}


def test_the_next_moment_that_shows_more() -> None:
    frozen = {"feedback": EACH.feedback, "closes_at": CLOSES.isoformat()}
    done = Attempt(submitted_at=HANDED_IN, rules=frozen)
    hour = HANDED_IN + showing.AFTER
    assert next_change(done, HANDED_IN, frozenset({MARKS})) == (hour, {ANSWERS})
    assert next_change(done, hour, frozenset({ANSWERS})) == (CLOSES, {MARKS})
    assert next_change(done, CLOSES, frozenset({MARKS, ANSWERS})) is None

"""What is shown of an attempt, moment by moment."""

import datetime as dt

import pytest

from courses.catalogue.assessment_forms import (
    AFTER,
    ANSWERS,
    CLOSED,
    DURING,
    EXPLANATIONS,
    LATER,
    MARKS,
    first_feedback,
)
from courses.editions.asking import AssessmentRules
from learners.attempts import showing
from learners.attempts.models import Attempt
from learners.attempts.opening import NOTHING as NO_MORE
from learners.attempts.opening import Allowance
from learners.attempts.showing import EVERYTHING, NOTHING, next_change, shown, shown_of
from tests.factories import at

HANDED_IN, CLOSES = at(1), at(3)
SECOND = dt.timedelta(seconds=1)


def rules(closes: dt.datetime | None = CLOSES, *, sequential: bool = False, **feedback: list[str]) -> AssessmentRules:
    every = {DURING: [], AFTER: [], LATER: [], CLOSED: []}
    return AssessmentRules(feedback={**every, **feedback}, closes_at=closes, sequential=sequential)


PAPER = Attempt(submitted_at=HANDED_IN, number=1)
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
    assert shown(EACH, PAPER, now, in_hand=in_hand) == expected


def test_signing_in_anew_within_the_hour_shows_no_more_than_either_moment() -> None:
    assert shown(EACH, PAPER, HANDED_IN + SECOND) == NOTHING
    later_only = rules(later=[ANSWERS, MARKS], after=[MARKS])
    assert shown(later_only, PAPER, HANDED_IN + SECOND) == {MARKS}


def test_what_she_has_in_hand_stays_when_the_assessment_closes() -> None:
    rule = rules(closes=HANDED_IN + SECOND, after=[MARKS], closed=[ANSWERS])
    assert shown(rule, PAPER, HANDED_IN + SECOND, in_hand=True) == {MARKS, ANSWERS}
    assert shown(rule, PAPER, HANDED_IN + SECOND) == {ANSWERS}


def test_an_open_paper_shows_something_only_question_by_question() -> None:
    open_one = Attempt(submitted_at=None)
    assert shown(rules(during=[MARKS], closed=[ANSWERS]), open_one, CLOSES) == NOTHING
    assert shown(rules(during=[MARKS], sequential=True), open_one, CLOSES) == {MARKS}


def test_without_rules_of_its_own_an_attempt_shows_everything_once_handed_in() -> None:
    assert shown_of(PAPER, HANDED_IN) == EVERYTHING
    assert shown_of(Attempt(submitted_at=None), HANDED_IN) == NOTHING


def test_what_no_rule_knows_is_not_shown() -> None:
    assert shown(rules(later=["seed", MARKS]), PAPER, CLOSES - SECOND) == {MARKS}


def test_the_next_moment_that_shows_more() -> None:
    frozen = {"feedback": EACH.feedback, "closes_at": CLOSES.isoformat()}
    done = Attempt(submitted_at=HANDED_IN, rules=frozen)
    hour = HANDED_IN + showing.AFTER
    assert next_change(done, HANDED_IN, frozenset({MARKS})) == (hour, {ANSWERS})
    assert next_change(done, hour, frozenset({ANSWERS})) == (CLOSES, {MARKS})
    assert next_change(done, CLOSES, frozenset({MARKS, ANSWERS})) is None


NEW = first_feedback()


@pytest.mark.parametrize(
    ("number", "passed", "limit", "granted", "key"),
    [
        (1, False, 0, NO_MORE, False),
        (9, False, 0, NO_MORE, False),
        (1, False, 2, NO_MORE, False),
        (2, False, 2, NO_MORE, True),
        (2, False, 2, Allowance(extra_attempts=1), False),
        (3, False, 2, Allowance(extra_attempts=1), True),
        (1, True, 2, NO_MORE, True),
        (1, True, 0, NO_MORE, True),
    ],
)
@pytest.mark.parametrize("practice", [False, True])
@pytest.mark.parametrize("in_hand", [False, True])
def test_a_new_assessment_hands_the_key_to_nobody_who_will_sit_it_again(
    number: int, passed: bool, limit: int, granted: Allowance, key: bool, practice: bool, in_hand: bool
) -> None:
    attempt = Attempt(
        submitted_at=HANDED_IN, number=number, passed=passed, unit_passed=None if practice else passed
    )  # fmt: skip
    rule = AssessmentRules(feedback=NEW, max_attempts=limit)
    for now in (HANDED_IN, HANDED_IN + 2 * showing.AFTER):
        assert shown(rule, attempt, now, in_hand=in_hand, granted=granted) == (EVERYTHING if key else {MARKS})


def test_an_attempt_that_passed_by_itself_is_not_the_last_where_the_unit_needs_more() -> None:
    attempt = Attempt(submitted_at=HANDED_IN, number=2, passed=True, unit_passed=False)
    assert shown(AssessmentRules(feedback=NEW), attempt, HANDED_IN) == {MARKS}


def test_what_is_shown_on_the_last_adds_to_the_other_moments() -> None:
    rule = rules(after=[MARKS], done=[ANSWERS], closed=[EXPLANATIONS])
    passed = Attempt(submitted_at=HANDED_IN, number=1, unit_passed=True)
    assert shown(rule, passed, HANDED_IN, in_hand=True) == {MARKS, ANSWERS}
    assert shown(rule, passed, CLOSES) == {ANSWERS, EXPLANATIONS}
    assert shown(rule, PAPER, HANDED_IN, in_hand=True) == {MARKS}
    assert shown(rules(done=[ANSWERS]), Attempt(submitted_at=None, number=1), HANDED_IN) == NOTHING


@pytest.mark.parametrize("granted", [CLOSES + dt.timedelta(days=2), CLOSES - dt.timedelta(days=1)])
def test_it_closes_at_the_hour_an_accommodation_moved_it_to(granted: dt.datetime) -> None:
    hers = Allowance(closes_at=granted)
    rule = rules(later=[MARKS], closed=[MARKS, ANSWERS])
    assert shown(rule, PAPER, granted - SECOND, granted=hers) == {MARKS}
    assert shown(rule, PAPER, granted, granted=hers) == {MARKS, ANSWERS}
    done = Attempt(submitted_at=HANDED_IN, number=1, rules={"feedback": rule.feedback, "closes_at": CLOSES.isoformat()})
    after = HANDED_IN + showing.AFTER
    assert next_change(done, after, frozenset({MARKS}), hers) == (granted, {ANSWERS})

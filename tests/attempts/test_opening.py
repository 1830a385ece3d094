"""Whether an attempt may be opened, why not and until when; when it is due. No database."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.editions.asking import AssessmentRules
from learners.attempts.deadlines import deadline
from learners.attempts.models import Attempt, Ending
from learners.attempts.opening import NOTHING, Allowance, Given, Refusal, may_open
from learners.attempts.saying import opening_words
from tests.factories import at

NOW = at(10)


def minutes(count: float) -> dt.timedelta:
    return dt.timedelta(minutes=count)


def rules(**simple: Any) -> AssessmentRules:
    return AssessmentRules(**simple)


def ended(moment: dt.datetime, ending: str = Ending.SUBMITTED) -> Attempt:
    if ending == Ending.ABANDONED:
        return Attempt(ending=ending, due_at=moment, opened_at=moment - minutes(30))
    return Attempt(ending=ending, submitted_at=moment, opened_at=moment - minutes(30), score=Decimal(1))


def test_nothing_stands_in_the_way() -> None:
    opening = may_open(rules(), [], NOTHING, NOW)
    assert (opening.is_allowed, opening.why, opening.left, opening.next_at) == (True, None, None, None)
    assert opening_words(opening) == ""


def test_attempts_run_out_and_a_grant_gives_another() -> None:
    made = [ended(at(1)), ended(at(2), Ending.ABANDONED)]
    spent = may_open(rules(max_attempts=2), made, NOTHING, NOW)
    assert (spent.why, spent.left, spent.until) == (Refusal.NONE_LEFT, 0, None)
    granted = may_open(rules(max_attempts=2), made, Allowance(extra_attempts=1), NOW)
    assert (granted.why, granted.left) == (None, 1)
    assert may_open(rules(), made, Allowance(extra_attempts=1), NOW).left is None


@pytest.mark.parametrize(("after", "why"), [(59, Refusal.WAITING), (60, None)])
def test_the_next_one_waits_from_the_end_of_the_last(after: int, why: Refusal | None) -> None:
    for ending in (Ending.SUBMITTED, Ending.ABANDONED):
        opening = may_open(rules(wait_minutes=60), [ended(NOW, ending)], NOTHING, NOW + minutes(after))
        assert opening.why == why
        assert opening.next_at == (NOW + minutes(60) if why else None)


def test_before_it_opens_and_from_the_moment_it_closes() -> None:
    open_between = rules(opens_at=NOW, closes_at=at(11), wait_minutes=0)
    early = may_open(open_between, [], NOTHING, NOW - minutes(1))
    assert (early.why, early.until, early.next_at) == (Refusal.NOT_YET, NOW, NOW)
    assert may_open(open_between, [], NOTHING, NOW).is_allowed
    late = may_open(open_between, [], NOTHING, at(11))
    assert (late.why, late.until, late.next_at) == (Refusal.CLOSED, at(11), None)


def test_other_dates_take_the_place_of_the_rules() -> None:
    closed = rules(opens_at=at(1), closes_at=at(2))
    again = Allowance(opens_at=at(11), closes_at=at(12))
    assert may_open(closed, [], again, NOW).until == at(11)
    assert may_open(closed, [], again, at(11)).is_allowed
    assert may_open(closed, [], again, at(12)).why == Refusal.CLOSED


def test_what_is_last_over_is_what_is_told() -> None:
    """Not open before noon, and she waits until one: it is one o'clock that she is told."""
    opening = may_open(rules(opens_at=NOW, wait_minutes=60), [ended(NOW - minutes(10))], NOTHING, NOW - minutes(5))
    assert (opening.why, opening.next_at) == (Refusal.NOT_YET, NOW + minutes(50))


@pytest.mark.parametrize(
    ("code", "why"), [("", Refusal.CODE), ("lop-b", Refusal.CODE), (" LỚP-a ", None), ("Lớp-A", None)]
)
def test_the_code_of_the_room_is_asked_for_at_the_door(code: str, why: Refusal | None) -> None:
    assert may_open(rules(access_code="Lớp-A"), [], NOTHING, NOW, Given(code)).why == why


def test_her_word_is_asked_for_after_the_code() -> None:
    asking = rules(access_code="a", honour="Tôi tự làm bài.")
    assert may_open(asking, [], NOTHING, NOW, Given(honour=True)).why == Refusal.CODE
    assert may_open(asking, [], NOTHING, NOW, Given("a")).why == Refusal.HONOUR
    assert may_open(asking, [], NOTHING, NOW, Given("a", honour=True)).is_allowed
    assert may_open(asking, [], NOTHING, NOW).is_allowed


def test_every_refusal_is_told_in_words() -> None:
    closed = may_open(rules(closes_at=at(1)), [], NOTHING, NOW)
    assert opening_words(closed) == "Bài này đã đóng từ 08:00 ngày 03/11/2026."
    told = {opening_words(may_open(rules(access_code="x"), [], NOTHING, NOW, Given()))}
    told |= {opening_words(may_open(rules(honour="x"), [], NOTHING, NOW, Given()))}
    told |= {opening_words(may_open(rules(opens_at=at(20)), [], NOTHING, NOW))}
    assert len(told) == 3
    assert all("%" not in text for text in told)


def test_an_attempt_is_due_by_the_limit_or_the_closing_whichever_is_first() -> None:
    assert deadline(rules(), NOW) == (None, None)
    assert deadline(rules(time_limit=45), NOW) == (NOW + minutes(45), NOW + minutes(45))
    assert deadline(rules(time_limit=45, closes_at=NOW + minutes(20)), NOW)[0] == NOW + minutes(20)
    later = Allowance(closes_at=NOW + minutes(90))
    assert deadline(rules(time_limit=45, closes_at=NOW + minutes(20)), NOW, later)[0] == NOW + minutes(45)


def test_grace_is_for_the_policy_that_has_it() -> None:
    asking = {"time_limit": 30, "grace_minutes": 5}
    assert deadline(rules(**asking, overdue="grace"), NOW) == (NOW + minutes(30), NOW + minutes(35))
    assert deadline(rules(**asking, overdue="submit"), NOW) == (NOW + minutes(30), NOW + minutes(30))


def test_more_time_is_a_share_of_the_limit_and_minutes_on_top() -> None:
    assert deadline(rules(time_limit=45), NOW, Allowance(extra_percent=50, extra_minutes=2))[0] == NOW + minutes(69.5)
    assert deadline(rules(), NOW, Allowance(extra_percent=50, extra_minutes=2)) == (None, None)


moments = st.datetimes(dt.datetime(2026, 11, 1), dt.datetime(2026, 11, 20), timezones=st.just(dt.UTC))
some_rules = st.builds(
    AssessmentRules,
    max_attempts=st.integers(0, 3),
    wait_minutes=st.integers(0, 3000),
    opens_at=st.none() | moments,
    closes_at=st.none() | moments,
)


@given(some_rules, st.lists(moments.map(ended), max_size=4), moments)
def test_when_she_is_told_to_come_she_may_come(asking: AssessmentRules, made: list[Attempt], now: dt.datetime) -> None:
    """Unless it has closed by then."""
    opening = may_open(asking, made, NOTHING, now)
    if opening.next_at is None:
        return
    then = may_open(asking, made, NOTHING, opening.next_at)
    assert opening.next_at > now
    assert then.why in (None, Refusal.CLOSED)
    assert not may_open(asking, made, NOTHING, opening.next_at - dt.timedelta(seconds=1)).is_allowed


@given(some_rules, st.lists(moments.map(ended), max_size=4), moments, st.integers(1, 3))
def test_a_grant_never_takes_away(asking: AssessmentRules, made: list[Attempt], now: dt.datetime, more: int) -> None:
    if may_open(asking, made, NOTHING, now).is_allowed:
        assert may_open(asking, made, Allowance(extra_attempts=more), now).is_allowed

"""What a learner is shown of an attempt, at which moment: the one place that decides it.

A rule names for each **moment** what may be seen: ``marks`` (which answers were right, the points, the score),
``answers`` (the key) and ``explanations``. Whether she passed is told at every moment, for her course tells it anyway.

The moments: *during* is a question just answered that cannot be changed any more, so it needs the sequential way;
*after* lasts ``AFTER`` from handing in while she has the result **in hand**, that is in the session that handed it in
and until she opens another paper; *later* follows it; *closed* begins when the assessment closes for her. *Done*
is beside them: from handing in, for an attempt that passed or was the last she has.
"""

import datetime as dt
from collections.abc import Iterable

from courses.catalogue import assessment_forms as moments
from courses.catalogue.assessment_forms import ANSWERS, EXPLANATIONS, MARKS
from courses.editions.asking import AssessmentRules
from learners.attempts import opening
from learners.attempts.models import Attempt
from learners.attempts.opening import Allowance

AFTER = dt.timedelta(hours=1)
EVERYTHING = frozenset({MARKS, ANSWERS, EXPLANATIONS})
NOTHING: frozenset[str] = frozenset()


def shown(
    rules: AssessmentRules,
    attempt: Attempt,
    now: dt.datetime,
    *,
    in_hand: bool = False,
    granted: Allowance = opening.NOTHING,
) -> frozenset[str]:
    """Some of ``EVERYTHING``; ``granted`` moves the closing hour and the last attempt. Pure.

    Within ``AFTER`` and not in hand she sees what both moments allow: signing in anew never shows more.
    """

    def at(moment: str) -> frozenset[str]:
        return EVERYTHING & frozenset(rules.feedback.get(moment, ()))

    if attempt.submitted_at is None:
        return at(moments.DURING) if rules.sequential else NOTHING
    done = at(moments.DONE) if is_done(rules, attempt, granted) else NOTHING
    fresh = now < attempt.submitted_at + AFTER
    right_after = at(moments.AFTER) if fresh and in_hand else NOTHING
    closes_at = granted.closes_at or rules.closes_at
    if closes_at and now >= closes_at:
        return at(moments.CLOSED) | right_after | done
    if fresh:
        return (right_after or at(moments.AFTER) & at(moments.LATER)) | done
    return at(moments.LATER) | done


def is_done(rules: AssessmentRules, attempt: Attempt, granted: Allowance = opening.NOTHING) -> bool:
    """Whether no other is needed after it, or none is left. Practice passes by its score alone."""
    passed = attempt.passed if attempt.unit_passed is None else attempt.unit_passed
    last = rules.max_attempts and rules.max_attempts + granted.extra_attempts
    return bool(passed or (last and attempt.number >= last))


def shown_of(
    attempt: Attempt, now: dt.datetime, *, in_hand: bool = False, granted: Allowance = opening.NOTHING
) -> frozenset[str]:
    """By the rules it was opened with, and what is ``granted`` its learner beyond them."""
    return shown(AssessmentRules.of(attempt.rules), attempt, now, in_hand=in_hand, granted=granted)


def marks_shown(attempts: Iterable[Attempt], now: dt.datetime, granted: Allowance = opening.NOTHING) -> bool:
    """Whether a mark that is made of all ``attempts`` may be seen: one that may not is not told by the mark of all."""
    return all(MARKS in shown_of(attempt, now, granted=granted) for attempt in attempts if attempt.submitted_at)


def next_change(
    attempt: Attempt, now: dt.datetime, seen: frozenset[str], granted: Allowance = opening.NOTHING
) -> tuple[dt.datetime, frozenset[str]] | None:
    """When she will be shown more than what is ``seen`` now, and what more; None for never."""
    if attempt.submitted_at is None:
        return None
    rules = AssessmentRules.of(attempt.rules)
    ends = (attempt.submitted_at + AFTER, granted.closes_at or rules.closes_at)
    for moment in sorted(end for end in ends if end and end > now):
        more = shown(rules, attempt, moment, granted=granted) - seen
        if more:
            return moment, more
    return None

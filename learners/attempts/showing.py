"""What a learner is shown of an attempt, at which moment: the one place that decides it.

A rule names for each **moment** what may be seen: ``marks`` (which answers were right, the points, the score),
``answers`` (the key) and ``explanations``. Whether she passed is told at every moment, for her course tells it anyway.

The moments: *during* is a question just answered that cannot be changed any more, so it needs the sequential way;
*after* lasts ``AFTER`` from handing in while she has the result **in hand**, that is in the session that handed it in
and until she opens another paper; *later* follows it; *closed* begins when the assessment closes.
"""

import datetime as dt
from collections.abc import Iterable

from courses.catalogue import assessment_forms as moments
from courses.catalogue.assessment_forms import ANSWERS, EXPLANATIONS, MARKS
from courses.editions.asking import AssessmentRules
from learners.attempts.models import Attempt

AFTER = dt.timedelta(hours=1)
EVERYTHING = frozenset({MARKS, ANSWERS, EXPLANATIONS})
NOTHING: frozenset[str] = frozenset()


def shown(rules: AssessmentRules, attempt: Attempt, now: dt.datetime, *, in_hand: bool = False) -> frozenset[str]:
    """Some of ``EVERYTHING``. Pure.

    Within ``AFTER`` and not in hand she sees what both moments allow: signing in anew never shows more.
    """

    def at(moment: str) -> frozenset[str]:
        return EVERYTHING & frozenset(rules.feedback.get(moment, ()))

    if attempt.submitted_at is None:
        return at(moments.DURING) if rules.sequential else NOTHING
    fresh = now < attempt.submitted_at + AFTER
    right_after = at(moments.AFTER) if fresh and in_hand else NOTHING
    if rules.closes_at and now >= rules.closes_at:
        return at(moments.CLOSED) | right_after
    if fresh:
        return right_after or at(moments.AFTER) & at(moments.LATER)
    return at(moments.LATER)


def shown_of(attempt: Attempt, now: dt.datetime, *, in_hand: bool = False) -> frozenset[str]:
    """By the rules it was opened with."""
    return shown(AssessmentRules.of(attempt.rules), attempt, now, in_hand=in_hand)


def marks_shown(attempts: Iterable[Attempt], now: dt.datetime) -> bool:
    """Whether a mark that is made of all ``attempts`` may be seen: one that may not is not told by the mark of all."""
    return all(MARKS in shown_of(attempt, now) for attempt in attempts if attempt.submitted_at)


def next_change(attempt: Attempt, now: dt.datetime, seen: frozenset[str]) -> tuple[dt.datetime, frozenset[str]] | None:
    """When she will be shown more than what is ``seen`` now, and what more; None for never."""
    if attempt.submitted_at is None:
        return None
    rules = AssessmentRules.of(attempt.rules)
    for moment in sorted(end for end in (attempt.submitted_at + AFTER, rules.closes_at) if end and end > now):
        more = shown(rules, attempt, moment) - seen
        if more:
            return moment, more
    return None

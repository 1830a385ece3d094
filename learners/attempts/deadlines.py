"""How long an attempt lasts, and what becomes of it when its time is over. Pure, and by the server's clock alone.

An attempt is **due** at a moment; within its **grace** it may still be handed in, but no more answered. After that its
rules decide: what was saved is graded as handed in at that moment, or nothing is (``courses.catalogue.Overdue``).
"""

import datetime as dt

from courses.catalogue.models import Overdue
from courses.editions.asking import AssessmentRules
from learners.attempts.models import Attempt, Ending
from learners.attempts.opening import NOTHING, Allowance

# What was sent in time may arrive so much later.
ON_THE_WAY = dt.timedelta(seconds=5)


def deadline(
    rules: AssessmentRules, opened_at: dt.datetime, accommodation: Allowance = NOTHING
) -> tuple[dt.datetime | None, dt.datetime | None]:
    """When an attempt opened then is due, and until when it is taken late; both None without any end."""
    ends = [
        end for end in (_time_up(rules, opened_at, accommodation), accommodation.closes_at or rules.closes_at) if end
    ]
    if not ends:
        return None, None
    grace = rules.grace_minutes if rules.overdue == Overdue.GRACE else 0
    return min(ends), min(ends) + dt.timedelta(minutes=grace)


def _time_up(rules: AssessmentRules, opened_at: dt.datetime, accommodation: Allowance) -> dt.datetime | None:
    if not rules.time_limit:
        return None
    seconds = rules.time_limit * 60 * (100 + accommodation.extra_percent) // 100 + accommodation.extra_minutes * 60
    return opened_at + dt.timedelta(seconds=seconds)


def takes_answers(attempt: Attempt, now: dt.datetime) -> bool:
    """Whether an answer that arrives now was in time."""
    return attempt.is_open and (attempt.due_at is None or now <= attempt.due_at + ON_THE_WAY)


def is_overdue(attempt: Attempt, now: dt.datetime) -> bool:
    """Whether it is open only because nobody has ended it yet."""
    return attempt.is_open and attempt.late_until is not None and now > attempt.late_until + ON_THE_WAY


def ending_of(attempt: Attempt, now: dt.datetime) -> tuple[Ending, dt.datetime | None]:
    """How an open attempt that is ended now ends, and the moment it is graded as; None: it is not graded."""
    if not is_overdue(attempt, now):
        return Ending.SUBMITTED, now
    if AssessmentRules.of(attempt.rules).overdue == Overdue.SUBMIT:
        return Ending.TIMED_OUT, attempt.due_at
    return Ending.ABANDONED, None

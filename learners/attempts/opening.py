"""Whether an attempt may be opened, and if not why and until when. Pure: no database, no clock.

An **allowance** is what one learner is granted beyond the rules (``NOTHING`` for everybody else).
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from hmac import compare_digest

from courses.editions.asking import AssessmentRules
from learners.attempts.models import Attempt


class Refusal(StrEnum):
    """Why no attempt may be opened, in the order in which it is asked."""

    MARKING = "marking"
    CLOSED = "closed"
    NONE_LEFT = "none-left"
    NOT_YET = "not-yet"
    WAITING = "waiting"
    CODE = "code"
    HONOUR = "honour"


@dataclass(frozen=True, slots=True)
class Allowance:
    """Beyond the rules: time, attempts, other dates (None: those of the rules)."""

    extra_percent: int = 0
    extra_minutes: int = 0
    extra_attempts: int = 0
    opens_at: dt.datetime | None = None
    closes_at: dt.datetime | None = None


NOTHING = Allowance()
# What may be granted, by name: the columns of an accommodation as well.
GRANTS = tuple(one.name for one in fields(Allowance))


@dataclass(frozen=True, slots=True)
class Given:
    """What a learner hands over at the door: the code as typed, and whether she gave her word."""

    code: str = ""
    honour: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """``why`` None: an attempt may be opened. ``until`` is from when it may (waiting, not yet) or since when it may not
    (closed). ``left`` are the attempts that may still be opened, None for as many as she likes."""

    why: Refusal | None
    until: dt.datetime | None = None
    left: int | None = None
    opens_at: dt.datetime | None = None
    closes_at: dt.datetime | None = None

    @property
    def is_allowed(self) -> bool:
        return self.why is None

    @property
    def next_at(self) -> dt.datetime | None:
        """When she may open one, where it is a matter of time."""
        return self.until if self.why in (Refusal.WAITING, Refusal.NOT_YET) else None


class MayNotOpen(Exception):
    """No attempt may be opened; ``opening`` says why and until when."""

    def __init__(self, opening: Opening) -> None:
        self.opening = opening
        super().__init__(str(opening.why))


def may_open(
    rules: AssessmentRules,
    attempts: Sequence[Attempt],
    accommodation: Allowance,
    now: dt.datetime,
    given: Given | None = None,
) -> Opening:
    """Whether another attempt may be opened after ``attempts``, oldest first.

    Without ``given`` code and honour are not asked for: what a page needs that shows the way to the door.
    """
    left = attempts_left(rules, len(attempts), accommodation)
    opens_at, closes_at = accommodation.opens_at or rules.opens_at, accommodation.closes_at or rules.closes_at
    why, until = _refusal(rules, attempts, now, left, opens_at, closes_at)
    if why is None and given is not None:
        why = _at_the_door(rules, given)
    return Opening(why, until, left, opens_at, closes_at)


def _refusal(
    rules: AssessmentRules,
    attempts: Sequence[Attempt],
    now: dt.datetime,
    left: int | None,
    opens_at: dt.datetime | None,
    closes_at: dt.datetime | None,
) -> tuple[Refusal | None, dt.datetime | None]:
    if any(attempt.is_waiting for attempt in attempts):
        return Refusal.MARKING, None
    if closes_at and now >= closes_at:
        return Refusal.CLOSED, closes_at
    if left == 0:
        return Refusal.NONE_LEFT, None
    waits_until = _waits_until(rules, attempts)
    if opens_at and now < opens_at:
        return Refusal.NOT_YET, max(opens_at, waits_until or opens_at)
    if waits_until and now < waits_until:
        return Refusal.WAITING, waits_until
    return None, None


def refuse_while_waiting(attempts: Sequence[Attempt]) -> None:
    """The next attempt is graded after those before it: raises ``MayNotOpen`` while one waits to be marked."""
    if any(attempt.is_waiting for attempt in attempts):
        raise MayNotOpen(Opening(Refusal.MARKING))


def _waits_until(rules: AssessmentRules, attempts: Sequence[Attempt]) -> dt.datetime | None:
    ended = [attempt.ended_at for attempt in attempts if attempt.ended_at]
    return max(ended) + dt.timedelta(minutes=rules.wait_minutes) if ended and rules.wait_minutes else None


def _at_the_door(rules: AssessmentRules, given: Given) -> Refusal | None:
    if rules.access_code and not compare_digest(_plain(given.code), _plain(rules.access_code)):
        return Refusal.CODE
    return Refusal.HONOUR if rules.honour and not given.honour else None


def _plain(code: str) -> bytes:
    """As it is read out in a room: spaces at its ends and capitals are not part of it."""
    return code.strip().casefold().encode()


def attempts_left(rules: AssessmentRules, made: int, accommodation: Allowance = NOTHING) -> int | None:
    """None for as many as she likes."""
    allowed = rules.max_attempts and rules.max_attempts + accommodation.extra_attempts
    return max(0, allowed - made) if allowed else None

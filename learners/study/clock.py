"""How long an open paper may still be answered, by the server's clock; the page's script counts it down."""

import datetime as dt
from dataclasses import dataclass

from learners.attempts.models import Attempt


@dataclass(frozen=True, slots=True)
class Clock:
    """``left`` in whole seconds, rounded down: the page is never ahead of the server."""

    due_at: dt.datetime
    left: int

    @property
    def words(self) -> str:
        return f"{self.left // 60}:{self.left % 60:02d}"

    @property
    def is_over(self) -> bool:
        return self.left <= 0


def clock_of(attempt: Attempt, now: dt.datetime) -> Clock | None:
    """None for a paper without an end."""
    if attempt.due_at is None:
        return None
    return Clock(attempt.due_at, max(0, int((attempt.due_at - now).total_seconds())))

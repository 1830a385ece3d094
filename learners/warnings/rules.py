"""The rules, as pure functions over plain numbers: what one finds in an agency on a day, or nothing.

Shares are whole per cent, rounded down: 29,9 is below 30.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from learners.warnings.models import Kind

Facts = dict[str, int | str]


@dataclass(frozen=True, slots=True)
class Window:
    """The first and the last day of a campaign."""

    opens: dt.date
    closes: dt.date

    @property
    def days(self) -> int:
        return (self.closes - self.opens).days + 1

    def gone(self, day: dt.date) -> int:
        """Days of it that are over at the end of ``day``."""
        return max(0, min(self.days, (day - self.opens).days + 1))


@dataclass(slots=True)
class Standing:
    """People of an agency and what is below it whom the campaign asks, at the end of a day."""

    required: int = 0
    started: int = 0
    completed: int = 0
    heads: int = 0
    heads_completed: int = 0
    # The last completion by then.
    last: dt.date | None = None

    def add(self, other: "Standing") -> None:
        for name in ("required", "started", "completed", "heads", "heads_completed"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        days = [day for day in (self.last, other.last) if day]
        self.last = max(days, default=None)


@dataclass(frozen=True, slots=True)
class Limits:
    threshold: int
    least: int = 1


def percent(part: int, whole: int) -> int:
    return part * 100 // whole if whole else 0


def slow_start(now: Standing, limits: Limits, window: Window, day: dt.date) -> Facts | None:
    """At half of the window, and after it, fewer than so many per cent have begun."""
    if window.gone(day) * 2 < window.days:
        return None
    share = percent(now.started, now.required)
    return {"started": now.started, "required": now.required, "percent": share} if share < limits.threshold else None


def flat(now: Standing, limits: Limits, window: Window, day: dt.date) -> Facts | None:
    """Nobody has completed for so many days while somebody still has to."""
    since = max(now.last, window.opens) if now.last else window.opens
    days = (day - since).days
    if days < limits.threshold or now.completed >= now.required:
        return None
    return {"days": days, "unfinished": now.required - now.completed, "required": now.required}


def behind(now: Standing, limits: Limits, window: Window, day: dt.date) -> Facts | None:
    """A quarter of the window is over, and fewer have completed than an even pace to the target would have: at least a
    tenth of everybody asked is missing."""
    gone = window.gone(day)
    if gone * 4 < window.days:
        return None
    wanted = now.required * limits.threshold * gone // (100 * window.days)
    if (wanted - now.completed) * 10 < now.required or wanted <= now.completed:
        return None
    return {
        "completed": now.completed,
        "required": now.required,
        "percent": percent(now.completed, now.required),
        "wanted": wanted,
        "target": limits.threshold,
    }


def heads_not_done(now: Standing, limits: Limits, window: Window, day: dt.date) -> Facts | None:
    """From so many days before the end some head has not completed."""
    if (window.closes - day).days > limits.threshold or now.heads_completed >= now.heads:
        return None
    return {"missing": now.heads - now.heads_completed, "heads": now.heads, "left": max(0, (window.closes - day).days)}


Check = Callable[[Standing, Limits, Window, dt.date], Facts | None]
CHECKS: Mapping[str, Check] = {
    Kind.START: slow_start,
    Kind.FLAT: flat,
    Kind.PACE: behind,
    Kind.HEADS: heads_not_done,
}


def find(kind: str, now: Standing, limits: Limits, window: Window, day: dt.date) -> Facts | None:
    """What a rule of ``kind`` says; nothing outside of the window, nor of an agency with too few people."""
    if not window.opens <= day <= window.closes or now.required < max(1, limits.least):
        return None
    return CHECKS[kind](now, limits, window, day)

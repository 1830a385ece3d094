"""Where a human being counts, day by day. Pure.

Of the primary memberships that cover a day the **counting** one is that of the kept record; where it has none, the
oldest of the merged records'. Nobody counts twice.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

# ``[start, end)``; the end is None while in force.
Span = tuple[dt.date, dt.date | None]


class Post(NamedTuple):
    """One primary membership; ``own``: of the kept record itself, ``number``: the older, the smaller."""

    own: bool
    number: int
    agency: UUID
    category: str
    is_head: bool
    position: str
    start: dt.date
    end: dt.date | None


class Stint(NamedTuple):
    """Days on which somebody counts at one agency."""

    agency: UUID
    category: str
    is_head: bool
    position: str
    start: dt.date
    end: dt.date | None


def covers(span: Span, day: dt.date) -> bool:
    return span[0] <= day and (span[1] is None or day < span[1])


def meet(left: Span, right: Span) -> Span | None:
    """The days of both."""
    start = max(left[0], right[0])
    ends = [end for end in (left[1], right[1]) if end is not None]
    end = min(ends, default=None)
    return (start, end) if end is None or start < end else None


def pieces(borders: Iterable[dt.date]) -> Iterator[Span]:
    """The stretches between the days given; the last one has no end."""
    days: list[dt.date | None] = [*sorted(set(borders)), None]
    yield from ((start, end) for start, end in pairwise(days) if start is not None)


def counting(posts: Iterable[Post]) -> list[Stint]:
    """In order of time, no two on one day; neighbours that say the same are one."""
    ranked = sorted(posts, key=lambda post: (not post.own, post.number))
    if len(ranked) == 1:
        return [Stint(*ranked[0][2:])]
    found: list[Stint] = []
    borders = {day for post in ranked for day in (post.start, post.end) if day is not None}
    for start, end in pieces(borders):
        post = next((one for one in ranked if covers((one.start, one.end), start)), None)
        if post is None:
            continue
        said = post[2:6]
        if found and found[-1].end == start and found[-1][:4] == said:
            found[-1] = found[-1]._replace(end=end)
        else:
            found.append(Stint(*said, start, end))
    return found

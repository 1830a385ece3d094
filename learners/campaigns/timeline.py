"""What a campaign asks of one person, day by day: from plain facts to the segments of her assignment. Pure.

She is **asked** if she is in the audience on some day of the window. Her segments begin when the campaign opens, or
when she comes, and go on after it has closed for as long as she is in the audience, wherever she counts; who first
comes after it has closed is not asked. Days on which she is exempted are segments of their own.

Her **last day** is that of her extension, else that of the campaign; who was first asked after the campaign opened has
at least its ``joiner_days``.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from learners.campaigns.stints import Span, Stint, covers, meet, pieces
from mooc.foundation.vietnamese import fold


@dataclass(frozen=True)
class Terms:
    """A campaign that was announced. ``positions`` are folded words; ``heads`` as ``Campaign.heads``."""

    campaign: int
    opens_on: dt.date
    closes_on: dt.date
    joiner_days: int
    categories: frozenset[str] = frozenset()
    heads: str = ""
    positions: tuple[str, ...] = ()
    mandatory: frozenset[UUID] = frozenset()
    electives: frozenset[UUID] = frozenset()
    needed: int = 0

    @property
    def courses(self) -> frozenset[UUID]:
        return self.mandatory | self.electives

    def fits(self, stint: Stint) -> bool:
        """Whether the audience's rule takes somebody in this post, at whatever agency."""
        if self.categories and stint.category not in self.categories:
            return False
        if self.heads and stint.is_head != (self.heads == "heads"):
            return False
        return not self.positions or any(word in fold(stint.position) for word in self.positions)


@dataclass(frozen=True, slots=True)
class Waivers:
    """``included``: asked, or not asked, whatever the audience's rule says; None where there is no exception."""

    exempt: tuple[Span, ...] = ()
    extended_to: dt.date | None = None
    included: bool | None = None


class Milestones(NamedTuple):
    """Local days; ``score`` in ten-thousandths."""

    registered_on: dt.date | None = None
    started_on: dt.date | None = None
    satisfied_on: dt.date | None = None
    external: bool = False
    score: int | None = None


class Segment(NamedTuple):
    """The columns of an ``Assignment``, but for whose it is."""

    agency_id: UUID
    category: str
    is_head: bool
    exempt: bool
    valid_from: dt.date
    valid_to: dt.date | None
    assigned_on: dt.date
    due_on: dt.date
    registered_on: dt.date | None
    started_on: dt.date | None
    satisfied_on: dt.date | None
    external: bool
    score: int | None


def timeline(
    terms: Terms,
    stints: Sequence[Stint],
    audience: Callable[[UUID], Sequence[Span]],
    waivers: Waivers,
    milestones: Milestones,
) -> list[Segment]:
    """``audience``: the days from the opening on which an agency stands in the campaign's audience."""
    asked = list(_asked(terms, stints, audience, waivers.included))
    if not asked or asked[0].start > terms.closes_on:
        return []
    first = asked[0].start
    due = waivers.extended_to or terms.closes_on
    if waivers.extended_to is None and first > terms.opens_on:
        due = max(due, first + dt.timedelta(days=terms.joiner_days))
    return [
        Segment(agency, category, is_head, exempt, *span, first, due, **milestones._asdict())
        for agency, category, is_head, exempt, span in _joined(asked, waivers.exempt)
    ]


def _asked(
    terms: Terms, stints: Iterable[Stint], audience: Callable[[UUID], Sequence[Span]], included: bool | None
) -> Iterator[Stint]:
    """The days she is in the audience, none before the campaign opens."""
    if included is False:
        return
    for stint in stints:
        if included:
            spans: Sequence[Span] = [(terms.opens_on, None)]
        else:
            spans = audience(stint.agency) if terms.fits(stint) else ()
        for span in spans:
            shared = meet((stint.start, stint.end), span)
            if shared is not None and (shared := meet(shared, (terms.opens_on, None))) is not None:
                yield stint._replace(start=shared[0], end=shared[1])


Joined = tuple[UUID, str, bool, bool, Span]


def _joined(asked: Iterable[Stint], exempt: Collection[Span]) -> list[Joined]:
    """Cut where an exemption begins or ends; neighbours that say the same are one."""
    found: list[Joined] = []
    for stint in asked:
        for (start, end), is_exempt in _cut((stint.start, stint.end), exempt):
            said = (stint.agency, stint.category, stint.is_head, is_exempt)
            if found and found[-1][:4] == said and found[-1][4][1] == start:
                start = found.pop()[4][0]
            found.append((*said, (start, end)))
    return found


def _cut(whole: Span, exempt: Collection[Span]) -> Iterator[tuple[Span, bool]]:
    held = [shared for span in exempt if (shared := meet(whole, span))]
    if not held:
        yield whole, False
        return
    borders = [whole[0], *(day for span in held for day in span if day is not None)]
    for piece in pieces(borders):
        if (shared := meet(piece, whole)) is not None:
            yield shared, any(covers(span, shared[0]) for span in held)

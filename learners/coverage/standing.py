"""What a reader must know about an agency that is not there on the structure date: when it began or ended, and what
it came from or went into, as far as she may see it."""

import datetime as dt
from dataclasses import dataclass, field
from uuid import UUID

from learners.coverage.asking import Asked
from learners.coverage.listing import agency_names


@dataclass
class Notice:
    """``began`` after the asked day, or ``ended`` by it: the first day of either. ``related`` agencies stand then."""

    began: dt.date | None = None
    ended: dt.date | None = None
    last_day: dt.date | None = None
    related: list[tuple[UUID, str]] = field(default_factory=list)


def notice_of(asked: Asked) -> Notice | None:
    """None where the agency stands in the asked structure."""
    found, root = asked.report, asked.root
    if found.stands:
        return None
    history, day, within = found.tree.history, found.question.structure, found.question.within or frozenset()
    starts = [start for start, _ in history.periods.get(root, []) if start > day]
    ends = [end for _, end in history.periods.get(root, []) if end and end <= day]
    if starts and not ends:
        related = [source for _, source, target, _ in history.links if target == root]
    else:
        related = [target for _, source, target, _ in history.links if source == root and target]
    seen = [agency for agency in dict.fromkeys(related) if agency and agency in within and history.exists(agency, day)]
    names = agency_names(seen, found.question)
    began, ended = min(starts, default=None), max(ends, default=None)
    last_day = ended - dt.timedelta(days=1) if ended else None
    return Notice(None if ended else began, ended, last_day, [(agency, names.get(agency, "")) for agency in seen])

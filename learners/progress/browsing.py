"""A page of the log as the admin lists it: newest first, continued after a place, never by offset.

The log itself is asked through ``xapi.queries.page`` alone, once for each source of ``Asked``; what several of them
find comes once.
"""

import datetime as dt
import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

from django.db import connection

from learners.people.models import Person
from learners.progress.finding import Choice, Filters
from learners.progress.naming import Names, names_of
from learners.progress.words import moment_words, verb_words
from xapi import queries
from xapi.models import Statement
from xapi.queries import Place

SIZE = 25
# A client may make up verbs without end.
MOST_VERBS = 200


@dataclass
class Asked:
    """What to look for. ``sources`` are filters of ``xapi.queries.page``, of which any may find a statement;
    ``people`` and ``activities`` are choices still to be made: until then nothing is listed.
    """

    sources: list[Filters] = field(default_factory=lambda: [{}])
    person: Person | None = None
    agent: str = ""
    activity_title: str = ""
    people: list[Choice] = field(default_factory=list)
    activities: list[Choice] = field(default_factory=list)

    @property
    def is_settled(self) -> bool:
        return not self.people and not self.activities


@dataclass(frozen=True, slots=True)
class Line:
    """One statement in words; ``target`` is what it refers to, if that is here."""

    row: Statement
    words: str
    person: Person | None
    target: Statement | None

    @property
    def happened(self) -> str:
        return moment_words(self.row.timestamp)

    @property
    def stored(self) -> str:
        """When it was stored, where that is not when it happened."""
        late = abs(self.row.stored - self.row.timestamp) > dt.timedelta(minutes=1)
        return moment_words(self.row.stored) if late else ""


def page(asked: Asked, after: Place | None) -> tuple[list[Line], Place | None]:
    """The lines of one page, and the place after which the next one begins, if there is one."""
    if not asked.is_settled:
        return [], None
    answers = [queries.page({**source, "limit": SIZE}, only=None, after=after) for source in asked.sources]
    merged = heapq.merge(*(found for found, _more in answers), key=attrgetter("place"), reverse=True)
    places = [place for place, _same in groupby(merged, key=attrgetter("place"))]
    shown = places[:SIZE]
    more = len(places) > SIZE or any(more for _found, more in answers)
    return lines(_rows(shown)), shown[-1] if more else None


def _rows(places: Sequence[Place]) -> list[Statement]:
    rows = Statement.objects.select_related("authority").in_bulk([place.seq for place in places])
    return [rows[place.seq] for place in places if place.seq in rows]


def lines(rows: Sequence[Statement], names: Names | None = None) -> list[Line]:
    names = names or names_of(rows)
    return [_line(row, names) for row in rows]


def _line(row: Statement, names: Names) -> Line:
    target = names.statements.get(row.ref_target) if row.ref_target else None
    return Line(row, names.sentence(row), names.owner(row), target)


def place_in(text: str) -> Place:
    """The place written by ``place_out``; raises ``ValueError``."""
    stored, _sign, seq = text.partition("_")
    moment = dt.datetime.fromisoformat(stored)
    if moment.tzinfo is None or not (seq.isascii() and seq.isdigit() and len(seq) < 19):
        raise ValueError(text)
    return Place(moment.astimezone(dt.UTC), int(seq))


def place_out(place: Place) -> str:
    return f"{place.stored.astimezone(dt.UTC).isoformat(timespec='microseconds').replace('+00:00', 'Z')}_{place.seq}"


# From one verb to the next along the index: a plain DISTINCT would read the whole log.
_VERBS = """
WITH RECURSIVE known(verb) AS (
  SELECT min(verb) FROM xapi_statement
  UNION ALL SELECT (SELECT min(s.verb) FROM xapi_statement s WHERE s.verb > known.verb) FROM known
  WHERE known.verb IS NOT NULL)
SELECT verb FROM known WHERE verb IS NOT NULL LIMIT %s"""


def verbs_in_use() -> Mapping[str, str]:
    """The verbs of the log, by what they are called."""
    with connection.cursor() as cursor:
        cursor.execute(_VERBS, [MOST_VERBS])
        verbs = [verb for (verb,) in cursor.fetchall()]
    return dict(sorted(((verb, verb_words(verb)) for verb in verbs), key=lambda pair: pair[1]))

"""Everybody a campaign's question is about, counted once and grouped by agency.

Where membership and completion are asked of one day the numbers are read from the counters and dated deltas; a roster
of one day with the achievements of another is grouped from the assignments in one statement. Either way only agencies,
never people, are handled here. One census serves any number of roots: the landing page asks one for every agency of the
reader.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db import connection
from django.db.models import Q

from learners.agencies.history import History
from learners.coverage.counting import MEASURES, Vector
from learners.coverage.numbers import Numbers
from learners.coverage.roster import Question
from learners.coverage.standings import asked, counts_of
from learners.coverage.tallies import ALL, by_agency, of_day, of_rosters
from learners.coverage.tree import Tree, tree_of

NOTHING: Vector = (0,) * len(ALL)
ASKED = slice(0, len(MEASURES))


class NotKnownThen(Exception):
    """What was known at an earlier moment can be told of one day, not of a roster of one and the results of another."""


@dataclass
class Census:
    """The people of one question by agency: ``counts`` in the order of ``tallies.ALL``."""

    question: Question
    counts: dict[UUID, Vector]
    tree: Tree
    places: Tree
    named: frozenset[UUID]
    excluded: frozenset[UUID]

    @cached_property
    def asked(self) -> set[UUID]:
        """The agencies of people whom the campaign asks."""
        return {agency for agency, vector in self.counts.items() if is_asked(vector)}

    def holds(self, agency: UUID) -> bool:
        """Whether the campaign's audience holds the agency on the day of the rosters."""
        return self._holds(self.places.line(agency))

    def concerns(self, agency: UUID) -> bool:
        """Whether the agency stands within the audience, or above some of it."""
        return agency in self._above_audience or self._holds(self.tree.line(agency))

    def _holds(self, line: Collection[UUID]) -> bool:
        return not self.named.isdisjoint(line) and self.excluded.isdisjoint(line)

    @cached_property
    def _above_audience(self) -> set[UUID]:
        return {step for agency in self.named for step in self.tree.line(agency)}

    def numbers(self, agencies: Iterable[UUID]) -> Numbers:
        return numbers_of(sum_of([self.counts[agency] for agency in agencies if agency in self.counts]))

    def total(self, root: UUID) -> Numbers:
        """The sum below ``root`` alone: without rows, names or another query."""
        return self.numbers(agency for agency in self.asked if root in self.tree.line(agency))


def is_asked(vector: Vector) -> bool:
    return any(vector[ASKED])


def sum_of(vectors: Sequence[Vector]) -> Vector:
    return tuple(map(sum, zip(*vectors, strict=True))) if vectors else NOTHING


def numbers_of(vector: Vector) -> Numbers:
    found = dict(zip(ALL, vector, strict=True))
    return Numbers(unfinished=found["required"] - found["completed"] - found["late"], **found)


def take_census(question: Question, history: History, roots: Collection[UUID] | None = None) -> Census:
    """Count everybody below ``roots`` (everywhere for None): the audience and the numbers; two queries, or three.

    Raises ``NotKnownThen``.
    """
    tree = tree_of(history, question.structure, question.membership)
    places = tree_of(history, question.membership, question.membership)
    within = _within(question, tree, roots)
    audience = list(question.campaign.agencies.values_list("agency_id", "excluded"))
    counts = {agency: vector for agency, vector in _counts(question, within).items() if any(vector)}
    return Census(
        question,
        counts if within is None else {agency: vector for agency, vector in counts.items() if agency in within},
        tree,
        places,
        frozenset(agency for agency, excluded in audience if not excluded),
        frozenset(agency for agency, excluded in audience if excluded),
    )


def _within(question: Question, tree: Tree, roots: Collection[UUID] | None) -> set[UUID] | None:
    """The agencies whose numbers are wanted; None is all of them."""
    if roots is None:
        return None if question.within is None else set(question.within)
    found = {agency for root in roots for agency in tree.reach(root)}
    return found if question.within is None else found & question.within


def _counts(question: Question, within: set[UUID] | None) -> dict[UUID, Vector]:
    campaign, known_at = question.campaign, question.known_at if question.then else None
    if question.membership == question.completion:
        return of_day(campaign.pk, question.completion, within, opens_on=campaign.opens_on, known_at=known_at)
    if question.then:
        raise NotKnownThen
    staff = of_rosters(question.membership, within)
    measured = grouped(question)
    found = {agency: (*vector, *staff.get(agency, NOTHING)[ASKED.stop :]) for agency, vector in measured.items()}
    return {**staff, **found}


def grouped(question: Question, only: Q | None = None) -> dict[UUID, Vector]:
    """``MEASURES`` by agency, of everybody asked, or of whom ``only`` holds.

    Read plainly: of a nation making objects of the rows takes as long as adding them up.
    """
    rows = asked(question).filter(only or Q()).order_by().values("agency_id").annotate(**counts_of(question))
    text, params = rows.values_list("agency_id", *MEASURES).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(text, params)
        return by_agency(cursor.fetchall())

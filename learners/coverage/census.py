"""Everybody a campaign's question is about, counted once and grouped by agency.

Persons are grouped in one statement; from then on only agencies, a few thousand, are handled. One census serves any
number of roots: the landing page asks one for every agency of the reader.
"""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from learners.agencies.history import History
from learners.coverage.numbers import Numbers
from learners.coverage.roster import Question, grouped, numbers_of
from learners.coverage.tree import Tree


@dataclass
class Census:
    """The people of one question, grouped by agency; ``asked`` are the agencies within the campaign's audience."""

    question: Question
    counts: dict[UUID, Numbers]
    tree: Tree
    audience: set[UUID]
    asked: set[UUID]

    def concerns(self, agency: UUID) -> bool:
        """Whether the agency stands within the audience, or above some of it."""
        return agency in self._above_audience or not self.audience.isdisjoint(self.tree.line(agency))

    @cached_property
    def _above_audience(self) -> set[UUID]:
        return {step for agency in self.audience for step in self.tree.line(agency)}

    def total(self, root: UUID) -> Numbers:
        """The sum below ``root`` alone: without rows, names or another query."""
        found = Numbers()
        for agency in self.asked:
            if root in self.tree.line(agency):
                found.add(self.counts[agency])
        return found


def take_census(question: Question, history: History, *, scores: bool = False) -> Census:
    """Count everybody once: the campaign's courses and audience, and one grouping statement."""
    counts: dict[UUID, Numbers] = {}
    for kind in grouped(question, scores=scores):
        counts.setdefault(kind["agency_id"], Numbers()).add(numbers_of(kind, question.campaign.categories))
    audience = set(question.campaign.agencies.values_list("agency_id", flat=True))
    tree = Tree(history, question.structure, question.membership, counts)
    places = tree
    if question.structure != question.membership:
        places = Tree(history, question.membership, question.membership, counts)
    asked = {agency for agency in counts if not audience.isdisjoint(places.line(agency))}
    return Census(question, counts, tree, audience, asked)

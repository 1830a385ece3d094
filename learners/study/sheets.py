"""A paper on its **sheets**: one for each section where there are several, for each question where they come in turn.

Every sheet is a page and a form of its own; its buttons save before they lead on. A sheet holds all revisions of the
paper, so that nothing is written over whichever sheet is sent.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from courses.questions.presentation import Item
from learners.attempts.models import Attempt
from learners.attempts.queries import Paper

DRAGGED = frozenset({"questions/order.html", "questions/match.html"})


@dataclass(frozen=True, slots=True)
class Asked:
    item: Item
    worth: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """``number`` counts from 1; ``count`` is how many sheets there are."""

    number: int
    count: int
    title: str
    intro: str
    asked: list[Asked]
    # Whether the points are worth telling: not where every question of the paper is for one.
    tells_points: bool

    @property
    def drags(self) -> bool:
        """Whether a question has things to put in their places."""
        return any(one.item.template in DRAGGED for one in self.asked)

    @property
    def before(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        return self.number + 1 if self.number < self.count else None


@dataclass(frozen=True, slots=True)
class Gap:
    """An unanswered question and the sheet it is on."""

    number: int
    sheet: int


def sheet_of(attempt: Attempt, paper: Paper, wanted: int) -> Sheet:
    """The sheet of that number, the first for anything else."""
    sections = _sections(paper)
    number = wanted if 0 < wanted <= len(sections) else 1
    section = sections[number - 1] if sections else 0
    positions = [position for position, of in enumerate(paper.sections) if of == section]
    return _sheet(attempt, paper, number, len(sections), section, positions)


def question_in_turn(attempt: Attempt, paper: Paper, position: int) -> Sheet:
    return _sheet(attempt, paper, position + 1, len(paper.items), paper.sections[position], [position])


def gaps(paper: Paper) -> list[Gap]:
    sections = _sections(paper)
    return [Gap(number, sections.index(paper.sections[number - 1]) + 1) for number in paper.unanswered]


def _sections(paper: Paper) -> list[int]:
    return sorted(set(paper.sections))


def _sheet(attempt: Attempt, paper: Paper, number: int, count: int, section: int, positions: Iterable[int]) -> Sheet:
    known = attempt.sections[section] if section < len(attempt.sections) else {"title": "", "intro": ""}
    asked = [Asked(paper.items[position], paper.worths[position]) for position in positions]
    return Sheet(number, count, known["title"], known["intro"], asked, set(paper.worths) - {0} != {1})

"""A paper on its **sheets**: one for each section where there are several, for each question where they come in turn.

Every sheet is a page and a form of its own; its buttons save before they lead on. A sheet holds all revisions of the
paper, so that nothing is written over whichever sheet is sent.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings

from courses.questions.presentation import Item
from learners.attempts.file_kinds import ACCEPT
from learners.attempts.files import MOST_FILES
from learners.attempts.models import AnswerFile, Attempt
from learners.attempts.queries import Paper

DRAGGED = frozenset({"questions/order.html", "questions/match.html"})


@dataclass(frozen=True, slots=True)
class Asked:
    item: Item
    worth: int
    files: list[AnswerFile] = field(default_factory=list)

    @property
    def may_add(self) -> bool:
        return len(self.files) < MOST_FILES

    @property
    def most_files(self) -> int:
        return MOST_FILES

    @property
    def most_size(self) -> int:
        """In megabytes."""
        return int(settings.UPLOAD_MB)

    @property
    def accept(self) -> str:
        return ACCEPT


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
    def takes_files(self) -> bool:
        return any(one.item.files for one in self.asked)

    @property
    def before(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        return self.number + 1 if self.number < self.count else None


@dataclass(frozen=True, slots=True)
class Gap:
    """A question without all of its answer, and the sheet it is on."""

    number: int
    sheet: int
    lacks_file: bool = False


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
    return [
        Gap(number, sections.index(paper.sections[number - 1]) + 1, number in paper.without_file)
        for number in paper.unanswered
    ]


def _sections(paper: Paper) -> list[int]:
    return sorted(set(paper.sections))


def _sheet(attempt: Attempt, paper: Paper, number: int, count: int, section: int, positions: Iterable[int]) -> Sheet:
    known = attempt.sections[section] if section < len(attempt.sections) else {"title": "", "intro": ""}
    asked = [Asked(paper.items[place], paper.worths[place], paper.files[place]) for place in positions]
    return Sheet(number, count, known["title"], known["intro"], asked, set(paper.worths) - {0} != {1})

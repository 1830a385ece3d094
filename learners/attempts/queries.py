"""Reading attempts: the paper being answered, and how a submitted one went."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict

from courses.catalogue.assessment_forms import ANSWERS, EXPLANATIONS, MARKS
from courses.questions.grading import rounded
from courses.questions.models import SHOWN
from courses.questions.presentation import Item, parse, present, read_pictures
from courses.questions.responses import is_answered
from courses.questions.types import by_hand, is_for_learner, is_manual
from courses.questions.types.by_hand import Judged
from courses.questions.wording import response_feedback, response_words, right_words
from courses.rekeying.judging import has_key, judge, judge_items, with_rekeyings
from learners.attempts.given import FILE, files_of, is_given, lacking, read_files
from learners.attempts.in_turn import turn_of
from learners.attempts.marking import earned_of, worth_of
from learners.attempts.models import AnswerFile, Appeal, Attempt, AttemptItem, ItemMark
from learners.attempts.showing import EVERYTHING
from mooc.foundation.numerals import whole_number

# The field of a paper with the revisions it shows, by position.
REVISIONS = "ban"
# The fields that say what of a paper was posted: the number of its sheet, or of the question whose turn it is.
SHEET, TURN = "to", "cau"


class NotSubmitted(Exception):
    """The right answers are shown only once the paper is handed in."""


class Verdict:
    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    UNANSWERED = "unanswered"
    # An opinion: neither right nor wrong.
    GIVEN = "given"
    # A person has yet to mark it, or has.
    WAITING = "waiting"
    MARKED = "marked"


@dataclass(frozen=True, slots=True)
class Line:
    """One question of the result page; the words are lists of lines.

    What may not be seen is not in it: no verdict and no points, no right answer, no explanation.
    """

    number: int
    prompt: str
    verdict: str
    points: Decimal | None
    given: list[str]
    right: list[str]
    explanation: str
    # What the author says to the choices she made; shown where answers are.
    feedback: list[str]
    # In points; 0 of an opinion, which has none.
    worth: int
    # She said something about it.
    objected: bool = False
    # What a person found, criterion by criterion, and what she says to the learner; shown where marks are.
    judged: list[Judged] = field(default_factory=list)
    comment: str = ""
    # Hers, handed in with it.
    files: list[AnswerFile] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Result:
    """``shown`` is what of ``learners.attempts.showing`` may be seen; without any of it there are no lines."""

    attempt: Attempt
    lines: list[Line]
    shown: frozenset[str] = EVERYTHING

    @property
    def right(self) -> int:
        return sum(line.verdict == Verdict.RIGHT for line in self.lines)

    @property
    def scored(self) -> int:
        """How many questions have points."""
        return sum(line.worth > 0 for line in self.lines)

    @property
    def is_marked(self) -> bool:
        """Whether a person marks some of it: of what she marks nothing is simply right."""
        return any(line.verdict in (Verdict.WAITING, Verdict.MARKED) for line in self.lines)

    @property
    def percent(self) -> int | None:
        return self.attempt.percent if MARKS in self.shown and not self.attempt.is_waiting else None


@dataclass(frozen=True, slots=True)
class Paper:
    """The questions as they stand on a paper; ``saved_at`` is None while nothing was ever saved."""

    items: list[Item]
    # The points of each item and the place of its heading in the attempt's ``sections``.
    worths: list[int]
    sections: list[int]
    revisions: list[int]
    saved_at: dt.datetime | None
    # The files handed in with each.
    files: list[list[AnswerFile]]
    # The numbers of the questions without a saved answer, or without all of it; of those that lack a file.
    unanswered: list[int]
    without_file: list[int]
    # The position of the question that nothing was saved for yet; None after the last.
    turn: int | None


def field_prefix(position: int) -> str:
    return f"cau-{position + 1}"


def paper(attempt: Attempt, unsaved: QueryDict | None = None) -> Paper:
    """What was saved, in one query; one more where files are taken.

    ``unsaved`` is a posted paper that could not be saved: it is shown in place of what is saved, but for the items
    whose answer was changed elsewhere meanwhile.
    """
    return paper_from(_items(attempt), unsaved)


def paper_from(items: Sequence[AttemptItem], unsaved: QueryDict | None = None) -> Paper:
    posted = {item.position for item in posted_of(items, unsaved)} if unsaved is not None else set()
    read_pictures(item.version for item in items)
    read_files(items)
    asked = [item for item in items if is_for_learner(item.version.question.kind)]
    return Paper(
        items=[
            present(
                item.version,
                item.order,
                _shown(item, unsaved if item.position in posted else None),
                prefix=field_prefix(item.position),
                number=item.position + 1,
            )
            for item in items
        ],
        worths=[worth_of(item) for item in items],
        sections=[item.section for item in items],
        revisions=[item.revision for item in items],
        saved_at=max((item.saved_at for item in items if item.saved_at), default=None),
        files=[files_of(item) for item in items],
        unanswered=[item.position + 1 for item in asked if not is_given(item)],
        without_file=[item.position + 1 for item in asked if FILE in lacking(item)],
        turn=turn_of(items),
    )


def _shown(item: AttemptItem, unsaved: QueryDict | None) -> Any:
    if unsaved is None:
        return item.response
    seen = seen_revisions(unsaved)
    if item.position < len(seen) and seen[item.position] < item.revision:
        return item.response
    return parse(item.version, item.order, unsaved, field_prefix(item.position))


def seen_revisions(post: QueryDict) -> list[int]:
    """The revisions a posted paper was filled in upon, by position; nothing where they can't be read."""
    parts = post.get(REVISIONS, "").split(",")
    return [int(part) for part in parts] if all(part.isascii() and part.isdigit() for part in parts) else []


def read_answers(attempt: Attempt, post: QueryDict) -> dict[int, Any]:
    """A posted paper by position, for ``save_answers``; of a sheet of it (``SHEET``), the questions on that sheet."""
    return answers_in(post, posted_of(_items(attempt), post))


def posted_of(items: Sequence[AttemptItem], post: QueryDict) -> list[AttemptItem]:
    """The questions a posted paper has: those of a sheet, the one in its turn, or all of them."""
    if TURN in post:
        return [item for item in items if item.position + 1 == number_in(post, TURN)]
    sections = sorted({item.section for item in items})
    number = number_in(post, SHEET)
    if not 0 < number <= len(sections):
        return list(items)
    return [item for item in items if item.section == sections[number - 1]]


def number_in(query: QueryDict, name: str) -> int:
    """0 where there is none."""
    return whole_number(query.get(name, ""), most=5) or 0


def answered_item(attempt: Attempt, position: int) -> AttemptItem | None:
    """With the points it would earn now; None for a position that is not on the paper."""
    item = attempt.items.select_related("version__question").filter(position=position).first()
    if item is not None:
        judge([item.version])
        earned = earned_of(item, worth_of(item))
        item.points = None if earned is None else rounded(earned)
    return item


def answers_in(post: QueryDict, items: Iterable[AttemptItem]) -> dict[int, Any]:
    return {item.position: parse(item.version, item.order, post, field_prefix(item.position)) for item in items}


def result(attempt: Attempt, shown: frozenset[str] = EVERYTHING) -> Result:
    """How a submitted attempt went, question by question, as far as ``shown``; raises ``NotSubmitted``."""
    if attempt.submitted_at is None:
        raise NotSubmitted(str(attempt.pk))
    items = list(with_rekeyings(_of(attempt).annotate(objected=Exists(_OBJECTED)))) if shown else []
    judge_items(items)
    return result_from(attempt, items, shown)


def result_from(attempt: Attempt, items: Iterable[AttemptItem], shown: frozenset[str] = EVERYTHING) -> Result:
    if not shown:
        return Result(attempt, [], shown)
    found = list(items)
    read_files(found)
    marks = _marks(attempt, found) if MARKS in shown else {}
    return Result(attempt, [line_of(item, shown, marks.get(item.pk)) for item in found], shown)


def _marks(attempt: Attempt, items: Iterable[AttemptItem]) -> dict[int, ItemMark]:
    """Those that count, by item; one query where a person has marked the attempt. Before that none is told."""
    marked = [item.pk for item in items if is_manual(item.version.question.kind) and item.pk]
    if not marked or attempt.is_waiting:
        return {}
    return {one.item_id: one for one in ItemMark.objects.filter(item__in=marked, number__gt=0).order_by("number")}


_OBJECTED = Appeal.objects.filter(item=OuterRef("pk"))


def _items(attempt: Attempt) -> list[AttemptItem]:
    return list(_of(attempt))


def _of(attempt: Attempt) -> QuerySet[AttemptItem]:
    return attempt.items.select_related(*(f"version__{name}" for name in SHOWN))


def line_of(item: AttemptItem, shown: frozenset[str], mark: ItemMark | None = None) -> Line:
    points, worth = item.points or Decimal(0), worth_of(item)
    kind = item.version.question.kind
    is_waiting = is_manual(kind) and (item.points is None or item.attempt.is_waiting)
    return Line(
        number=item.position + 1,
        prompt=item.version.prompt,
        verdict=_verdict(item, points, worth) if MARKS in shown else "",
        points=points if MARKS in shown and worth and not is_waiting else None,
        given=response_words(item.version, item.response),
        right=right_words(item.version) if ANSWERS in shown and has_key(item.version) else [],
        explanation=item.version.explanation if EXPLANATIONS in shown else "",
        feedback=response_feedback(item.version, item.response) if ANSWERS in shown else [],
        worth=worth,
        objected=getattr(item, "objected", False),
        judged=by_hand(kind).judged(item.version.data, mark.judgement) if mark else [],
        comment=mark.comment if mark else "",
        files=files_of(item),
    )


def _verdict(item: AttemptItem, points: Decimal, worth: int) -> str:
    if is_manual(item.version.question.kind):
        return Verdict.WAITING if item.points is None or item.attempt.is_waiting else Verdict.MARKED
    if not is_answered(item.response):
        return Verdict.UNANSWERED
    if not worth:
        return Verdict.GIVEN
    if points == worth:
        return Verdict.RIGHT
    return Verdict.PARTLY if points else Verdict.WRONG

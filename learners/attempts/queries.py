"""Reading attempts: the paper being answered, and how a submitted one went."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import QueryDict

from courses.editions.models import EditionUnit
from courses.questions.presentation import Item, parse, present
from courses.questions.responses import is_answered
from courses.questions.wording import response_words, right_words
from learners.attempts.models import Attempt, AttemptItem
from learners.enrolment.models import Enrolment


class NotSubmitted(Exception):
    """The right answers are shown only once the paper is handed in."""


class Verdict:
    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Line:
    """One question of the result page; the words are lists of lines."""

    number: int
    prompt: str
    verdict: str
    points: Decimal
    given: list[str]
    right: list[str]
    explanation: str


@dataclass(frozen=True, slots=True)
class Result:
    attempt: Attempt
    lines: list[Line]

    @property
    def right(self) -> int:
        return sum(line.verdict == Verdict.RIGHT for line in self.lines)

    @property
    def percent(self) -> int:
        """Whole percent, rounded down: never the pass mark without having passed."""
        highest = self.attempt.max_score
        return int((self.attempt.score or Decimal(0)) * 100 / highest) if highest else 0


def field_prefix(position: int) -> str:
    return f"cau-{position + 1}"


def paper(attempt: Attempt) -> list[Item]:
    """The questions as they stand on this paper, with what was saved; two queries at most."""
    return [
        present(item.version, item.order, item.response, prefix=field_prefix(item.position), number=item.position + 1)
        for item in _items(attempt)
    ]


def read_answers(attempt: Attempt, post: QueryDict) -> dict[int, Any]:
    """A posted paper by position, for ``save_answers``."""
    return {
        item.position: parse(item.version, item.order, post, field_prefix(item.position)) for item in _items(attempt)
    }


def result(attempt: Attempt) -> Result:
    """How a submitted attempt went, question by question; raises ``NotSubmitted``."""
    if attempt.submitted_at is None:
        raise NotSubmitted(str(attempt.pk))
    return Result(attempt, [_line(item) for item in _items(attempt)])


def attempts_left(enrolment: Enrolment, unit: EditionUnit) -> int | None:
    """How many more attempts may be opened; None means as many as she likes."""
    allowed = unit.rules["max_attempts"]
    if not allowed:
        return None
    return max(0, allowed - Attempt.objects.filter(enrolment=enrolment, unit_key=unit.unit_key).count())


def _items(attempt: Attempt) -> list[AttemptItem]:
    return list(attempt.items.select_related("version__question"))


def _line(item: AttemptItem) -> Line:
    points = item.points or Decimal(0)
    return Line(
        number=item.position + 1,
        prompt=item.version.prompt,
        verdict=_verdict(item, points),
        points=points,
        given=response_words(item.version, item.response),
        right=right_words(item.version),
        explanation=item.version.explanation,
    )


def _verdict(item: AttemptItem, points: Decimal) -> str:
    if not is_answered(item.response):
        return Verdict.UNANSWERED
    if points == 1:
        return Verdict.RIGHT
    return Verdict.PARTLY if points else Verdict.WRONG

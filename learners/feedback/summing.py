"""Opinions summed up for authors, so that nobody can be told from the others.

Only whole groups of ``GROUP`` count, in the order in which people answered first: one more answer changes nothing that
is shown until four others came too, so that nobody's can be had by looking before and after.
"""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from learners.feedback.models import QUESTIONS, Agreement, Feedback

GROUP = 5


@dataclass(frozen=True, slots=True)
class Question:
    """``shares`` are (step, how many, per cent of those counted), the step most in favour first."""

    text: str
    mean: float
    shares: Sequence[tuple[Agreement, int, int]]


@dataclass(frozen=True, slots=True)
class Summary:
    """``given`` answered, ``counted`` of them are in what follows; texts stand in no order that says who wrote them."""

    given: int
    counted: int
    questions: Sequence[Question]
    texts: Sequence[str]

    @property
    def missing(self) -> int:
        """How many more must answer until something new is shown."""
        return GROUP - self.given % GROUP


def counted(given: int) -> int:
    return given - given % GROUP


def summary(course_key: UUID) -> Summary:
    """One query; ``questions`` and ``texts`` are empty below ``GROUP`` answers."""
    rows = list(Feedback.objects.filter(course_key=course_key).order_by("id").values(*QUESTIONS, "text"))
    shown = rows[: counted(len(rows))]
    texts = [row["text"] for row in shown if row["text"]]
    random.shuffle(texts)
    questions = [_question(name, [row[name] for row in shown]) for name in QUESTIONS] if shown else []
    return Summary(len(rows), len(shown), questions, texts)


def _question(name: str, answers: Sequence[int]) -> Question:
    count = Counter(answers)
    shares = [(step, count[step], round(100 * count[step] / len(answers))) for step in reversed(Agreement)]
    return Question(str(QUESTIONS[name]), sum(answers) / len(answers), shares)


def totals(course_keys: Iterable[UUID]) -> dict[UUID, int]:
    """How many answered about each course; one query."""
    rows = Feedback.objects.filter(course_key__in=list(course_keys)).values_list("course_key")
    return dict(rows.annotate(Count("id")).order_by())

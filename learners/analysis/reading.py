"""The numbers behind an analysis, from first attempts handed in; bounded queries whatever the number of learners."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db.models import Count, ExpressionWrapper, F, FloatField, Q, QuerySet, Sum
from django.db.models.functions import Cast

from courses.questions.models import QuestionKind, QuestionVersion
from courses.questions.types import is_for_learner
from courses.rekeying.judging import judge
from learners.analysis import pace
from learners.analysis.statistics import FEWEST, Chosen, Doubt, Sums, choices, discrimination, doubts, facility
from learners.attempts.models import Attempt, AttemptEvent, AttemptItem, Happened

CHOOSING = (QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.TRUE_FALSE)
# The newest first attempts whose times and answers are read.
PAPERS = 1000


@dataclass(frozen=True, slots=True)
class Analysed:
    version: QuestionVersion
    sums: Sums
    unanswered: int
    doubts: list[Doubt]

    @property
    def facility(self) -> float | None:
        return facility(self.sums)

    @property
    def discrimination(self) -> float | None:
        return discrimination(self.sums)

    @property
    def is_enough(self) -> bool:
        return self.sums.n >= FEWEST


def first_items(course_key: UUID, unit_key: UUID) -> QuerySet[Any]:
    """Items that counted (of no attempt that waits), with the share earned on them and on the rest of their paper."""
    earned, worth = Cast("points", FloatField()), Cast("worth", FloatField())
    score, highest = Cast("attempt__score", FloatField()), Cast("attempt__max_score", FloatField())
    share = ExpressionWrapper(earned / worth, output_field=FloatField())
    rest = ExpressionWrapper((score - earned) / (highest - worth), output_field=FloatField())
    return AttemptItem.objects.filter(
        attempt__enrolment__course_key=course_key,
        attempt__unit_key=unit_key,
        attempt__number=1,
        attempt__submitted_at__isnull=False,
        attempt__max_score__gt=F("worth"),
        points__isnull=False,
    ).annotate(x=share, y=rest)


def analysed(course_key: UUID, unit_key: UUID) -> list[Analysed]:
    """Every version asked, the most doubtful first; two queries."""
    rows = first_items(course_key, unit_key).values("version").order_by()
    summed = rows.annotate(
        n=Count("pk"),
        sx=Sum("x"),
        sxx=Sum(F("x") * F("x")),
        sy=Sum("y"),
        syy=Sum(F("y") * F("y")),
        sxy=Sum(F("x") * F("y")),
        unanswered=Count("pk", filter=Q(response__isnull=True)),
    )
    found = {row["version"]: row for row in summed}
    versions = QuestionVersion.objects.select_related("question").in_bulk(found)
    lines = [_analysed(versions[pk], row) for pk, row in found.items()]
    return sorted(lines, key=lambda line: (-len(line.doubts), line.version.prompt, line.version.pk))


def _analysed(version: QuestionVersion, row: Any) -> Analysed:
    sums = Sums(row["n"], row["sx"], row["sxx"], row["sy"], row["syy"], row["sxy"])
    unanswered = row["unanswered"] if is_for_learner(version.question.kind) else 0
    return Analysed(version, sums, unanswered, doubts(sums))


def newest(course_key: UUID, unit_key: UUID) -> QuerySet[Attempt, UUID]:
    """The newest first attempts, those that wait too, by their ids."""
    handed_in = Attempt.objects.filter(enrolment__course_key=course_key, unit_key=unit_key, number=1)
    return handed_in.filter(submitted_at__isnull=False).order_by("-submitted_at").values_list("pk", flat=True)[:PAPERS]


def newest_items(course_key: UUID, unit_key: UUID) -> QuerySet[AttemptItem]:
    """Of those."""
    return AttemptItem.objects.filter(attempt__in=newest(course_key, unit_key))


def times(course_key: UUID, unit_key: UUID) -> dict[int, dt.timedelta]:
    """By version, the time people take for it (``learners.analysis.pace``); two queries."""
    papers: dict[UUID, dict[int, int]] = defaultdict(dict)
    for attempt, position, version in newest_items(course_key, unit_key).values_list("attempt", "position", "version"):
        papers[attempt][position] = version
    saved = AttemptEvent.objects.filter(attempt__in=newest(course_key, unit_key), kind=Happened.SAVED)
    rows = saved.order_by("attempt", "at", "pk").values_list("attempt", "attempt__opened_at", "at", "positions")
    found = []
    for (attempt, opened_at), events in groupby(rows.iterator(), key=itemgetter(0, 1)):
        asked = papers[attempt]
        saves = ((at, [asked[place] for place in places if place in asked]) for *_attempt, at, places in events)
        found.append(pace.taken(opened_at, saves))
    return pace.medians(found)


def distribution(course_key: UUID, unit_key: UUID, version: QuestionVersion) -> list[Chosen]:
    """Of a question of choices, by the key it has now, two queries; nothing for others."""
    if version.question.kind not in CHOOSING:
        return []
    judge([version])
    rows = first_items(course_key, unit_key).filter(version=version).order_by("pk").values_list("response", "y")
    key = version.data["correct"]
    right = frozenset(key if isinstance(key, list) else [key])
    return choices(_answers(rows), len(version.data["choices"]), right)


def _answers(rows: Any) -> Iterator[tuple[frozenset[int], float]]:
    for response, rest in rows:
        if isinstance(response, list):
            yield frozenset(response), rest
        else:
            yield frozenset() if response is None else frozenset({response}), rest

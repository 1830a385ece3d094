"""What people answered, for the look inside a question: of the newest first attempts, in bounded queries."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery

from courses.questions.models import QuestionKind, QuestionVersion
from courses.questions.responses import well_formed
from courses.questions.types import by_hand, is_manual
from courses.rekeying.judging import judge
from learners.analysis.opinions import counts
from learners.analysis.pace import FEWEST
from learners.analysis.reading import CHOOSING, PAPERS, first_items, newest_items
from learners.attempts.models import ItemMark


@dataclass(frozen=True, slots=True)
class Opinion:
    version: QuestionVersion
    # How many chose each step.
    counts: list[int]

    @property
    def n(self) -> int:
        return sum(self.counts)

    @property
    def is_enough(self) -> bool:
        """Of fewer nothing is told: they could be named."""
        return self.n >= FEWEST


def opinions(course_key: UUID, unit_key: UUID) -> list[Opinion]:
    """Every scale asked; two queries."""
    rows = newest_items(course_key, unit_key).filter(version__question__kind=QuestionKind.LIKERT)
    found: dict[int, list[Any]] = defaultdict(list)
    for pk, response in rows.values_list("version", "response").order_by().iterator():
        found[pk].append(response)
    versions = QuestionVersion.objects.select_related("question").in_bulk(found)
    lines = [_opinion(version, found[pk]) for pk, version in versions.items()]
    return sorted(lines, key=lambda line: (line.version.prompt, line.version.pk))


def _opinion(version: QuestionVersion, responses: list[Any]) -> Opinion:
    given = [well_formed(QuestionKind.LIKERT, version.data, response) for response in responses]
    return Opinion(version, counts((one for one in given if isinstance(one, int)), len(version.data["choices"])))


def given(course_key: UUID, unit_key: UUID, version: QuestionVersion) -> list[Any]:
    """Well-formed answers to a version, which is judged as now, or the judgements that count where a person marks it;
    two queries, none where choices were made."""
    kind = version.question.kind
    if kind in CHOOSING:
        return []
    judge([version])
    newest = first_items(course_key, unit_key).filter(version=version).order_by("-attempt__submitted_at", "-pk")
    if is_manual(kind):
        marks = ItemMark.objects.filter(item=OuterRef("pk"), number__gt=0).order_by("-number").values("judgement")
        decided = newest.annotate(judgement=Subquery(marks[:1])).values_list("judgement", flat=True)[:PAPERS]
        judged = (by_hand(kind).judgement(version.data, one) for one in decided)
        return [one for one in judged if one is not None]
    found = newest.values_list("response", flat=True)[:PAPERS]
    read = (well_formed(kind, version.data, response) for response in found)
    return [one for one in read if one is not None]

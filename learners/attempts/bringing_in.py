"""Sittings brought in together: papers a class sat, or history from elsewhere that is graded here.

The rows and statements are those of opening, saving and submitting one by one; only the number of queries differs.
That an attempt began is left to whoever brings it in: history says itself when its units were opened.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction

from courses.editions.asking import AssessmentRules, versions_of
from courses.editions.models import EditionUnit, UnitKind
from courses.questions.models import QuestionVersion
from courses.questions.responses import well_formed
from courses.rekeying.judging import judge
from learners.attempts.actions import NotAnAssessment, frozen, items_of
from learners.attempts.marking import grade_attempt, mark
from learners.attempts.models import Attempt, AttemptItem, Ending
from learners.attempts.opening import MayNotOpen, Opening, Refusal, attempts_left, refuse_while_waiting
from learners.attempts.paper import draw, new_seed
from learners.attempts.receipts import receipt_of
from learners.attempts.recorded import statements_of
from learners.enrolment import authorities
from learners.enrolment.models import Enrolment
from xapi.recording import record
from xapi.rows import Json


@dataclass(frozen=True, slots=True)
class Sitting:
    """One paper handed in: ``answers`` by question version, in original indices; a question left out has none.

    ``attempt`` and ``seed`` are those it has already, where it has.
    """

    enrolment: Enrolment
    unit: EditionUnit
    opened_at: dt.datetime
    submitted_at: dt.datetime
    answers: Mapping[int, Any] = field(default_factory=dict)
    seed: int | None = None
    attempt: UUID | None = None


@transaction.atomic
def bring_in(sittings: Sequence[Sitting]) -> list[Attempt]:
    """Keep, grade and record the sittings, those of one learner and unit in their order; all of them or none.

    A few dozen a call keep the transaction short. Raises ``NotAnAssessment`` or ``MayNotOpen``: whoever brings
    them in answers for dates, code and honour, so only the number of attempts is asked for, and that none waits.
    """
    wrong = next((item.unit for item in sittings if item.unit.kind != UnitKind.ASSESSMENT), None)
    if wrong is not None:
        raise NotAnAssessment(str(wrong.unit_key))
    attempts, earlier = _numbered(sittings)
    wanted = versions_of(item.unit.rules for item in sittings)
    versions = QuestionVersion.objects.select_related("question").in_bulk(wanted)
    judge(versions.values())
    items: list[AttemptItem] = []
    said: list[Json] = []
    for attempt, sitting in zip(attempts, sittings, strict=True):
        paper = _answered(attempt, sitting, versions)
        items += paper
        before = earlier[attempt.enrolment_id, attempt.unit_key]
        said += _graded(attempt, paper, before)
        before.append(attempt)
    Attempt.objects.bulk_create(attempts)
    AttemptItem.objects.bulk_create(items)
    record(said, authority=authorities.server_graded())
    return attempts


Earlier = dict[tuple[UUID, UUID], list[Attempt]]


def _numbered(sittings: Sequence[Sitting]) -> tuple[list[Attempt], Earlier]:
    """Attempts counted on from those there are; the enrolments are locked, so that nobody else counts."""
    ids = {item.enrolment.pk for item in sittings}
    list(Enrolment.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk").values_list("pk"))
    numbers: dict[tuple[UUID, UUID], int] = defaultdict(int)
    earlier: Earlier = defaultdict(list)
    for attempt in Attempt.objects.filter(enrolment__in=ids).order_by("number"):
        numbers[attempt.enrolment_id, attempt.unit_key] = attempt.number
        earlier[attempt.enrolment_id, attempt.unit_key].append(attempt)
    return [_attempt(item, numbers) for item in sittings], earlier


def _attempt(sitting: Sitting, numbers: dict[tuple[UUID, UUID], int]) -> Attempt:
    key = sitting.enrolment.pk, sitting.unit.unit_key
    if attempts_left(AssessmentRules.of(sitting.unit.rules), numbers[key]) == 0:
        raise MayNotOpen(Opening(Refusal.NONE_LEFT, left=0))
    numbers[key] += 1
    return Attempt(
        pk=sitting.attempt or uuid.uuid4(),
        enrolment=sitting.enrolment,
        unit_key=sitting.unit.unit_key,
        number=numbers[key],
        seed=new_seed() if sitting.seed is None else sitting.seed,
        opened_at=sitting.opened_at,
        ending=Ending.SUBMITTED,
        submitted_at=sitting.submitted_at,
        **frozen(sitting.unit.rules),
    )


def _answered(attempt: Attempt, sitting: Sitting, versions: Mapping[int, QuestionVersion]) -> list[AttemptItem]:
    drawn = draw(AssessmentRules.of(sitting.unit.rules), versions, seed=attempt.seed)
    paper = items_of(attempt, drawn)
    for item in paper:
        version = item.version
        response = well_formed(version.question.kind, version.data, sitting.answers.get(version.pk))
        if response is not None:
            item.response, item.revision, item.saved_at = response, 1, sitting.submitted_at
    return paper


def _graded(attempt: Attempt, paper: list[AttemptItem], earlier: Sequence[Attempt]) -> list[Json]:
    result = mark(paper, attempt.pass_percent)
    for item, points in zip(paper, result.points, strict=True):
        item.points = points
    refuse_while_waiting(earlier)
    if not result.is_waiting:
        grade_attempt(attempt, result, earlier)
    attempt.receipt = receipt_of(attempt, paper)
    return statements_of(attempt, paper, result)

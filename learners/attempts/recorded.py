"""What a submitted attempt says in the statement log.

Every id is derived from the attempt and the place of the item: submitting twice says the same thing once. What was
typed into a gap stays in the attempt; the statements refer to it by the extension ``ATTEMPT``.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.conf import settings

from courses.questions.grading import rounded
from courses.questions.models import QuestionVersion
from courses.questions.responses import is_answered
from courses.questions.xapi_form import interaction, response_pattern
from learners.attempts.marking import Mark
from learners.attempts.models import Attempt, AttemptItem
from learners.enrolment.statements import derived_id, statement, unit_iri
from xapi.rows import Json
from xapi.vocabulary import Verb

ATTEMPT = f"{settings.XAPI_ACTIVITY_BASE}/mo-rong/luot-lam-bai"


def statements_of(attempt: Attempt, items: Sequence[AttemptItem], mark: Mark) -> list[Json]:
    """One ``answered`` per item, then ``passed`` or ``failed`` on the unit with the attempt's ``statement_id``."""
    answered = [_answered(attempt, item, earned) for item, earned in zip(items, mark.earned, strict=True)]
    return [*answered, _verdict(attempt, mark)]


def _answered(attempt: Attempt, item: AttemptItem, earned: Fraction) -> Json:
    points = float(rounded(earned))
    result: dict[str, Any] = {
        "success": earned == item.worth,
        "completion": is_answered(item.response),
        "score": {"scaled": float(rounded(earned / item.worth)), "raw": points, "min": 0, "max": item.worth},
        "extensions": {ATTEMPT: str(attempt.pk)},
    }
    pattern = response_pattern(item.version, item.response)
    if pattern:
        result["response"] = pattern
    return statement(
        attempt.enrolment,
        verb=Verb.ANSWERED,
        unit_key=attempt.unit_key,
        at=attempt.submitted_at,
        result=result,
        statement_id=derived_id(attempt.pk, f"answered-{item.position}"),
        extra_object=question_activity(attempt.unit_key, item.version),
    )


def question_activity(unit_key: UUID, version: QuestionVersion) -> Json:
    """The question under its unit. The version is part of the IRI: ``c0`` means another choice in another one."""
    iri = f"{unit_iri(unit_key)}/cau-hoi/{version.question.key}/{version.number}"
    return {"objectType": "Activity", "id": iri, "definition": interaction(version)}


def _verdict(attempt: Attempt, mark: Mark) -> Json:
    score = {"scaled": float(mark.scaled), "raw": float(mark.raw), "min": 0, "max": float(mark.highest)}
    return statement(
        attempt.enrolment,
        verb=Verb.PASSED if mark.passed else Verb.FAILED,
        unit_key=attempt.unit_key,
        at=attempt.submitted_at,
        result={"success": mark.passed, "score": score, "extensions": {ATTEMPT: str(attempt.pk)}},
        statement_id=attempt.statement_id,
    )

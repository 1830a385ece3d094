"""What an attempt says in the statement log when it is opened and when it ends.

Every id is derived from the attempt and the place of the item: submitting twice says the same thing once. What was
typed into a gap, and files, stay in the attempt; the statements refer to it by the extension ``ATTEMPT``.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.conf import settings

from courses.catalogue.models import GradePolicy
from courses.editions.asking import AssessmentRules
from courses.questions.grading import rounded
from courses.questions.models import QuestionVersion
from courses.questions.types import by_hand
from courses.questions.types.by_hand import Judgement
from courses.questions.xapi_form import interaction, response_pattern
from courses.rekeying.judging import has_key
from learners.attempts.given import is_given
from learners.attempts.marking import Mark
from learners.attempts.models import Attempt, AttemptItem
from learners.enrolment.statements import derived_id, statement, unit_iri
from xapi.rows import Json
from xapi.vocabulary import Verb

# Below the IRI of a unit.
QUESTIONS = "cau-hoi"
ATTEMPT = f"{settings.XAPI_ACTIVITY_BASE}/mo-rong/luot-lam-bai"


def opened(attempt: Attempt) -> Json:
    """``initialized`` on the unit: an attempt at it was begun."""
    return statement(
        attempt.enrolment,
        verb=Verb.INITIALIZED,
        unit_key=attempt.unit_key,
        at=attempt.opened_at,
        result={"extensions": {ATTEMPT: str(attempt.pk)}},
        statement_id=derived_id(attempt.pk, "initialized"),
    )


def statements_of(attempt: Attempt, items: Sequence[AttemptItem], mark: Mark) -> list[Json]:
    """One ``answered`` per item, ``completed`` with the attempt's own score and duration, then the verdict on the unit.

    Practice has no verdict: nothing is proved by it. One that waits to be marked has none yet, and no score.
    """
    answered = answered_statements(attempt, items, mark)
    verdict = [] if attempt.statement_id is None else [_verdict(attempt, mark)]
    return [*answered, _completed(attempt, mark), *verdict]


def marked_statements(
    attempt: Attempt, items: Sequence[AttemptItem], mark: Mark, judgements: Mapping[int, Judgement]
) -> list[Json]:
    """What the last mark brings: ``scored`` for each item judged, by position, then the verdict on the unit."""
    scored = scored_statements(attempt, items, mark, judgements)
    return [*scored, *([] if attempt.statement_id is None else [_verdict(attempt, mark)])]


def scored_statements(
    attempt: Attempt, items: Sequence[AttemptItem], mark: Mark, judgements: Mapping[int, Judgement]
) -> list[Json]:
    """``scored`` for each item judged, by position."""
    marked = zip(items, mark.earned, mark.worth, strict=True)
    return [
        _scored(attempt, item, earned, worth, judgements[item.position])
        for item, earned, worth in marked
        if item.position in judgements and earned is not None
    ]


def answered_statements(attempt: Attempt, items: Sequence[AttemptItem], mark: Mark) -> list[Json]:
    """``answered`` for each item."""
    return [
        _answered(attempt, item, earned, worth)
        for item, earned, worth in zip(items, mark.earned, mark.worth, strict=True)
    ]


def _scored(attempt: Attempt, item: AttemptItem, earned: Fraction, worth: int, judgement: Judgement) -> Json:
    """What was seen of a performance is its response."""
    result = {**_earned(earned, worth), "extensions": {ATTEMPT: str(attempt.pk)}}
    pattern = by_hand(item.version.question.kind).judged_pattern(item.version.data, judgement)
    if pattern:
        result["response"] = pattern
    return statement(
        attempt.enrolment,
        verb=Verb.SCORED,
        unit_key=attempt.unit_key,
        result=result,
        statement_id=derived_id(attempt.pk, f"scored-{item.position}"),
        extra_object=question_activity(attempt.unit_key, item.version),
    )


def _earned(earned: Fraction, worth: int) -> dict[str, Any]:
    score = {"scaled": float(rounded(earned / worth)), "raw": float(rounded(earned)), "min": 0, "max": worth}
    return {"success": earned == worth, "score": score}


def _answered(attempt: Attempt, item: AttemptItem, earned: Fraction | None, worth: int) -> Json:
    """An opinion, which is worth nothing, has neither success nor score; nor has what a person has yet to mark."""
    result: dict[str, Any] = {"completion": is_given(item), "extensions": {ATTEMPT: str(attempt.pk)}}
    if worth and earned is not None:
        result = {**_earned(earned, worth), **result}
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
    iri = f"{unit_iri(unit_key)}/{QUESTIONS}/{version.question.key}/{version.number}"
    definition = interaction(version)
    if not has_key(version):
        definition.pop("correctResponsesPattern", None)
    return {"objectType": "Activity", "id": iri, "definition": definition}


def is_question(iri: str) -> bool:
    """Whether ``iri`` is that of a question: its definition in the store has the key."""
    return iri.startswith(f"{settings.XAPI_ACTIVITY_BASE}/bai/") and f"/{QUESTIONS}/" in iri


def _completed(attempt: Attempt, mark: Mark) -> Json:
    """That it ended, how long it took and, once known, what it scored by itself; it proves nothing."""
    took = (attempt.submitted_at or attempt.opened_at) - attempt.opened_at
    return statement(
        attempt.enrolment,
        verb=Verb.COMPLETED,
        unit_key=attempt.unit_key,
        at=attempt.submitted_at,
        result={
            "completion": True,
            "duration": f"PT{max(0, int(took.total_seconds()))}S",
            **({} if mark.is_waiting else {"score": score_of(mark)}),
            "extensions": {ATTEMPT: str(attempt.pk)},
        },
        statement_id=derived_id(attempt.pk, "completed"),
    )


def _verdict(attempt: Attempt, mark: Mark) -> Json:
    """``passed`` or ``failed`` by the unit's grade (``grades``); where that is an average, it is the score too."""
    share = float(attempt.unit_share or 0)
    is_average = AssessmentRules.of(attempt.rules).grade_policy == GradePolicy.AVERAGE
    score = {"scaled": share, "raw": round(100 * share, 2), "min": 0, "max": 100} if is_average else score_of(mark)
    return statement(
        attempt.enrolment,
        verb=Verb.PASSED if attempt.unit_passed else Verb.FAILED,
        unit_key=attempt.unit_key,
        at=attempt.submitted_at,
        result={"success": bool(attempt.unit_passed), "score": score, "extensions": {ATTEMPT: str(attempt.pk)}},
        statement_id=attempt.statement_id,
    )


def score_of(mark: Mark) -> dict[str, float]:
    return {"scaled": float(mark.scaled), "raw": float(mark.raw), "min": 0, "max": float(mark.highest)}

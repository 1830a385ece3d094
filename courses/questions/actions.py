"""Writing questions: a version is never changed, an edit makes the next one."""

from dataclasses import asdict
from typing import Any

from django.db import transaction

from courses.questions.material import Material
from courses.questions.models import Question, QuestionVersion
from courses.questions.validation import validate_data
from mooc.foundation.models import audit

__all__ = ["save_version", "validate_data"]


@transaction.atomic
def save_version(
    *,
    question: Question,
    prompt: str,
    data: dict[str, Any],
    explanation: str,
    acting_user: Any,
    material: Material | None = None,
) -> QuestionVersion:
    """Make this the current version of ``question``; papers already drawn keep theirs.

    Returns the current one when nothing changed; without ``material`` that of the current one stays. Raises
    ``ValidationError`` for data its kind does not have, or that ``prompt`` does not ask for.
    """
    validate_data(question.kind, data, prompt)
    locked = Question.objects.select_for_update(of=("self",)).select_related("current").get(pk=question.pk)
    old = locked.current
    kept = Material.of(old) if old else Material()
    beside = kept if material is None else material
    beside.check()
    if old and (old.prompt, old.data, old.explanation, kept) == (prompt, data, explanation, beside):
        return old
    newest = locked.versions.order_by("-number").first()
    version = QuestionVersion.objects.create(
        question=locked,
        number=newest.number + 1 if newest else 1,
        prompt=prompt,
        data=data,
        explanation=explanation,
        created_by=acting_user,
        **{**asdict(beside), "hints": list(beside.hints)},
    )
    question.current = version
    # The signal of this save brings the search index up to date.
    question.save(update_fields=["current"])
    audit(
        acting_user=acting_user,
        verb="save_version",
        subject=question,
        old={"version": old.number} if old else None,
        new={"version": version.number},
    )
    return version

"""Who may mend a key that was used and grade again: it moves results and certificates, so a right of its own.

Superusers have it; an administrator may give it to a group. Outside of it there is nothing to see.
"""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from courses.questions.models import Question
from learners.regrading.models import Regrade

REGRADE = "regrading.regrade"


def may_regrade(user: Any) -> bool:
    return bool(user.has_perm(REGRADE))


def require_regrading(user: Any) -> None:
    if not may_regrade(user):
        raise Http404


def question_to_regrade(user: Any, question: int) -> Question:
    require_regrading(user)
    return get_object_or_404(Question.objects.select_related("current"), pk=question)


def regrade_to_see(user: Any, regrade: UUID) -> Regrade:
    require_regrading(user)
    return get_object_or_404(Regrade.objects.select_related("question__current", "started_by__person"), pk=regrade)

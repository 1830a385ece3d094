"""Who may write the bank may bring questions into it and take them out; a waiting file is its owner's alone."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from courses.exchange.models import WaitingQuestions

_WRITES = ("questions.add_question", "questions.change_question")


def may_exchange(user: Any) -> bool:
    return bool(user.has_perms(_WRITES))


def require_exchange(user: Any) -> None:
    if not may_exchange(user):
        raise PermissionDenied


def waiting_file(user: Any, pk: UUID) -> WaitingQuestions:
    require_exchange(user)
    return get_object_or_404(WaitingQuestions, owner=user, pk=pk)

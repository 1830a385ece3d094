"""Erasing what learners handed in, where they may ask for it or somebody put others' data into it.

Marks, points and statements stay; of the files nothing does but how many there were, and who had them erased and why.
"""

from collections import defaultdict
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from learners.attempts.actions import note
from learners.attempts.file_models import AnswerFile
from learners.attempts.models import Attempt, Happened
from mooc.foundation.models import audit


def erase_files(*, attempts: QuerySet[Attempt], acting_user: Any, reason: str) -> int:
    """Of all ``attempts``, each in a transaction of its own; says how many files went. Again, it goes on."""
    keys = list(attempts.filter(items__files__isnull=False).order_by().values_list("pk", flat=True).distinct())
    return sum(_erase(key, acting_user, reason) for key in keys)


@transaction.atomic
def _erase(key: Any, acting_user: Any, reason: str) -> int:
    attempt = Attempt.objects.select_for_update().get(pk=key)
    count: dict[int, int] = defaultdict(int)
    for file in AnswerFile.objects.filter(item__attempt=attempt).select_related("item"):
        count[file.item.position] += 1
        file.delete()
    if count:
        note(attempt, timezone.now(), {Happened.ERASED: sorted(count)})
        told = {"files": sum(count.values())}
        audit(acting_user=acting_user, verb="erase_files", subject=attempt, old=told, reason=reason)
    return sum(count.values())

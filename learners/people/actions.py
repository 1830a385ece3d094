"""Merging two records of one human being, and undoing it: the statement log is never touched."""

from typing import Any

from django.db import transaction

from learners.people.models import Person
from learners.people.signals import people_merged
from mooc.foundation.models import audit


class CannotMerge(Exception):
    """The two are the same record, or the absorbed one is merged already."""


@transaction.atomic
def merge_people(*, kept: Person, absorbed: Person, acting_user: Any, reason: str) -> None:
    """Let everything ``absorbed`` achieved count for ``kept``."""
    # Without the key: whoever records something about a person checks that she is there when it commits, and would
    # wait for this lock while this waits for her progress.
    rows = Person.objects.select_for_update(no_key=True).filter(pk__in=[kept.pk, absorbed.pk]).order_by("pk")
    locked = {row.pk: row for row in rows}
    kept, absorbed = locked[kept.pk], locked[absorbed.pk]
    if kept.pk == absorbed.pk or absorbed.merged_into_id or kept.merged_into_id or absorbed.absorbed.exists():
        raise CannotMerge
    absorbed.merged_into = kept
    absorbed.save(update_fields=["merged_into"])
    audit(acting_user=acting_user, verb="merge", subject=absorbed, new={"into": str(kept.pk)}, reason=reason)
    people_merged.send(sender=Person, person_ids=[kept.pk, absorbed.pk])


@transaction.atomic
def undo_merge(*, absorbed: Person, acting_user: Any, reason: str) -> None:
    """Let ``absorbed`` count for itself again."""
    absorbed = Person.objects.select_for_update(no_key=True).get(pk=absorbed.pk)
    if absorbed.merged_into_id is None:
        raise CannotMerge
    kept = absorbed.merged_into_id
    absorbed.merged_into = None
    absorbed.save(update_fields=["merged_into"])
    audit(acting_user=acting_user, verb="undo_merge", subject=absorbed, old={"into": str(kept)}, reason=reason)
    people_merged.send(sender=Person, person_ids=[kept, absorbed.pk])

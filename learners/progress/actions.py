"""What a learner does in a lesson, recorded; and folding again when dated facts change."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from courses.editions.models import EditionUnit, UnitKind
from learners.enrolment import authorities
from learners.enrolment.models import EditionPin, Enrolment
from learners.enrolment.statements import derived_id, statement
from learners.progress.evidence import facts_of
from learners.progress.live import Change, fold_again
from learners.progress.models import Progress
from learners.progress.reactions import react
from xapi.recording import record
from xapi.vocabulary import Verb


class NotALesson(Exception):
    """Only a lesson is completed by reading it."""


def start_unit(
    *, enrolment: Enrolment, unit: EditionUnit, at: dt.datetime | None = None, progress: Progress | None = None
) -> None:
    """Record that the learner opened ``unit`` for the first time; again is harmless.

    ``progress`` is her state as this request read it; without it it is read.
    """
    _record_once(enrolment, unit, Verb.INITIALIZED, "started", at, progress)


def complete_lesson(*, enrolment: Enrolment, unit: EditionUnit, at: dt.datetime | None = None) -> None:
    """Record that the learner has finished the lesson ``unit``; again is harmless."""
    if unit.kind != UnitKind.LESSON:
        raise NotALesson(str(unit.unit_key))
    _record_once(enrolment, unit, Verb.COMPLETED, "done", at)


def _record_once(
    enrolment: Enrolment,
    unit: EditionUnit,
    verb: str,
    mark: str,
    at: dt.datetime | None,
    progress: Progress | None = None,
) -> None:
    known = progress or Progress.objects.only("units").get(pk=enrolment.pk)
    if mark in known.units.get(str(unit.unit_key), {}):
        return
    made = statement(
        enrolment,
        verb=verb,
        unit_key=unit.unit_key,
        at=at,
        result={"completion": True} if verb == Verb.COMPLETED else None,
    )
    record([made], authority=authorities.learner_session())


def fold_enrolments(*, enrolment_ids: Sequence[UUID]) -> list[Change]:
    """Fold these registrations again after their dated facts changed, and let what follows follow."""
    with transaction.atomic():
        # Locked before the facts are read: a pin that moves meanwhile would be missed.
        rows = list(
            Progress.objects.select_for_update(of=("self",))
            .select_related("enrolment__person")
            .filter(pk__in=enrolment_ids)
            .order_by("pk")
        )
        facts = facts_of(enrolment_ids)
        pins = dict(
            EditionPin.objects.filter(enrolment__in=enrolment_ids).order_by("id").values_list("enrolment", "id")
        )
        changes = [Change(row, facts[row.pk], derived_id(row.pk, f"pin-{pins[row.pk]}")) for row in rows]
        fold_again(changes)
        react(changes)
    return changes

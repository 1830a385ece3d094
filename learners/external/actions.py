"""Bringing in what was completed elsewhere, and taking it back.

An import is **staged** whole, in one short transaction that records nothing; then its lines are recorded, ``BATCH`` in
a transaction, each once however often it is tried. A small one is finished at once, a large one by the worker. A whole
import is taken back in the same way: every statement voided by the source that made it.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from learners.enrolment.actions import enrol_many, leave
from learners.enrolment.models import Enrolment
from learners.enrolment.statements import derived_id
from learners.external.judging import Judged, Verdict
from learners.external.models import Import, Line, Source, State, place_of
from learners.external.statements import completed, taken_back
from learners.people.models import Person
from learners.people.records import of_people
from learners.progress.models import Completion, Progress
from mooc.foundation.models import audit
from mooc.foundation.private import private_storage
from xapi.recording import record

# In one transaction: on SQLite nobody else writes meanwhile.
BATCH = 50
# Recorded while the officer waits; more is the worker's.
AT_ONCE = 100


class NotNow(Exception):
    """The import is not in the state this needs: somebody was faster, or it was pressed twice."""


class Blocked(Exception):
    """Some line cannot be brought in and was not left out by hand, or none can."""


def keep_file(content: bytes, ending: str) -> str:
    """Written before any row names it; what no row names is swept."""
    return private_storage().save(place_of(ending), ContentFile(content))


@transaction.atomic
def upload(*, source: Source, acting_user: Any, **facts: Any) -> Import:
    """An import to be looked at; ``facts`` are columns of ``Import``."""
    made = Import.objects.create(source=source, uploaded_by=acting_user, uploaded_at=timezone.now(), **facts)
    audit(
        acting_user=acting_user,
        verb="external.upload",
        subject=made,
        new={"source": source.name, "file": made.name, "sha256": made.sha256},
    )
    return made


@transaction.atomic
def stage(*, batch: Import, judged: Sequence[Judged], leave_out: bool, acting_user: Any) -> int:
    """Fix what will be recorded; says how many lines. Raises ``NotNow`` or ``Blocked``; then nothing is changed."""
    held = _locked(batch, State.DRAFT)
    wanted = [line for line in judged if line.verdict in (Verdict.OK, Verdict.NOTE)]
    errors = sum(line.verdict == Verdict.ERROR for line in judged)
    if not wanted or (errors and not leave_out):
        raise Blocked
    Line.objects.bulk_create(
        [
            Line(
                batch=held,
                number=line.number,
                person=line.person,
                course_key=line.course_key,
                achieved_on=line.achieved_on,
                score=line.score,
                certificate=line.certificate,
                link=line.link,
                statement_id=derived_id(f"{held.pk}|{line.number}", "external"),
            )
            for line in wanted
            if line.course_key and line.achieved_on
        ],
        batch_size=500,
    )
    held.state, held.applied_at = State.RUNNING, timezone.now()
    held.save(update_fields=["state", "applied_at"])
    audit(
        acting_user=acting_user,
        verb="external.apply",
        subject=held,
        new={"lines": len(wanted), "left_out": len(judged) - len(wanted), "errors": errors},
    )
    return len(wanted)


@transaction.atomic
def take_back(*, batch: Import, reason: str, acting_user: Any) -> None:
    """Begin to void everything of ``batch``. Raises ``NotNow``."""
    held = _locked(batch, State.APPLIED)
    held.state, held.reason, held.undone_at = State.UNDOING, reason, timezone.now()
    held.save(update_fields=["state", "reason", "undone_at"])
    audit(acting_user=acting_user, verb="external.undo", subject=held, reason=reason)


def _locked(batch: Import, state: State) -> Import:
    held = Import.objects.select_for_update().filter(pk=batch.pk, state=state).first()
    if held is None:
        raise NotNow
    return held


def carry_on(batch: Import) -> bool:
    """Do the next ``BATCH`` of what ``batch`` waits for; False when nothing is left to do."""
    state = Import.objects.values_list("state", flat=True).get(pk=batch.pk)
    if state == State.RUNNING:
        return _record_some(batch)
    return _void_some(batch) if state == State.UNDOING else False


@transaction.atomic
def _record_some(batch: Import) -> bool:
    lines = list(batch.lines.filter(enrolment=None).select_related("person")[:BATCH])
    if not lines:
        return _finish(batch, State.RUNNING, State.APPLIED)
    people = sorted({line.person_id for line in lines})
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk").values_list("pk"))
    made = _enrol(lines, batch)
    now = timezone.now()
    found = {line.pk: enrolment for line, enrolment in _enrolments(lines)}
    said = [completed(line, found[line.pk], batch, now) for line in lines]
    record(said, authority=batch.source.authority)
    for line in lines:
        line.enrolment = found[line.pk]
        line.enrolled = line.enrolment.pk in made
    Line.objects.bulk_update(lines, ["enrolment", "enrolled"])
    return True


def _enrol(lines: Sequence[Line], batch: Import) -> set[UUID]:
    """Whoever never was on the course is enrolled on it now: a completion needs a registration."""
    there = {line.pk for line, _ in _enrolments(lines)}
    wanted: dict[UUID, list[Person]] = defaultdict(list)
    for line in lines:
        if line.pk not in there:
            wanted[line.course_key].append(line.person)
    now = timezone.now()
    made: set[UUID] = set()
    for course_key, people in wanted.items():
        rows = enrol_many(
            course_key=course_key, people=[(person, now) for person in people], acting_user=batch.uploaded_by
        )
        made |= {row.pk for row in rows}
    return made


def _enrolments(lines: Sequence[Line]) -> list[tuple[Line, Enrolment]]:
    """Of each line that has one the registration it belongs to: the one she studies, else the last she left."""
    people, courses = {line.person_id for line in lines}, {line.course_key for line in lines}
    rows = Enrolment.objects.filter(of_people(people), course_key__in=courses).select_related("person")
    best: dict[tuple[UUID, UUID], Enrolment] = {}
    for row in sorted(rows, key=lambda row: (row.left_at is None, row.enrolled_at)):
        best[row.person.canonical_id, row.course_key] = row
    keys = [(line, (line.person.canonical_id, line.course_key)) for line in lines]
    return [(line, best[key]) for line, key in keys if key in best]


@transaction.atomic
def _void_some(batch: Import) -> bool:
    held = Import.objects.select_related("source__authority").get(pk=batch.pk)
    lines = list(held.lines.filter(voided_at=None).select_related("enrolment")[:BATCH])
    if not lines:
        return _finish(batch, State.UNDOING, State.UNDONE)
    people = sorted({line.enrolment.person_id for line in lines if line.enrolment})
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk").values_list("pk"))
    record([taken_back(line, held) for line in lines], authority=held.source.authority)
    _leave_unused([line.enrolment for line in lines if line.enrolled and line.enrolment], held)
    Line.objects.filter(pk__in=[line.pk for line in lines]).update(voided_at=timezone.now())
    return True


def _leave_unused(enrolments: Sequence[Enrolment], batch: Import) -> None:
    """Close what was opened for the import alone; where she has begun to learn since, she goes on."""
    ids = [row.pk for row in enrolments]
    begun = set(Progress.objects.filter(pk__in=ids, started_at__isnull=False).values_list("pk", flat=True))
    held = set(Completion.objects.filter(enrolment__in=ids, withdrawn_at=None).values_list("enrolment", flat=True))
    for row in enrolments:
        if row.pk not in begun | held:
            leave(enrolment=row, acting_user=batch.uploaded_by)


def _finish(batch: Import, before: State, after: State) -> bool:
    Import.objects.filter(pk=batch.pk, state=before).update(state=after)
    return False


def bring_in_one(*, source: Source, judged: Judged, acting_user: Any, **evidence: Any) -> Import:
    """One person's completion with its evidence, at once. Raises ``Blocked``."""
    with transaction.atomic():
        batch = upload(source=source, acting_user=acting_user, is_list=False, **evidence)
        stage(batch=batch, judged=[judged], leave_out=False, acting_user=acting_user)
        while carry_on(batch):
            pass
    return batch

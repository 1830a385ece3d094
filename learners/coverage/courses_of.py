"""One person's courses with their evidence: which units are done when, which are missing and why.

It is what she sees in her own outline, read by whoever has to answer "it says I haven't finished".
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from courses.editions.models import Edition
from learners.attempts.standing import standings_of
from learners.certificates.models import Certificate
from learners.certificates.queries import valid_certificates
from learners.coverage.course_log import CourseLog, logs_of
from learners.coverage.unit_lines import UnitLine
from learners.enrolment.statements import course_iri
from learners.progress.models import Completion, Progress, Status
from learners.progress.queries import Outline, outline, sources_of


@dataclass(frozen=True, slots=True)
class CourseLine:
    """``progress`` is None while she is not enrolled; ``completion`` may come without it, from elsewhere.

    ``left_at`` is when she left a course that she does not study any more; ``withdrawn`` a completion that was taken
    back and nothing has come in its place.
    """

    key: UUID
    title: str
    progress: Progress | None
    outline: Outline | None
    units: list[UnitLine]
    log: CourseLog
    completion: Completion | None
    withdrawn: Completion | None
    certificate: Certificate | None
    left_at: dt.datetime | None
    # Who vouches for a completion achieved elsewhere.
    source: str = ""

    @property
    def iri(self) -> str:
        """As statements name it."""
        return course_iri(self.key)

    @property
    def missing(self) -> list[UnitLine]:
        return [] if self.is_completed else [line for line in self.units if line.is_missing]

    @property
    def done(self) -> list[UnitLine]:
        return [line for line in self.units if line.unit.is_done]

    @property
    def next(self) -> UnitLine | None:
        """What she has to do next."""
        waiting = self.outline.next_unit if self.outline and not self.is_completed else None
        return next((line for line in self.units if line.unit is waiting), None)

    @property
    def is_completed(self) -> bool:
        return self.completion is not None

    @property
    def state(self) -> tuple[str, str]:
        """What it is called, and the tag that shows it."""
        if self.is_completed:
            return _("Đã hoàn thành"), "tag-done"
        if self.progress is None:
            return (_("Đã rời khóa") if self.left_at else _("Chưa ghi danh")), "tag-overdue"
        return (_("Chưa học"), "tag-due") if self.progress.status == Status.NOT_STARTED else (_("Đang học"), "tag-info")


def course_lines(person: UUID, completions: Collection[Completion], asked: Collection[UUID]) -> list[CourseLine]:
    """The ``asked`` courses first, then her own choice. ``completions``: all of hers, those taken back too.

    Four queries; with a course under way two more, with one completed elsewhere another, and one for each edition a
    process first meets.
    """
    active, left = _studied(person)
    held, withdrawn = _first(completions, withdrawn=False), _first(completions, withdrawn=True)
    keys = list(dict.fromkeys([*asked, *active, *held, *left]))
    outlines = {key: outline(row.enrolment, row) for key, row in active.items()}
    logs = logs_of([found for key, found in outlines.items() if key not in held and key in asked])
    stands = standings_of({active[key].pk: [unit.unit for unit in found.units] for key, found in outlines.items()})
    papers = valid_certificates([row.pk for row in active.values()] + [row.enrolment_id for row in held.values()])
    titles = dict(Edition.objects.filter(course_key__in=keys).order_by("number").values_list("course_key", "title"))
    sources = sources_of(held.values())
    lines = []
    for key in keys:
        row, found, completion = active.get(key), outlines.get(key), held.get(key)
        stand, log = (stands.get(row.pk, {}), logs.get(row.pk, CourseLog())) if row else ({}, CourseLog())
        units = found.units if found else []
        lines.append(
            CourseLine(
                key=key,
                title=titles.get(key, ""),
                progress=row,
                outline=found,
                units=[UnitLine(unit, stand.get(unit.unit.unit_key), log.of(unit.unit.unit_key)) for unit in units],
                log=log,
                completion=completion,
                withdrawn=None if completion else withdrawn.get(key),
                certificate=next((papers[pk] for pk in _enrolments(row, completion) if pk in papers), None),
                left_at=left[key].enrolment.left_at if key in left and not row else None,
                source=sources.get(completion.pk, "") if completion else "",
            )
        )
    return lines


def _studied(person: UUID) -> tuple[dict[UUID, Progress], dict[UUID, Progress]]:
    """By course: what she studies, and what she has left; the last of each."""
    studied = Progress.objects.filter(person=person).select_related("edition", "enrolment")
    active: dict[UUID, Progress] = {}
    left: dict[UUID, Progress] = {}
    for row in studied.order_by("enrolment__enrolled_at"):
        (left if row.enrolment.left_at else active)[row.course_key] = row
    return active, left


def _first(completions: Collection[Completion], *, withdrawn: bool) -> dict[UUID, Completion]:
    """By course, the one achieved first."""
    wanted = [row for row in completions if (row.withdrawn_at is not None) == withdrawn]
    return {row.course_key: row for row in sorted(wanted, key=lambda row: row.effective_at, reverse=True)}


def _enrolments(row: Progress | None, completion: Completion | None) -> list[UUID]:
    return [pk for pk in (row.pk if row else None, completion.enrolment_id if completion else None) if pk]

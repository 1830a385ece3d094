"""One person's courses with their evidence: which units are done when, which are missing and why.

It is what she sees in her own outline, read by whoever has to answer "it says I haven't finished".
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from courses.editions.models import Edition, UnitKind
from learners.attempts.standing import Standing, standings_of
from learners.certificates.models import Certificate
from learners.certificates.queries import valid_certificates
from learners.progress.models import Completion, Progress, Status
from learners.progress.queries import Outline, OutlineUnit, outline


@dataclass(frozen=True, slots=True)
class UnitLine:
    unit: OutlineUnit
    standing: Standing | None

    @property
    def is_missing(self) -> bool:
        """Wanted for the certificate and not there."""
        return self.unit.unit.required and not self.unit.is_done

    @property
    def best(self) -> int | None:
        submitted = self.standing.submitted if self.standing else []
        return max((attempt.percent for attempt in submitted), default=None)

    @property
    def why(self) -> str:
        """Why it is not done, as she could be told over the telephone."""
        if self.unit.unit.kind == UnitKind.ASSESSMENT:
            return self._why_not_passed()
        if self.unit.state.started is None:
            return _("chưa mở bài này")
        day = date_format(localtime(self.unit.state.started), "d/m/Y")
        return _("đã mở ngày %(day)s nhưng chưa bấm “Đã học xong”") % {"day": day}

    def _why_not_passed(self) -> str:
        if self.standing is None or not self.standing.attempts:
            return _("chưa làm bài kiểm tra")
        if self.best is None:
            return _("đã mở bài ngày %(day)s, chưa nộp") % {
                "day": date_format(localtime(self.standing.attempts[-1].opened_at), "d/m/Y")
            }
        return _("điểm cao nhất %(best)d%%, cần %(mark)d%%; %(left)s") % {
            "best": self.best,
            "mark": self.unit.unit.rules["pass_percent"],
            "left": self._left(),
        }

    def _left(self) -> str:
        if self.standing is None or self.standing.left is None:
            return _("được làm lại")
        if self.standing.open:
            return _("một bài đang làm dở, chưa nộp")
        if self.standing.left:
            return _("còn %(left)d lần làm") % {"left": self.standing.left}
        return _("đã hết số lần làm")


@dataclass(frozen=True, slots=True)
class CourseLine:
    """``progress`` is None while she is not enrolled; ``completion`` may come without it, from elsewhere."""

    key: UUID
    title: str
    progress: Progress | None
    outline: Outline | None
    units: list[UnitLine]
    completion: Completion | None
    certificate: Certificate | None

    @property
    def missing(self) -> list[UnitLine]:
        return [] if self.is_completed else [line for line in self.units if line.is_missing]

    @property
    def done(self) -> list[UnitLine]:
        return [line for line in self.units if line.unit.is_done]

    @property
    def is_completed(self) -> bool:
        return self.completion is not None

    @property
    def state(self) -> tuple[str, str]:
        """What it is called, and the tag that shows it."""
        if self.is_completed:
            return _("Đã hoàn thành"), "tag-done"
        if self.progress is None:
            return _("Chưa ghi danh"), "tag-overdue"
        return (_("Chưa học"), "tag-due") if self.progress.status == Status.NOT_STARTED else (_("Đang học"), "tag-info")


def course_lines(person: UUID, completions: Collection[Completion], asked: Collection[UUID]) -> list[CourseLine]:
    """The ``asked`` courses first, then her own choice: four queries, one more per edition a process first meets."""
    studied = Progress.objects.filter(person=person, enrolment__left_at=None).select_related("edition", "enrolment")
    rows = {row.course_key: row for row in studied.order_by("enrolment__enrolled_at")}
    first = {row.course_key: row for row in sorted(completions, key=lambda row: row.effective_at, reverse=True)}
    keys = list(dict.fromkeys([*asked, *rows, *first]))
    outlines = {key: outline(row.enrolment, row) for key, row in rows.items()}
    stands = standings_of({rows[key].pk: [unit.unit for unit in found.units] for key, found in outlines.items()})
    papers = valid_certificates([row.pk for row in rows.values()] + [row.enrolment_id for row in first.values()])
    titles = dict(Edition.objects.filter(course_key__in=keys).order_by("number").values_list("course_key", "title"))
    lines = []
    for key in keys:
        row, found, completion = rows.get(key), outlines.get(key), first.get(key)
        stand = stands.get(row.pk, {}) if row else {}
        units = [UnitLine(unit, stand.get(unit.unit.unit_key)) for unit in found.units] if found else []
        paper = next((papers[pk] for pk in _enrolments(row, completion) if pk in papers), None)
        lines.append(CourseLine(key, titles.get(key, ""), row, found, units, completion, paper))
    return lines


def _enrolments(row: Progress | None, completion: Completion | None) -> list[UUID]:
    return [pk for pk in (row.pk if row else None, completion.enrolment_id if completion else None) if pk]

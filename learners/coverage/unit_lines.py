"""One unit of somebody's course as an officer tells of it over the telephone: done when, or missing and why."""

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.editions.models import UnitKind
from learners.attempts.models import Attempt
from learners.attempts.requesting import is_stuck
from learners.attempts.standing import Standing
from learners.coverage.course_log import UnitLog
from learners.progress.queries import OutlineUnit


@dataclass(frozen=True, slots=True)
class UnitLine:
    unit: OutlineUnit
    standing: Standing | None
    log: UnitLog

    @property
    def is_missing(self) -> bool:
        """Wanted for the certificate and not there."""
        return self.unit.unit.required and not self.unit.is_done

    @property
    def submitted(self) -> list[Attempt]:
        """Papers handed in, oldest first: the evidence behind a best score."""
        return self.standing.submitted if self.standing else []

    @property
    def best(self) -> int | None:
        return self.standing.best if self.standing else None

    @property
    def is_stuck(self) -> bool:
        """No attempt is left, or it has closed: one more may be given at once."""
        return self.standing is not None and is_stuck(self.standing)

    @property
    def reasons(self) -> str:
        return "; ".join(filter(None, [self.why, *self.log_words]))

    @property
    def why(self) -> str:
        """Why it is not done, as she could be told."""
        if self.unit.unit.kind == UnitKind.ASSESSMENT:
            return self._why_not_passed()
        if self.unit.state.started is None:
            return "" if self.log.taken_back else _("chưa mở bài này")
        day = _day(self.unit.state.started)
        return _("đã mở ngày %(day)s nhưng chưa bấm “Đã học xong”") % {"day": day}

    @property
    def log_words(self) -> list[str]:
        """What the log tells besides."""
        found = []
        if (taken := self.log.taken_back) and taken.voided_at:
            text = _("kết quả ngày %(day)s đã bị hủy ngày %(end)s")
            found.append(text % {"day": _day(taken.timestamp), "end": _day(taken.voided_at)})
        if claim := self.log.claimed:
            text = _("kết quả ngày %(day)s gửi từ nơi khác không được công nhận")
            found.append(text % {"day": _day(claim.timestamp)})
        if self.log.is_new:
            found.append(_("phần này mới có trong bản đang học"))
        return found

    def _why_not_passed(self) -> str:
        if self.standing is None or not self.standing.attempts:
            return _("chưa làm bài kiểm tra")
        if self.standing.waiting and self.standing.waiting.submitted_at:
            return _("đã nộp bài ngày %(day)s, đang chờ chấm") % {"day": _day(self.standing.waiting.submitted_at)}
        if self.best is None:
            return _("đã mở bài ngày %(day)s, chưa nộp") % {"day": _day(self.standing.attempts[-1].opened_at)}
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
            left = self.standing.left
            return ngettext("còn %(left)d lần làm", "còn %(left)d lần làm", left) % {"left": left}
        return _("đã hết số lần làm")


def _day(moment: dt.datetime) -> str:
    return date_format(localtime(moment), "SHORT_DATE_FORMAT")

"""What a line of a list is worth: whom it means, which course of ours, when; and what there is to say about it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from urllib.parse import urlsplit
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from learners.external.finding import Directory
from learners.external.reading import read_day, read_score
from learners.people.models import Person
from learners.people.phones import normalise_phone
from learners.progress.models import Completion
from mooc.foundation.vietnamese import fold


class Verdict(StrEnum):
    """``ERROR`` keeps the whole list back unless it is left out by hand; ``SKIP`` brings nothing new."""

    OK = "ok"
    NOTE = "note"
    SKIP = "skip"
    ERROR = "error"


ORDER = [Verdict.OK, Verdict.NOTE, Verdict.SKIP, Verdict.ERROR]


@dataclass
class Judged:
    """One line with its verdict and the sentences that say why."""

    number: int
    said: Mapping[str, str]
    verdict: Verdict = Verdict.OK
    why: list[str] = field(default_factory=list)
    person: Person | None = None
    course_key: UUID | None = None
    achieved_on: dt.date | None = None
    score: Decimal | None = None
    certificate: str = ""
    link: str = ""

    @property
    def called(self) -> str:
        """Whom the line means, as far as it says so itself."""
        return next((text for role in ("name", "staff_code", "phone") if (text := self.said.get(role))), "…")

    def say(self, verdict: Verdict, why: str) -> None:
        self.verdict = max(self.verdict, verdict, key=ORDER.index)
        self.why.append(why)


@dataclass(frozen=True, slots=True)
class Known:
    """What lines are held against. ``courses``: what the source's courses are here (None: not brought in);
    ``released``: the first day of each course of ours; ``done``: by person and course the completions that stand,
    with what each one's authority is; ``source`` is the authority of the list."""

    directory: Directory
    courses: Mapping[str, UUID | None]
    released: Mapping[UUID, dt.date]
    done: Mapping[tuple[UUID, UUID], Sequence[tuple[Completion, int]]]
    source: int
    today: dt.date
    scale: int


def judge(lines: Sequence[tuple[int, Mapping[str, str]]], known: Known) -> list[Judged]:
    """In order; a person and course twice in one list count the first time."""
    found: list[Judged] = []
    seen: dict[tuple[UUID, UUID], int] = {}
    for number, said in lines:
        line = Judged(number, said)
        _find_person(line, known.directory)
        _find_course(line, known)
        _read_values(line, known)
        if line.person and line.course_key and line.achieved_on and line.verdict != Verdict.ERROR:
            key = (line.person.pk, line.course_key)
            if key in seen:
                line.say(Verdict.SKIP, _("Trùng với dòng %d.") % seen[key])
            else:
                seen[key] = number
                _hold_against(line, line.achieved_on, known, line.course_key)
        found.append(line)
    return found


def _find_person(line: Judged, directory: Directory) -> None:
    code, phone = line.said.get("staff_code", "").strip(), line.said.get("phone", "").strip()
    name = fold(line.said.get("name", ""))
    by_code = directory.codes.get(code.upper(), set()) if code else set()
    by_phone = directory.phones.get(normalise_phone(phone), set()) if normalise_phone(phone) else set()
    both = by_code & by_phone if by_code and by_phone else by_code or by_phone
    if by_code and by_phone and not both:
        line.say(Verdict.ERROR, _("Mã cán bộ và điện thoại là của hai người khác nhau."))
    elif len(both) > 1:
        line.say(Verdict.ERROR, _("Có %d người cùng mã cán bộ hoặc điện thoại này.") % len(both))
    elif both:
        line.person = directory.people[next(iter(both))]
        if name and name not in directory.called[line.person.pk]:
            line.say(Verdict.ERROR, _("Mã cán bộ hoặc điện thoại này là của %s.") % line.person.full_name)
    elif code or phone:
        line.say(Verdict.ERROR, _("Không có ai có mã cán bộ hoặc điện thoại này trong các cơ quan anh/chị phụ trách."))
    else:
        _find_by_name(line, name, directory)


def _find_by_name(line: Judged, name: str, directory: Directory) -> None:
    same = directory.names.get(name, set()) if name else set()
    if not name:
        line.say(Verdict.ERROR, _("Dòng không nói về ai: thiếu mã cán bộ, điện thoại và họ tên."))
    elif not same:
        line.say(Verdict.ERROR, _("Không có ai tên này trong các cơ quan anh/chị phụ trách."))
    elif len(same) > 1:
        line.say(Verdict.ERROR, _("Có %d người trùng tên: cần mã cán bộ hoặc điện thoại.") % len(same))
    else:
        line.person = directory.people[next(iter(same))]
        line.say(Verdict.NOTE, _("Tìm theo họ tên, hãy xem có đúng người không."))


def _find_course(line: Judged, known: Known) -> None:
    key = fold(line.said.get("course", ""))[:300]
    if not key:
        line.say(Verdict.ERROR, _("Thiếu tên khóa học."))
    elif key not in known.courses:
        line.say(Verdict.ERROR, _("Chưa nói khóa này là khóa nào ở đây."))
    elif known.courses[key] is None:
        line.say(Verdict.SKIP, _("Khóa này không nhập."))
    else:
        line.course_key = known.courses[key]


def _read_values(line: Judged, known: Known) -> None:
    text = line.said.get("achieved", "")
    line.achieved_on = read_day(text)
    if not text:
        line.say(Verdict.ERROR, _("Thiếu ngày hoàn thành."))
    elif line.achieved_on is None:
        line.say(Verdict.ERROR, _("Không đọc được ngày “%s”. Hãy ghi ngày/tháng/năm.") % text[:40])
    elif line.achieved_on > known.today:
        line.say(Verdict.ERROR, _("Ngày hoàn thành ở tương lai."))
    try:
        line.score = read_score(line.said.get("score", ""), known.scale)
    except ValueError:
        line.say(
            Verdict.ERROR,
            _("Điểm “%(text)s” không đúng thang %(scale)d.") % {"text": line.said["score"][:20], "scale": known.scale},
        )
    line.certificate = line.said.get("certificate", "").strip()
    if len(line.certificate) > 120:
        line.say(Verdict.ERROR, _("Số giấy chứng nhận dài quá 120 ký tự."))
    _read_link(line)


def _read_link(line: Judged) -> None:
    link = line.said.get("link", "").strip()
    try:
        good = len(link) <= 500 and urlsplit(link).scheme in ("http", "https") and bool(urlsplit(link).hostname)
    except ValueError:
        good = False
    if good:
        line.link = link
    elif link:
        line.say(Verdict.NOTE, _("Liên kết không mở được nên được bỏ qua."))


def _hold_against(line: Judged, achieved: dt.date, known: Known, course: UUID) -> None:
    """What is known of this person and course already."""
    began = known.released.get(course)
    if began and achieved < began:
        line.say(
            Verdict.NOTE, _("Trước khi khóa có ở đây (%s), vẫn được ghi.") % date_format(began, "SHORT_DATE_FORMAT")
        )
    done = known.done.get((line.person.pk, course), ()) if line.person else ()
    for completion, authority in done:
        day = timezone.localdate(completion.effective_at)
        shown = date_format(day, "SHORT_DATE_FORMAT")
        if authority == known.source and day == achieved:
            line.say(Verdict.SKIP, _("Đã nhập từ nguồn này rồi."))
        elif day <= achieved:
            line.say(Verdict.NOTE, _("Đã hoàn thành trước đó, ngày %s; vẫn được ghi thêm.") % shown)
        else:
            line.say(Verdict.NOTE, _("Đã được ghi hoàn thành ngày %s; dòng này sớm hơn và sẽ được tính.") % shown)

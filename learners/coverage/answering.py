"""The answer to "it says I haven't finished", in sentences that can be read out over the telephone."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.editions.models import UnitKind
from learners.coverage.asked_of import Assignment
from learners.coverage.courses_of import CourseLine
from learners.coverage.person import PersonPage


def answer(page: PersonPage) -> list[str]:
    """What stands first is the answer, what follows its details.

    The nearest campaign that misses something, else what came too late, else that all is there.
    """
    if page.missing:
        return _missing(page, page.missing[0]) + _others(len(page.missing) - 1)
    late = [one for one in page.assignments if one.state == "late"]
    if late:
        return [_late(one) for one in late]
    if page.assignments:
        return [_("Không còn thiếu gì trong các đợt được giao.")]
    return [_("Hiện không được giao học khóa nào.")]


def next_step(page: PersonPage) -> str:
    """What she has to do now; "" where nothing is missing."""
    if not page.missing:
        return ""
    if page.signing_in.state == "none":
        return _("cấp mã để người này vào học.")
    line = next((one for one in _courses(page, page.missing[0]) if not one.is_completed), None)
    if line is None:
        return _("chọn và học thêm một khóa tự chọn.")
    if line.progress and line.next is None:
        return _("báo người quản trị: mọi phần đã xong mà khóa chưa được ghi hoàn thành.")
    if line.next is None:
        return _("mở trang khóa “%(course)s” và bấm “Ghi danh”.") % {"course": line.title}
    is_test = line.next.unit.unit.kind == UnitKind.ASSESSMENT
    step = _("làm “%(unit)s” (%(why)s).") if is_test else _("học “%(unit)s” và bấm “Đã học xong” (%(why)s).")
    return step % {"unit": line.next.unit.unit.title, "why": line.next.reasons}


def _missing(page: PersonPage, one: Assignment) -> list[str]:
    if page.signing_in.state == "none":
        name = {"campaign": one.campaign.name}
        return [_("Chưa hoàn thành đợt “%(campaign)s”: chưa có tài khoản để học.") % name]
    found = [_("Chưa hoàn thành đợt “%(campaign)s”.") % {"campaign": one.campaign.name}]
    found += [_of_course(line) for line in _courses(page, one) if not line.is_completed]
    chosen = sum(page.by_key[key].is_completed for key in one.electives)
    if lacking := max(0, one.campaign.electives_needed - chosen):
        found.append(
            ngettext("Còn thiếu %(number)d khóa tự chọn.", "Còn thiếu %(number)d khóa tự chọn.", lacking)
            % {"number": lacking}
        )
    return found


def _courses(page: PersonPage, one: Assignment) -> list[CourseLine]:
    return [page.by_key[key] for key in one.mandatory]


def _of_course(line: CourseLine) -> str:
    number = len(line.missing)
    if line.progress is None:
        text = _("Đã rời khóa “%(title)s”.") if line.left_at else _("Khóa “%(title)s” chưa ghi danh.")
    elif not number:
        text = _("Khóa “%(title)s” chưa được ghi hoàn thành.")
    else:
        text = ngettext(
            "Khóa “%(title)s” còn thiếu %(number)d phần.", "Khóa “%(title)s” còn thiếu %(number)d phần.", number
        )
    return text % {"title": line.title, "number": number}


def _others(number: int) -> list[str]:
    if not number:
        return []
    text = ngettext(
        "Ngoài ra còn %(number)d đợt khác chưa hoàn thành, xem bên dưới.",
        "Ngoài ra còn %(number)d đợt khác chưa hoàn thành, xem bên dưới.",
        number,
    )
    return [text % {"number": number}]


def _late(one: Assignment) -> str:
    return _("Đợt “%(campaign)s” đã học xong nhưng sau hạn %(day)s, nên báo cáo ghi là hoàn thành muộn.") % {
        "campaign": one.campaign.name,
        "day": date_format(one.due_on, "SHORT_DATE_FORMAT"),
    }

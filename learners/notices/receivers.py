"""What rooms below have to tell somebody, and where rooms above let her see to it."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from content.pages.languages import always_vietnamese
from courses.editions.models import Outcome, PlannedRelease
from learners.notices.actions import notify
from learners.people.models import Account, SignInCode

Place = Callable[[SignInCode], str]
_places: list[Place] = []


def register_place(place: Place) -> None:
    """``place`` returns the page on which whoever issued the code can see to it, "" where it knows none for her."""
    if place not in _places:
        _places.append(place)


@always_vietnamese
def tell_who_issued(code: SignInCode, **kwargs: Any) -> None:
    """The holder of a printed code said "không phải tôi": it is void, and whoever printed it must look after it."""
    if code.issued_by_id is None:
        return
    text = _(
        "Người cầm phiếu mã của %(name)s (%(username)s) báo “Không phải tôi”. Mã ấy đã hủy. Hãy xem lại phiếu đã đến "
        "tay ai, rồi cấp mã mới cho đúng người."
    ) % {"name": code.account.get_full_name(), "username": code.account.username}
    url = next((found for place in _places if (found := place(code))), "")
    notify(account_ids=[code.issued_by_id], kind="code-refused", text=text, url=url)


@always_vietnamese
def tell_of_factor_reset(account: Account, acting_user: Account | None, **kwargs: Any) -> None:
    """Somebody else took her second factor away: whoever knows her password could now set up one of his own."""
    if acting_user == account:
        return
    text = _(
        "%(who)s đã đặt lại xác nhận hai bước của tài khoản anh/chị. Nếu anh/chị không nhờ việc này, hãy báo ngay "
        "người quản trị hệ thống và đổi mật khẩu."
    ) % {"who": acting_user.get_full_name() if acting_user else _("Người quản trị hệ thống")}
    notify(account_ids=[account.pk], kind="factor-reset", text=text)


@always_vietnamese
def tell_of_planned_release(plan: PlannedRelease, **kwargs: Any) -> None:
    """Who set the hour was not there when it came."""
    if plan.planned_by_id is None:
        return
    address = reverse("editions:release", args=[plan.course_id])
    if plan.outcome == Outcome.RELEASED:
        text = _("Khóa học “%s” đã phát hành theo giờ hẹn.") % plan.course.title
    else:
        names = {"course": plan.course.title, "reason": plan.reason}
        text = _("Khóa học “%(course)s” chưa phát hành được theo giờ hẹn. %(reason)s") % names
    notify(account_ids=[plan.planned_by_id], kind="planned-release", text=text, url=address)

"""What rooms below have to tell somebody, and where rooms above let her see to it."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.editions.models import Outcome, PlannedRelease
from learners.notices.actions import notify
from learners.notices.wording import Facts
from learners.people.models import Account, SignInCode

CODE_REFUSED, FACTOR_RESET, PLANNED_RELEASE = "code-refused", "factor-reset", "planned-release"
Place = Callable[[SignInCode], str]
_places: list[Place] = []


def register_place(place: Place) -> None:
    """``place`` returns the page on which whoever issued the code can see to it, "" where it knows none for her."""
    if place not in _places:
        _places.append(place)


def tell_who_issued(code: SignInCode, **kwargs: Any) -> None:
    """The holder of a printed code said "không phải tôi": it is void, and whoever printed it must look after it."""
    if code.issued_by_id is None:
        return
    facts = {"name": code.account.get_full_name(), "username": code.account.username}
    url = next((found for place in _places if (found := place(code))), "")
    notify(account_ids=[code.issued_by_id], kind=CODE_REFUSED, facts=facts, url=url)


def of_refused_code(facts: Facts) -> str:
    return (
        _(
            "Người cầm phiếu mã của %(name)s (%(username)s) báo “Không phải tôi”. Mã ấy đã hủy. Hãy xem lại phiếu đã "
            "đến tay ai, rồi cấp mã mới cho đúng người."
        )
        % facts
    )


def tell_of_factor_reset(account: Account, acting_user: Account | None, **kwargs: Any) -> None:
    """Somebody else took her second factor away: whoever knows her password could now set up one of his own."""
    if acting_user == account:
        return
    facts = {"who": acting_user.get_full_name() if acting_user else ""}
    notify(account_ids=[account.pk], kind=FACTOR_RESET, facts=facts)


def of_factor_reset(facts: Facts) -> str:
    """``who`` is "" where it was the operator, at the command line."""
    return _(
        "%(who)s đã đặt lại xác nhận hai bước của tài khoản anh/chị. Nếu anh/chị không nhờ việc này, hãy báo ngay "
        "người quản trị hệ thống và đổi mật khẩu."
    ) % {"who": facts["who"] or _("Người quản trị hệ thống")}


def tell_of_planned_release(plan: PlannedRelease, **kwargs: Any) -> None:
    """Who set the hour was not there when it came."""
    if plan.planned_by_id is None:
        return
    facts = {"course": plan.course.title, "outcome": str(plan.outcome), "reason": plan.reason}
    address = reverse("editions:release", args=[plan.course_id])
    notify(account_ids=[plan.planned_by_id], kind=PLANNED_RELEASE, facts=facts, url=address)


def of_planned_release(facts: Facts) -> str:
    if facts["outcome"] == Outcome.RELEASED:
        return _("Khóa học “%s” đã phát hành theo giờ hẹn.") % facts["course"]
    return _("Khóa học “%(course)s” chưa phát hành được theo giờ hẹn. %(reason)s") % facts

"""What rooms below have to tell somebody."""

from typing import Any

from django.utils.translation import gettext as _

from learners.notices.actions import notify
from learners.people.models import Account, SignInCode


def tell_who_issued(code: SignInCode, **kwargs: Any) -> None:
    """The holder of a printed code said "không phải tôi": it is void, and whoever printed it must look after it."""
    if code.issued_by_id is None:
        return
    text = _(
        "Người cầm phiếu mã của %(name)s (%(username)s) báo “Không phải tôi”. Mã ấy đã hủy. Hãy xem lại phiếu đã đến "
        "tay ai, rồi cấp mã mới cho đúng người."
    ) % {"name": code.account.get_full_name(), "username": code.account.username}
    notify(account_ids=[code.issued_by_id], kind="code-refused", text=text)


def tell_of_factor_reset(account: Account, acting_user: Account | None, **kwargs: Any) -> None:
    """Somebody else took her second factor away: whoever knows her password could now set up one of his own."""
    if acting_user == account:
        return
    text = _(
        "%(who)s đã đặt lại xác nhận hai bước của tài khoản anh/chị. Nếu anh/chị không nhờ việc này, hãy báo ngay "
        "người quản trị hệ thống và đổi mật khẩu."
    ) % {"who": acting_user.get_full_name() if acting_user else _("Người quản trị hệ thống")}
    notify(account_ids=[account.pk], kind="factor-reset", text=text)

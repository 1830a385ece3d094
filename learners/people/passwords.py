"""What is said about a password that is too weak: the validators' verdicts in our own plain words."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from learners.people.models import Account

SAID = {
    "password_too_short": _("Mật khẩu cần ít nhất %(min_length)d ký tự."),
    "password_too_common": _("Mật khẩu này nhiều người dùng nên dễ bị đoán. Hãy chọn mật khẩu khác."),
    "password_entirely_numeric": _("Mật khẩu không được chỉ gồm chữ số. Hãy thêm vài chữ cái."),
}


def check_new_password(password: str, account: Account) -> None:
    """Raise ``ValidationError`` with every reason against ``password``."""
    faults: list[Any] = []
    try:
        validate_password(password, account)
    except ValidationError as refused:
        faults = [SAID.get(fault.code or "", fault.message) % (fault.params or {}) for fault in refused.error_list]
    if account.username and account.username in password.lower():
        faults.append(_("Mật khẩu không được chứa tên đăng nhập."))
    if faults:
        raise ValidationError(faults)


class OwnDevice(forms.Form):
    """Without the tick the session ends with the browser: most phones here are a family's."""

    own_device = forms.BooleanField(label=_("Đây là máy của riêng tôi, giữ đăng nhập"), required=False)


class ChoosePassword(OwnDevice):
    password = forms.CharField(
        label=_("Mật khẩu mới"),
        strip=False,
        error_messages={"required": _("Hãy nhập mật khẩu mới.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Nhập lại mật khẩu"),
        strip=False,
        error_messages={"required": _("Hãy nhập lại mật khẩu.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        check_new_password(password, self.account)
        return password

    def clean_again(self) -> str:
        again = str(self.cleaned_data["again"])
        if "password" in self.cleaned_data and again != self.cleaned_data["password"]:
            raise ValidationError(_("Hai lần nhập chưa giống nhau. Hãy nhập lại."))
        return again

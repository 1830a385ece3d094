"""Signing in, with a password or with a printed code."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from learners.people.models import SignInCode
from learners.people.passwords import OwnDevice
from learners.people.redeeming import find_code


class SignInForm(OwnDevice, AuthenticationForm):
    """One sentence for every way it can fail, so that nobody learns which accounts there are."""

    field_order = ("username", "password", "own_device")
    error_messages = {
        "invalid_login": _("Tên đăng nhập, số điện thoại hoặc mật khẩu chưa đúng."),
        "inactive": _("Tên đăng nhập, số điện thoại hoặc mật khẩu chưa đúng."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._say("username", _("Tên đăng nhập hoặc số điện thoại"), _("Hãy nhập tên đăng nhập hoặc số điện thoại."))
        self._say("password", _("Mật khẩu"), _("Hãy nhập mật khẩu."))

    def _say(self, name: str, label: Any, missing: Any) -> None:
        self.fields[name].label = label
        self.fields[name].error_messages["required"] = missing


class CodeForm(forms.Form):
    """A printed code. As above: one sentence, whatever is wrong."""

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=64,
        error_messages={"required": _("Hãy nhập tên đăng nhập in trên phiếu.")},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    code = forms.CharField(
        label=_("Mã đăng nhập"),
        max_length=24,
        error_messages={"required": _("Hãy nhập mã in trên phiếu.")},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "code-input",
                "placeholder": "XXXX-XXXX",
            }
        ),
    )
    found: SignInCode | None = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            self.found = find_code(typed_name=cleaned["username"], typed_code=cleaned["code"])
            if self.found is None:
                raise ValidationError(_("Tên đăng nhập hoặc mã chưa đúng, hoặc mã đã hết hạn."))
        return cleaned

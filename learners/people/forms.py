"""Signing in."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """One sentence for every way it can fail, so that nobody learns which accounts there are."""

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

"""What is asked when the second factor is set up, and whenever it is shown."""

from typing import Any

from allauth.mfa.models import Authenticator
from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learners.people.factor import WrongCode, check, step_of
from learners.people.models import Account


def _code_field(label: Any, missing: Any, **attrs: str) -> forms.CharField:
    asked = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false", "class": "code-input"}
    return forms.CharField(
        label=label,
        max_length=24,
        error_messages={"required": missing},
        widget=forms.TextInput(attrs={**asked, "inputmode": "numeric", **attrs}),
    )


class ShowFactor(forms.Form):
    """A code of the app, or a recovery code. A wrong one counts as a wrong password does: per account."""

    code = _code_field(gettext_lazy("Mã xác nhận"), gettext_lazy("Hãy nhập mã xác nhận."))
    factor: Authenticator | None = None

    def __init__(self, *args: Any, account: Account, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account, self.request = account, request

    def clean_code(self) -> str:
        typed, who = str(self.cleaned_data["code"]), {"username": self.account.username}
        if not AxesProxyHandler.is_allowed(self.request, who):
            # Its middleware answers with the page of the lock-out.
            self.request.axes_locked_out = True  # type: ignore[attr-defined]
            raise ValidationError("locked")
        try:
            self.factor = check(account=self.account, typed=typed)
        except WrongCode:
            user_login_failed.send(sender=ShowFactor, credentials=who, request=self.request)
            raise ValidationError(
                _("Mã chưa đúng hoặc đã dùng rồi. Hãy đợi ứng dụng hiện mã mới rồi nhập lại.")
            ) from None
        return typed


class SetUpFactor(forms.Form):
    """The password is asked again of whoever is signed in already: a phone may have been left open."""

    password = forms.CharField(
        label=gettext_lazy("Mật khẩu hiện nay"),
        strip=False,
        error_messages={"required": gettext_lazy("Hãy nhập mật khẩu.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = _code_field(gettext_lazy("Mã 6 chữ số trong ứng dụng"), gettext_lazy("Hãy nhập mã 6 chữ số."), maxlength="7")

    def __init__(
        self, *args: Any, account: Account, request: HttpRequest, secret: str, knows_password: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.account, self.request, self.secret = account, request, secret
        if knows_password:
            del self.fields["password"]

    def clean_password(self) -> str:
        """Counted, too."""
        password = str(self.cleaned_data["password"])
        if authenticate(self.request, username=self.account.username, password=password) is None:
            raise ValidationError(_("Mật khẩu chưa đúng."))
        return password

    def clean_code(self) -> str:
        typed = str(self.cleaned_data["code"])
        if step_of(self.secret, typed) is None:
            raise ValidationError(
                _("Mã chưa đúng. Hãy xem lại mã đang hiện trong ứng dụng, và giờ trên điện thoại có đúng không.")
            )
        return typed

"""Tài khoản của tôi: what is asked."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from learners.people.models import Account, TextSize
from learners.people.passwords import ChoosePassword
from learners.people.phones import clean_phone, spoken_phone

_CHOOSE = gettext_lazy("Hãy chọn một mục trong danh sách.")
NOT_THERE = {"required": _CHOOSE, "invalid_choice": _CHOOSE}


class ProfileForm(forms.Form):
    phone = forms.CharField(
        label=gettext_lazy("Số điện thoại"),
        max_length=24,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Thư điện tử"),
        max_length=254,
        required=False,
        error_messages={"invalid": gettext_lazy("Địa chỉ thư có dạng ten@noi-gui-thu.vn.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Ngôn ngữ"), error_messages=NOT_THERE, widget=forms.RadioSelect)
    text_size = forms.ChoiceField(
        label=gettext_lazy("Cỡ chữ"),
        choices=TextSize.choices,
        required=False,
        error_messages=NOT_THERE,
        widget=forms.RadioSelect,
    )
    data_saver = forms.BooleanField(label=gettext_lazy("Tiết kiệm dữ liệu"), required=False)

    def __init__(self, data: Any = None, *, account: Account) -> None:
        held = {name: getattr(account, name) for name in ("email", "text_size", "data_saver")}
        held["phone"] = spoken_phone(account.phone)
        # The one she reads this page in: a page in English must not come back in Vietnamese for a new phone number.
        super().__init__(data, initial={**held, "language": get_language()})
        named = [(code, name) for code, name in settings.LANGUAGES if code in settings.READER_LANGUAGES]
        self.fields["language"].choices = named  # type: ignore[attr-defined]

    def clean_phone(self) -> str:
        return clean_phone(self.cleaned_data["phone"])


class ChangePassword(ChoosePassword):
    """The old one first: the phone may have been left open. Wrong ones count as at the sign-in, per account."""

    old = forms.CharField(
        label=gettext_lazy("Mật khẩu hiện nay"),
        strip=False,
        error_messages={"required": gettext_lazy("Hãy nhập mật khẩu hiện nay.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    own_device = None  # type: ignore[assignment]
    field_order = ("old", "password", "again")

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_old(self) -> str:
        old = str(self.cleaned_data["old"])
        if authenticate(self.request, username=self.account.username, password=old) is None:
            raise ValidationError(_("Mật khẩu hiện nay chưa đúng."))
        return old

"""What is asked of somebody who registers, and of her guardian."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learners.people.models import Account
from learners.people.passwords import ChoosePassword
from learners.people.phones import clean_phone

# Old enough to read the page, young enough to be alive.
YOUNGEST, OLDEST = 6, 120


def _name_field(label: Any, missing: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=200,
        error_messages={"required": missing},
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
    )


def clean_name(typed: str) -> str:
    name = " ".join(typed.split())
    if sum(char.isalpha() for char in name) < 2 or any(char.isdigit() for char in name):
        raise ValidationError(_("Hãy viết đầy đủ họ và tên, không có chữ số."))
    return name


class RegisterForm(ChoosePassword):
    full_name = _name_field(gettext_lazy("Họ và tên"), gettext_lazy("Hãy nhập họ và tên."))
    birth_year = forms.CharField(
        label=gettext_lazy("Năm sinh"),
        max_length=10,
        error_messages={"required": gettext_lazy("Hãy nhập năm sinh.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "bday-year"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Số điện thoại (không bắt buộc)"),
        max_length=24,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    field_order = ("full_name", "birth_year", "phone", "password", "again", "own_device")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, account=Account(), **kwargs)
        # Her first one: there is no other that it could be mistaken for.
        self.fields["password"].label = _("Mật khẩu")
        self.fields["password"].error_messages["required"] = _("Hãy nhập mật khẩu.")

    def clean_full_name(self) -> str:
        return clean_name(self.cleaned_data["full_name"])

    def clean_birth_year(self) -> int:
        typed, year = self.cleaned_data["birth_year"].strip(), timezone.localdate().year
        if not (typed.isdecimal() and year - OLDEST <= int(typed) <= year - YOUNGEST):
            raise ValidationError(_("Năm sinh gồm 4 chữ số, ví dụ 1990."))
        return int(typed)

    def clean_phone(self) -> str:
        return clean_phone(self.cleaned_data["phone"])


class GuardianForm(forms.Form):
    guardian_name = _name_field(
        gettext_lazy("Họ và tên cha, mẹ hoặc người giám hộ"), gettext_lazy("Hãy nhập họ và tên người giám hộ.")
    )
    agrees = forms.BooleanField(
        label=gettext_lazy("Tôi là cha, mẹ hoặc người giám hộ và đồng ý cho em học trên trang này"),
        error_messages={"required": gettext_lazy("Hãy đánh dấu nếu đồng ý.")},
    )

    def clean_guardian_name(self) -> str:
        return clean_name(self.cleaned_data["guardian_name"])


class PaperConsentForm(GuardianForm):
    """Typed in by whoever keeps the sheet with the signature."""

    agrees = forms.BooleanField(
        label=gettext_lazy("Tôi đang giữ bản giấy có chữ ký của người giám hộ"),
        error_messages={"required": gettext_lazy("Chỉ ghi nhận khi đã có bản giấy có chữ ký.")},
    )

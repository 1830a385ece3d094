"""Asking what a code stands for, and asking for another name."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from learners.certificates.codes import LENGTH, normalise
from learners.people.models import Person


class VerifyForm(forms.Form):
    ma = forms.CharField(
        label=_("Mã xác minh"),
        max_length=100,
        error_messages={"required": _("Nhập mã xác minh in trên giấy chứng nhận.")},
    )

    def clean_ma(self) -> str:
        code = normalise(self.cleaned_data["ma"])
        if len(code) != LENGTH:
            raise forms.ValidationError(
                _("Mã xác minh có %(needed)s ký tự, mã vừa nhập có %(typed)s. Hãy kiểm tra và nhập lại."),
                params={"needed": LENGTH, "typed": len(code)},
            )
        return code

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ma"].widget.attrs.update(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "aria-describedby": "goi-y"}
        )


class CorrectionForm(forms.Form):
    full_name = forms.CharField(
        label=_("Họ và tên đúng"),
        help_text=_("Viết đủ dấu, như trên căn cước."),
        max_length=200,
        error_messages={"required": _("Nhập họ và tên đúng.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    note = forms.CharField(
        label=_("Giải thích (không bắt buộc)"),
        help_text=_("Ví dụ: thiếu tên đệm, sai dấu."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_full_name(self) -> str:
        name = " ".join(self.cleaned_data["full_name"].split())
        if name == self.person.full_name:
            raise forms.ValidationError(_("Họ tên này giống họ tên đang dùng. Hãy nhập họ tên cần sửa thành."))
        if not any(letter.isalpha() for letter in name):
            raise forms.ValidationError(_("Họ và tên phải có chữ."))
        return name

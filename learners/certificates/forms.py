"""Asking what a code stands for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from learners.certificates.codes import LENGTH, normalise


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

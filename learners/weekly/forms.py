from django import forms
from django.utils.translation import gettext_lazy as _

from learners.weekly.models import Light


class StatusForm(forms.Form):
    light = forms.ChoiceField(
        label=_("Tình hình chung"), choices=Light, error_messages={"required": _("Hãy chọn xanh, vàng hoặc đỏ.")}
    )
    difficulties = forms.CharField(
        label=_("Khó khăn cần hỗ trợ"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def clean(self) -> dict[str, str]:
        cleaned = super().clean() or {}
        if cleaned.get("light") == Light.RED and not cleaned.get("difficulties"):
            self.add_error("difficulties", _("Hãy ghi cần hỗ trợ điều gì."))
        return cleaned


class RemarkForm(forms.Form):
    text = forms.CharField(
        label=_("Hỏi hoặc trả lời"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Hãy ghi điều muốn hỏi hoặc trả lời.")},
    )

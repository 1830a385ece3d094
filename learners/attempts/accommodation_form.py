"""The form of what an officer grants one learner for one assessment."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from learners.attempts.opening import GRANTS, NOTHING, Allowance


def _moment(label: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, required=False)


class AccommodationForm(forms.Form):
    extra_attempts = forms.IntegerField(label=_("Thêm số lượt làm"), min_value=0, max_value=20, required=False)
    extra_minutes = forms.IntegerField(label=_("Thêm thời gian (phút)"), min_value=0, max_value=600, required=False)
    extra_percent = forms.IntegerField(label=_("Thêm thời gian (%)"), min_value=0, max_value=300, required=False)
    opens_at = _moment(_("Được làm từ (để trống: theo giờ mở của bài)"))
    closes_at = _moment(_("Được làm đến (để trống: theo giờ đóng của bài)"))
    reason = forms.CharField(label=_("Lý do (bắt buộc)"), max_length=300)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and self.allowance() == NOTHING:
            raise forms.ValidationError(_("Anh/chị ghi ít nhất một điều được thêm."))
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("Giờ đóng phải sau giờ mở."))
        return cleaned

    def allowance(self) -> Allowance:
        given = {name: self.cleaned_data[name] for name in GRANTS if self.cleaned_data.get(name)}
        return Allowance(**given)

"""Forms of a rule, and of what becomes of an alert."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learners.agencies.queries import name_on
from learners.coverage.forms import _date
from learners.coverage.permissions import PeopleScope
from learners.warnings.models import Alert, Answer, Kind, Level, Rule
from mooc.foundation.vietnamese import fold

# What a threshold of each kind may be: per cent, days or people.
MOST = {Kind.START: 100, Kind.FLAT: 365, Kind.PACE: 100, Kind.HEADS: 365, Kind.SPIKE: 10_000}


class RuleForm(forms.Form):
    kind = forms.ChoiceField(label=_("Loại"), choices=Kind)
    agency = forms.ChoiceField(label=_("Áp dụng cho cơ quan, gồm cả đơn vị trực thuộc"))
    level = forms.ChoiceField(label=_("Mức"), choices=Level)
    threshold = forms.IntegerField(label=_("Ngưỡng: số %, số ngày hoặc số người"), min_value=1)
    fast = forms.IntegerField(label=_("Quá nhanh: dưới bao nhiêu % thời lượng"), min_value=1, max_value=100, initial=20)
    least = forms.IntegerField(
        label=_("Chỉ xét nơi được giao từ bao nhiêu người"), min_value=1, max_value=10_000, initial=5
    )
    paused_until = _date(_("Tạm dừng đến ngày"), "")
    pause_reason = forms.CharField(label=_("Lý do tạm dừng"), required=False, max_length=300)

    def __init__(self, data: Any, *, scope: PeopleScope, rule: Rule | None = None) -> None:
        super().__init__(data, initial={name: getattr(rule, name) for name in self.base_fields} if rule else None)
        agencies = scope.agencies.reach(scope.day)
        names = name_on(agencies, scope.day)
        standing = [key for key in agencies if scope.agencies.history.exists(key, scope.day)]
        choice: Any = self.fields["agency"]
        choice.choices = sorted(
            ((str(key), str(names.get(key) or key)) for key in standing), key=lambda one: fold(one[1])
        )
        if rule is None:
            first = scope.agencies.first(scope.day)
            self.initial = {"agency": str(first) if first else ""}
        else:
            self.initial["agency"] = str(rule.agency_id)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind, threshold = cleaned.get("kind"), cleaned.get("threshold")
        if kind and threshold and threshold > MOST[Kind(kind)]:
            self.add_error("threshold", ValidationError(_("Ngưỡng của loại này tối đa là %d.") % MOST[Kind(kind)]))
        until = cleaned.get("paused_until")
        if until and until <= timezone.localdate():
            self.add_error("paused_until", ValidationError(_("Ngày tạm dừng phải sau hôm nay.")))
        if until and not cleaned.get("pause_reason"):
            self.add_error("pause_reason", ValidationError(_("Hãy ghi lý do tạm dừng.")))
        return cleaned

    def columns(self) -> dict[str, Any]:
        said = {name: value for name, value in self.cleaned_data.items() if name != "agency"}
        if not said["paused_until"]:
            said["pause_reason"] = ""
        return {**said, "agency_id": UUID(self.cleaned_data["agency"])}


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(label=_("Tình trạng"))
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data: Any, *, alert: Alert) -> None:
        super().__init__(data, initial={"answer": alert.answer, "note": alert.note})
        offered = [Answer.SEEN, Answer.HANDLING]
        if alert.is_spike:
            offered = [Answer.SEEN, Answer.FINE, Answer.DOUBTED]
        choice: Any = self.fields["answer"]
        choice.choices = [(answer.value, answer.label) for answer in offered]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("answer") in (Answer.FINE, Answer.DOUBTED) and not cleaned.get("note"):
            self.add_error("note", ValidationError(_("Hãy ghi vì sao: đã xem gì, đã hỏi ai.")))
        return cleaned

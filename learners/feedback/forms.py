"""The opinion's form: three scales and a text."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from learners.enrolment.models import Enrolment
from learners.feedback.actions import give
from learners.feedback.models import QUESTIONS, Agreement


def _scale(name: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=QUESTIONS[name],
        choices=list(reversed(Agreement.choices)),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn một mức cho câu này.")},
    )


class FeedbackForm(forms.Form):
    useful = _scale("useful")
    clear = _scale("clear")
    fitting = _scale("fitting")
    text = forms.CharField(
        label=_("Điều nên giữ, điều nên sửa"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "aria-describedby": "goi-y-gop-y"}),
        error_messages={"max_length": _("Viết ngắn lại: nhiều nhất %(limit_value)d ký tự, đang có %(show_value)d.")},
    )

    def __init__(self, enrolment: Enrolment, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.enrolment = enrolment

    @property
    def scales(self) -> list[forms.BoundField]:
        return [self[name] for name in QUESTIONS]

    def save(self) -> None:
        give(enrolment=self.enrolment, **self.cleaned_data)

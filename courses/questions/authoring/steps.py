"""Steps, one a row, each with its place: to move one, another number is enough."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.questions.authoring.answers import Rows, Text
from courses.questions.authoring.credit import WithCredit
from courses.questions.models import QuestionKind
from courses.questions.types.base import Data
from courses.questions.types.feedback import feedback_of, with_feedback


class StepRow(forms.Form):
    place = forms.IntegerField(
        label=_("Thứ tự"),
        required=False,
        min_value=1,
        max_value=99,
        widget=forms.NumberInput(attrs={"aria-label": _("Thứ tự")}),
    )
    text = Text(_("Bước"))
    said = Text(_("Phản hồi khi đặt sai chỗ"))


class StepsEditor(WithCredit):
    kind = QuestionKind.ORDER
    row_form = StepRow
    parts = frozenset({"choices", "correct", "credit", "feedback"})
    help_text = _("Mỗi hàng một bước theo thứ tự đúng; đổi số để chuyển chỗ. Không ghi số thì theo thứ tự các hàng.")

    def rows(self, data: Data) -> Rows:
        said = feedback_of(data, len(data["choices"]))
        return [
            {"place": place, "text": data["choices"][index], "said": said[index]}
            for place, index in enumerate(data["correct"], start=1)
        ]

    def data(self, rows: Rows, options: Mapping[str, Any]) -> Data:
        last = len(rows) + 100
        written = sorted(rows, key=lambda row: row["place"] or last)
        steps = {"choices": [row["text"].strip() for row in written], "correct": list(range(len(written)))}
        return self.credited(with_feedback(steps, [row["said"].strip() for row in written]), options)

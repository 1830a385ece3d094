"""Steps, one a row, each with its place: to move one, another number is enough."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.questions.authoring.answers import Rows, Text
from courses.questions.authoring.credit import WithCredit
from courses.questions.models import QuestionKind
from courses.questions.types.base import Data


class StepRow(forms.Form):
    place = forms.IntegerField(
        label=_("Thứ tự"),
        required=False,
        min_value=1,
        max_value=99,
        widget=forms.NumberInput(attrs={"aria-label": _("Thứ tự")}),
    )
    text = Text(_("Bước"))


class StepsEditor(WithCredit):
    kind = QuestionKind.ORDER
    row_form = StepRow
    parts = frozenset({"choices", "correct", "credit"})
    help_text = _("Mỗi hàng một bước theo thứ tự đúng; đổi số để chuyển chỗ. Không ghi số thì theo thứ tự các hàng.")

    def rows(self, data: Data) -> Rows:
        return [
            {"place": place, "text": data["choices"][index]} for place, index in enumerate(data["correct"], start=1)
        ]

    def data(self, rows: Rows, options: Mapping[str, Any]) -> Data:
        last = len(rows) + 100
        written = [row["text"].strip() for row in sorted(rows, key=lambda row: row["place"] or last)]
        return self.credited({"choices": written, "correct": list(range(len(written)))}, options)

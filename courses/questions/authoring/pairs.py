"""Pairs, one a row; a right side alone goes with nothing."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.questions.authoring.answers import AnswerEditor, Rows, Text
from courses.questions.types.base import Data


class PairRow(forms.Form):
    left = Text(_("Vế trái"))
    right = Text(_("Vế phải"))


class PairsEditor(AnswerEditor):
    row_form = PairRow
    parts = frozenset({"left", "right", "correct"})
    help_text = _("Mỗi hàng một cặp; hàng chỉ có vế phải là phần không nối với gì. Hàng trống được bỏ qua.")

    def rows(self, data: Data) -> Rows:
        used = {right for _left, right in data["correct"]}
        pairs = [{"left": data["left"][left], "right": data["right"][right]} for left, right in data["correct"]]
        alone = [{"left": "", "right": text} for index, text in enumerate(data["right"]) if index not in used]
        return [*pairs, *alone]

    def data(self, rows: Rows, options: Mapping[str, Any]) -> Data:
        left: list[str] = []
        right: list[str] = []
        correct: list[list[int]] = []
        for first, second in ((row["left"].strip(), row["right"].strip()) for row in rows):
            if second not in right:
                right.append(second)
            if first:
                correct.append([len(left), right.index(second)])
                left.append(first)
        return {"left": left, "right": right, "correct": correct}

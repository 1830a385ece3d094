"""Pairs, one a row; a right side alone goes with nothing."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.questions.authoring.answers import Rows, Text
from courses.questions.authoring.credit import WithCredit
from courses.questions.models import QuestionKind
from courses.questions.types.base import Data
from courses.questions.types.matching import from_pairs, said_to_pairs, to_pairs


class PairRow(forms.Form):
    left = Text(_("Vế trái"))
    right = Text(_("Vế phải"))
    said = Text(_("Phản hồi khi nối sai"))


class PairsEditor(WithCredit):
    kind = QuestionKind.MATCH
    row_form = PairRow
    parts = frozenset({"left", "right", "correct", "credit", "feedback"})
    help_text = _("Mỗi hàng một cặp; hàng chỉ có vế phải là phần không nối với gì. Hàng trống được bỏ qua.")

    def rows(self, data: Data) -> Rows:
        pairs = zip(to_pairs(data), said_to_pairs(data), strict=True)
        return [{"left": left, "right": right, "said": said} for (left, right), said in pairs]

    def data(self, rows: Rows, options: Mapping[str, Any]) -> Data:
        sides = [(row["left"].strip(), row["right"].strip()) for row in rows]
        return self.credited(from_pairs(sides, [row["said"].strip() for row in rows]), options)

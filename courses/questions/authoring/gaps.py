"""Gaps, one a row with its accepted answers, and what makes a difference in all of them."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.questions.authoring.answers import AnswerEditor, Rows, Text
from courses.questions.types.base import Data
from courses.questions.types.feedback import feedback_of, with_feedback
from courses.questions.types.fill_in import Folding, folding_of


class GapRow(forms.Form):
    variants = Text(
        _("Đáp án được chấp nhận, mỗi dòng một đáp án"),
        widget=forms.Textarea(attrs={"rows": 3, "aria-label": _("Đáp án được chấp nhận, mỗi dòng một đáp án")}),
    )
    said = Text(_("Phản hồi khi trả lời sai"))


class GapOptions(forms.Form):
    apart = forms.MultipleChoiceField(
        label=_("Chấm có phân biệt"),
        choices=[
            (Folding.CASE.value, _("chữ hoa và chữ thường")),
            (Folding.MARKS.value, _("dấu tiếng Việt")),
            (Folding.SPACE.value, _("khoảng trắng")),
        ],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class GapsEditor(AnswerEditor):
    row_form = GapRow
    options_form = GapOptions
    parts = frozenset({"blanks", "folding", "feedback"})
    help_text = _("Mỗi hàng một chỗ trống; có nhiều chỗ trống thì đánh dấu từng chỗ trong câu hỏi bằng ___.")
    spare = 2

    def rows(self, data: Data) -> Rows:
        said = feedback_of(data, len(data["blanks"]))
        return [
            {"variants": "\n".join(variants), "said": words}
            for variants, words in zip(data["blanks"], said, strict=True)
        ]

    def options(self, data: Data) -> dict[str, Any]:
        return {"apart": [part.value for part in Folding if part not in folding_of(data)]}

    def data(self, rows: Rows, options: Mapping[str, Any]) -> Data:
        split = [[line.strip() for line in row["variants"].splitlines() if line.strip()] for row in rows]
        apart = options.get("apart", [])
        data = with_feedback({"blanks": split}, [row["said"].strip() for row in rows])
        return {**data, "folding": [part.value for part in Folding if part.value not in apart]} if apart else data

"""A number, its tolerance and its unit in one row, and the steps of a scale, one a row."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.questions.authoring.answers import AnswerEditor, Rows, Text
from courses.questions.types.base import Data
from courses.questions.types.feedback import join_feedback, with_feedback
from courses.questions.types.numbers import write_number
from courses.questions.types.numeric import Numeric, with_words


class NumberRow(forms.Form):
    number = Text(_("Số đúng, hoặc khoảng như 10 .. 20"))
    tolerance = Text(_("Sai số"))
    unit = Text(_("Đơn vị"))
    said = Text(_("Phản hồi khi trả lời sai"))


class NumberEditor(AnswerEditor):
    row_form = NumberRow
    parts = frozenset({"low", "high", "tolerance", "unit", "feedback"})
    help_text = _("Dấu phẩy là dấu thập phân: 12,5. Một khoảng có thể để trống một đầu: 10 .. là từ 10 trở lên.")
    spare = 0

    def first_rows(self) -> Rows:
        return [{"number": "", "tolerance": "", "unit": "", "said": ""}]

    def rows(self, data: Data) -> Rows:
        [number] = Numeric().to_lines({"low": data["low"], "high": data["high"]})
        tolerance = write_number(data.get("tolerance", ""))
        rest = {"unit": data.get("unit", ""), "said": data.get("feedback", "")}
        return [{"number": number, "tolerance": tolerance, **rest}]

    def data(self, rows: Rows, options: Mapping[str, Any]) -> Data:
        row = {name: text.strip() for name, text in (rows or self.first_rows())[0].items()}
        tolerance = f" ± {row['tolerance']}" if row["tolerance"] else ""
        lines = [row["number"] + tolerance, *([row["unit"]] if row["unit"] else [])]
        return with_words(Numeric().from_lines(join_feedback(lines, [""] * len(lines))), row["said"])


class ScaleRow(forms.Form):
    text = Text(_("Mức"))
    said = Text(_("Phản hồi khi chọn"))


class ScaleEditor(AnswerEditor):
    row_form = ScaleRow
    parts = frozenset({"choices", "feedback"})
    help_text = _("Mỗi hàng một mức của thang đo, theo thứ tự; câu này không tính điểm.")

    def rows(self, data: Data) -> Rows:
        said = data.get("feedback") or [""] * len(data["choices"])
        return [{"text": text, "said": words} for text, words in zip(data["choices"], said, strict=True)]

    def data(self, rows: Rows, options: Mapping[str, Any]) -> Data:
        choices = [row["text"].strip() for row in rows]
        return with_feedback({"choices": choices}, [row["said"].strip() for row in rows])

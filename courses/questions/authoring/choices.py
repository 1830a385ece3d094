"""Choices, one a row: a tick at what is right, and what is said to who chooses it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.questions.authoring.answers import RIGHT, AnswerEditor, Rows, Text
from courses.questions.authoring.credit import TickCreditOptions, WithCredit
from courses.questions.models import QuestionKind
from courses.questions.types.base import Data
from courses.questions.types.choice import NOTHING
from courses.questions.types.feedback import with_feedback


class ChoiceRow(forms.Form):
    right = forms.BooleanField(
        label=RIGHT, required=False, widget=forms.CheckboxInput(attrs={"aria-label": _("Phương án này đúng")})
    )
    text = Text(_("Phương án"))
    said = Text(_("Phản hồi khi chọn"))


class ChoiceEditor(AnswerEditor):
    row_form = ChoiceRow
    parts = frozenset({"choices", "correct", "feedback"})

    def rows(self, data: Data) -> Rows:
        right, said = self.right(data), data.get("feedback") or [""] * len(data["choices"])
        return [
            {"right": index in right, "text": text, "said": said[index]} for index, text in enumerate(data["choices"])
        ]

    def right(self, data: Data) -> Sequence[int]:
        return list(data["correct"])

    def correct(self, marked: list[int]) -> Any:
        return marked

    def data(self, rows: Rows, options: Mapping[str, Any]) -> Data:
        written = [row for row in rows if row["text"].strip() or row["right"] or row["said"].strip()]
        data = with_feedback(
            {"choices": [row["text"].strip() for row in written]}, [r["said"].strip() for r in written]
        )
        return {**data, "correct": self.correct([index for index, row in enumerate(written) if row["right"]])}


class MultipleEditor(WithCredit, ChoiceEditor):
    kind = QuestionKind.MULTIPLE
    options_form = TickCreditOptions
    parts = ChoiceEditor.parts | {"credit"}
    help_text = _("Mỗi hàng một phương án; đánh dấu mọi phương án đúng. Hàng trống được bỏ qua.")

    def data(self, rows: Rows, options: Mapping[str, Any]) -> Data:
        return self.credited(super().data(rows, options), options)


class SingleEditor(ChoiceEditor):
    help_text = _("Mỗi hàng một phương án; đánh dấu một phương án đúng. Hàng trống được bỏ qua.")

    def right(self, data: Data) -> Sequence[int]:
        return [data["correct"]]

    def correct(self, marked: list[int]) -> Any:
        return marked[0] if len(marked) == 1 else NOTHING


class TrueFalseEditor(SingleEditor):
    help_text = _("Hàng đầu là Đúng, hàng sau là Sai; đánh dấu hàng nào đúng.")
    spare = 0

    def first_rows(self) -> Rows:
        # The words of the question's own language, whatever that of the admin is.
        return [{"right": False, "text": "Đúng", "said": ""}, {"right": False, "text": "Sai", "said": ""}]

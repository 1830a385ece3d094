"""Criteria of a rubric and steps to be observed, one a row."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.questions.authoring.answers import AnswerEditor, Rows, Text
from courses.questions.types.base import Data
from courses.questions.types.by_hand import LONGEST_GUIDANCE, MOST_POINTS, clean_guidance
from courses.questions.types.essay import MOST_WORDS, Files, files_asked, level_of

LEVELS = _("Các mức, mỗi dòng một mức: lời mô tả = điểm")


class Guidance(forms.Form):
    guidance = forms.CharField(
        label=_("Hướng dẫn cho người chấm"),
        help_text=_("Bài mẫu, điều cần lưu ý. Người học không thấy phần này."),
        required=False,
        max_length=LONGEST_GUIDANCE,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class CriterionRow(forms.Form):
    name = Text(_("Tiêu chí"))
    levels = Text(LEVELS, widget=forms.Textarea(attrs={"rows": 4, "aria-label": LEVELS}))


class EssayOptions(Guidance):
    least = forms.IntegerField(label=_("Ít nhất bao nhiêu chữ"), required=False, min_value=1, max_value=MOST_WORDS)
    most = forms.IntegerField(label=_("Nhiều nhất bao nhiêu chữ"), required=False, min_value=1, max_value=MOST_WORDS)
    handed_in = forms.ChoiceField(
        label=_("Người học nộp"),
        help_text=_("Tệp là PDF, Word, ODT hoặc ảnh chụp. Chỉ người học và người chấm mở được."),
        required=False,
        choices=[("", _("Bài viết, không nhận tệp")), *Files.choices],
    )


class EssayEditor(AnswerEditor):
    row_form = CriterionRow
    options_form = EssayOptions
    parts = frozenset({"criteria", "guidance", "least", "most", "files"})
    help_text = _("Mỗi hàng một tiêu chí với các mức của nó, ví dụ: nêu đủ ba bước = 2. Hàng trống được bỏ qua.")
    spare = 2

    def rows(self, data: Data) -> Rows:
        return [
            {
                "name": one["name"],
                "levels": "\n".join(f"{level['words']} = {level['points']}" for level in one["levels"]),
            }
            for one in data["criteria"]
        ]

    def options(self, data: Data) -> dict[str, Any]:
        told: dict[str, Any] = {name: data[name] for name in ("guidance", "least", "most") if name in data}
        return {**told, "handed_in": files_asked(data)}

    def data(self, rows: Rows, options: Mapping[str, Any]) -> Data:
        criteria = [
            {
                "name": row["name"].strip(),
                "levels": [level_of(line) for line in row["levels"].splitlines() if line.strip()],
            }
            for row in rows
        ]
        told = {name: options[name] for name in ("least", "most") if options.get(name)}
        if options.get("handed_in"):
            told["files"] = options["handed_in"]
        return {"criteria": criteria, **_guided(options), **told}


class ObservedRow(forms.Form):
    required = forms.BooleanField(
        label=_("Bắt buộc"), required=False, widget=forms.CheckboxInput(attrs={"aria-label": _("Bước này bắt buộc")})
    )
    text = Text(_("Bước được quan sát"))
    points = forms.IntegerField(
        label=_("Điểm"),
        required=False,
        min_value=1,
        max_value=MOST_POINTS,
        widget=forms.NumberInput(attrs={"aria-label": _("Điểm")}),
    )


class ObservedEditor(AnswerEditor):
    row_form = ObservedRow
    options_form = Guidance
    parts = frozenset({"steps", "guidance"})
    help_text = _("Mỗi hàng một bước; thiếu một bước bắt buộc thì câu này không có điểm. Không ghi điểm là một điểm.")

    def rows(self, data: Data) -> Rows:
        return [dict(step) for step in data["steps"]]

    def options(self, data: Data) -> dict[str, Any]:
        return {"guidance": data["guidance"]} if "guidance" in data else {}

    def data(self, rows: Rows, options: Mapping[str, Any]) -> Data:
        steps = [
            {"text": row["text"].strip(), "points": row["points"] or 1, "required": row["required"]} for row in rows
        ]
        return {"steps": steps, **_guided(options)}


def _guided(options: Mapping[str, Any]) -> Data:
    text = clean_guidance(options.get("guidance") or "")
    return {"guidance": text} if text else {}

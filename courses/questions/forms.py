"""The form of the bank: a question with its answers in rows, or as lines. Saving a change makes the next version."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from courses.questions.actions import save_version
from courses.questions.authoring import editor_of
from courses.questions.authoring.answers import Answers
from courses.questions.material_form import MaterialForm, material_initial, material_of
from courses.questions.models import Question, QuestionKind
from courses.questions.plain_text import from_text, to_text
from courses.questions.types import type_of
from courses.questions.validation import validate_data


def how_to_write() -> str:
    return " ".join(f"{type_of(kind).kind.label}: {type_of(kind).how_to_write}" for kind in QuestionKind)


HELP = lazy(how_to_write, str)()


class QuestionForm(MaterialForm):
    prompt = forms.CharField(label=_("Câu hỏi"), widget=forms.Textarea(attrs={"rows": 3}))
    content = forms.CharField(
        label=_("Nhập nhanh phương án và đáp án"),
        help_text=HELP,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    explanation = forms.CharField(
        label=_("Giải thích"),
        help_text=_("Người học thấy phần này sau khi nộp bài."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "difficulty" in self.fields:
            # What is not said is of middling difficulty, or stays as it is.
            self.fields["difficulty"].required = False
        current = self.instance.current
        if current is not None:
            # Another kind is another question: its answers would mean nothing in the statistics of this one.
            self.fields["kind"].disabled = True
            self.initial["prompt"] = current.prompt
            self.initial["content"] = to_text(self.instance.kind, current.data)
            self.initial["explanation"] = current.explanation
            self.initial.update(material_initial(current))
        self.answers = self._answers()

    def _answers(self) -> Answers | None:
        """The rows of the question's kind, None for a kind without, or for a new question without a kind yet."""
        current = self.instance.current
        asked = self.instance.kind if current else self.data.get("kind") if self.is_bound else self.initial.get("kind")
        editor = editor_of(asked or "")
        return Answers(editor, current.data if current else None, self.data or None) if editor else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("kind"):
            cleaned["data"] = self._written(cleaned["kind"], cleaned.get("content", ""), cleaned.get("prompt", ""))
        self.check_material()
        return cleaned

    def _written(self, kind: str, content: str, prompt: str) -> dict[str, Any] | None:
        """From the rows where they were sent and the lines are as they were; from the lines otherwise."""
        rows = self.answers if self.answers and self.answers.is_sent else None
        was = from_text(kind, self.initial.get("content", ""))
        is_quick = bool(content) and from_text(kind, content) != was
        if rows and is_quick and rows.has_changed():
            self.add_error("content", _("Anh/chị sửa các hàng hoặc phần nhập nhanh, không sửa cả hai cùng lúc."))
            return None
        if rows and not is_quick and (rows.has_changed() or not content):
            return self._from_rows(rows, kind, prompt)
        if not content:
            self.add_error("content", _("Hãy ghi phương án và đáp án."))
            return None
        return self._data(kind, content, prompt)

    def _from_rows(self, rows: Answers, kind: str, prompt: str) -> dict[str, Any] | None:
        if not rows.is_valid():
            self.add_error(None, _("Có hàng chưa đúng ở phần phương án và đáp án."))
            return None
        data = rows.data()
        try:
            validate_data(kind, data, prompt)
        except ValidationError as error:
            self.add_error(None, error.messages)
            return None
        return data

    def _data(self, kind: str, content: str, prompt: str) -> dict[str, Any] | None:
        """An unchanged text keeps the data as it is stored, in its own order of steps and sides."""
        current = self.instance.current
        data = from_text(kind, content)
        if current is not None and data == from_text(kind, to_text(kind, current.data)):
            data = current.data
        try:
            validate_data(kind, data, prompt)
        except ValidationError as error:
            self.add_error("content", error.messages)
            return None
        return data

    def save(self, commit: bool = True) -> Question:
        """The author comes from ``for_user``, which Wagtail's views hand to every form."""
        if not commit:
            return super().save(commit=False)
        with transaction.atomic():
            question = super().save()
            save_version(
                question=question,
                prompt=self.cleaned_data["prompt"],
                data=self.cleaned_data["data"],
                explanation=self.cleaned_data["explanation"],
                material=material_of(self.cleaned_data),
                acting_user=self.for_user,
            )
        return question


class NewQuestionForm(QuestionForm):
    """For the chooser: a question the bank lacks is written where it is wanted, without leaving the page."""

    field_order = ["kind", "prompt", "content", "explanation", "difficulty", "competence", "tags"]

    class Meta:
        model = Question
        fields = ["kind", "difficulty", "competence", "tags"]

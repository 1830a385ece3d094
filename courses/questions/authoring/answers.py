"""What every editor of answers is: a form per row, perhaps one for options, and the way to and from the data."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.questions.types.base import Data

MOST_ROWS = 40
LONGEST = 1000
Rows = list[dict[str, Any]]


class Text(forms.CharField):
    """A cell of a row; its label is read out, for the head of the column is not beside it on a phone."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"aria-label": label}))
        super().__init__(label=label, required=False, max_length=LONGEST, **kwargs)


class AnswerEditor(ABC):
    row_form: ClassVar[type[forms.Form]]
    options_form: ClassVar[type[forms.Form] | None] = None
    help_text: ClassVar[Any]
    # Empty rows below those that are filled in; save, and there are as many again.
    spare: ClassVar[int] = 4
    # The parts of the data it writes; what a question has beside them stays.
    parts: ClassVar[frozenset[str]]

    @abstractmethod
    def rows(self, data: Data) -> Rows: ...

    @abstractmethod
    def data(self, rows: Rows, options: Mapping[str, Any]) -> Data:
        """What was filled in, without its empty rows; not necessarily valid."""

    def options(self, data: Data) -> dict[str, Any]:
        return {}

    def first_rows(self) -> Rows:
        """Of a question not yet written."""
        return []


class Answers:
    """An editor with the answers of one question in it, as they are, or as they were sent."""

    def __init__(self, editor: AnswerEditor, data: Data | None, post: Any = None) -> None:
        self.editor, self.old = editor, data
        rows = editor.first_rows() if data is None else editor.rows(data)
        made = forms.formset_factory(editor.row_form, extra=editor.spare, max_num=MOST_ROWS, validate_max=True)
        self.is_sent = post is not None and "answers-TOTAL_FORMS" in post
        sent = post if self.is_sent else None
        self.formset = made(sent, initial=rows, prefix="answers")
        options = editor.options(data or {})
        form = editor.options_form
        self.options = form(sent, initial=options, prefix="answers-options") if form else None

    @property
    def heads(self) -> list[Any]:
        return [field.label for field in self.editor.row_form.base_fields.values()]

    def is_valid(self) -> bool:
        return self.formset.is_valid() and (self.options is None or self.options.is_valid())

    def has_changed(self) -> bool:
        return self.formset.has_changed() or (self.options is not None and self.options.has_changed())

    def data(self) -> Data:
        """Once valid."""
        filled = [row.cleaned_data for row in self.formset if any(_is_filled(v) for v in row.cleaned_data.values())]
        options = self.options.cleaned_data if self.options else {}
        kept = {name: value for name, value in (self.old or {}).items() if name not in self.editor.parts}
        return {**kept, **self.editor.data(filled, options)}


def _is_filled(value: Any) -> bool:
    return bool(value.strip()) if isinstance(value, str) else False


RIGHT = _("Đúng")

"""What the forms of all kinds ask alike. What is cleaned is what is kept as written: plain JSON."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from content.h5p.authoring import starred

MOST_TEXT = 6000
TASK = {"required": gettext_lazy("Anh/chị ghi việc người học cần làm.")}


class WrittenForm(forms.Form):
    """``key`` names a content before it is there, and ``base`` the revision that was opened (0: none): pressed twice,
    the button makes one content and one revision."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    title = forms.CharField(
        label=gettext_lazy("Tên trong danh sách"),
        help_text=gettext_lazy("Để anh/chị tìm lại. Người học không thấy tên này trong bài."),
        max_length=160,
        error_messages={"required": gettext_lazy("Anh/chị đặt tên để tìm lại nội dung này.")},
    )
    # Of those above what is not kept as written.
    BESIDE = frozenset({"key", "base", "title"})

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial={"key": uuid4(), "base": 0, **(initial or {})})

    def written(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in self.BESIDE}

    def shown_fields(self) -> list[forms.BoundField]:
        """In the order of the form, its title last: whoever begins thinks of the task first."""
        fields = self.visible_fields()
        return [*(field for field in fields if field.name != "title"), self["title"]]


class TaskForm(WrittenForm):
    """A task with a text that has words between stars."""

    task = forms.CharField(
        label=gettext_lazy("Việc cần làm"), max_length=300, error_messages=TASK, widget=forms.TextInput
    )
    text = forms.CharField(
        label=gettext_lazy("Đoạn văn"),
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": gettext_lazy("Anh/chị viết đoạn văn, đặt dấu * trước và sau từng từ cần tìm.")},
    )
    retry = forms.BooleanField(label=gettext_lazy("Cho làm lại"), required=False, initial=True)
    solution = forms.BooleanField(label=gettext_lazy("Cho xem đáp án sau khi kiểm tra"), required=False, initial=True)

    def clean_text(self) -> str:
        text = "\n".join(line.rstrip() for line in self.cleaned_data["text"].strip().splitlines())
        found = starred.problems(text) or self.problems(text)
        if found:
            raise ValidationError(found)
        return text

    def problems(self, text: str) -> list[str]:
        """Of a text whose stars are in pairs."""
        return []

"""The forms of a course and its units in the admin.

Publishing a released unit asks one thing more: whether the change is one of words, which everyone may see at once.
"""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from courses.catalogue.registry import is_released
from courses.catalogue.wording import AUDIENCES

WAIT, CORRECT = "release", "correct"
TT02 = [
    ("I", _("I. Khai thác dữ liệu và thông tin")),
    ("II", _("II. Giao tiếp và hợp tác trong môi trường số")),
    ("III", _("III. Sáng tạo nội dung số")),
    ("IV", _("IV. An toàn")),
    ("V", _("V. Giải quyết vấn đề")),
    ("VI", _("VI. Ứng dụng trí tuệ nhân tạo")),
]
CHANGES = [
    (WAIT, _("Cùng lần phát hành sau")),
    (CORRECT, _("Sửa câu chữ, cho mọi người ngay")),
]


class UnitForm(WagtailAdminPageForm):
    change = forms.ChoiceField(
        label=_("Người đang học thấy thay đổi này khi nào"),
        help_text=_("Chỉ sửa ngay lỗi chính tả, câu chữ, ảnh. Đổi yêu cầu, điểm đạt hay câu hỏi thì cần phát hành."),
        choices=CHANGES,
        initial=WAIT,
        required=False,
        widget=forms.RadioSelect,
    )
    change_reason = forms.CharField(
        label=_("Đã sửa gì"),
        help_text=_("Cần ghi khi sửa cho mọi người ngay, ví dụ: sửa lỗi chính tả ở đoạn hai."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None or not is_released(self.instance):
            del self.fields["change"], self.fields["change_reason"]

    def clean(self) -> dict[str, Any]:
        """The reason is asked for when publishing only: drafts are saved without."""
        cleaned = super().clean()
        publishing = "action-publish" in self.data and cleaned.get("change") == CORRECT
        if publishing and not cleaned.get("change_reason", "").strip():
            self.add_error("change_reason", _("Hãy ghi ngắn gọn đã sửa gì, hoặc chọn “Cùng lần phát hành sau”."))
        return cleaned


class LinesField(forms.CharField):
    """A list of texts, one a line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        return [line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or []) != self.to_python(data)


class CourseForm(WagtailAdminPageForm):
    audience = forms.MultipleChoiceField(
        label=_("Dành cho"),
        help_text=_("Không chọn ai nghĩa là dành cho mọi người."),
        choices=list(AUDIENCES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    law_refs = LinesField(
        label=_("Căn cứ pháp lý"),
        help_text=_("Mỗi dòng một văn bản, ví dụ: 749/QĐ-TTg (2020)."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    tt02 = forms.MultipleChoiceField(
        label=_("Miền năng lực theo Thông tư 02/2025/TT-BGDĐT"),
        choices=TT02,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    digcomp = forms.CharField(
        label=_("Năng lực DigComp 2.2"),
        help_text=_("Mã năng lực, cách nhau bằng dấu phẩy, ví dụ: 1.3, 2.4."),
        max_length=120,
        required=False,
        validators=[RegexValidator(r"^[1-5]\.[1-6](\s*,\s*[1-5]\.[1-6])*$", _("Hãy viết mã như 1.3, 2.4."))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        competences = self.instance.competences
        self.initial["tt02"] = competences.get("tt02", [])
        self.initial["digcomp"] = ", ".join(competences.get("digcomp", {}).get("competences", []))

    def clean(self) -> dict[str, Any]:
        """Both standards go back into the page's ``competences``; what else a file gave them stays."""
        cleaned = super().clean()
        codes = [code.strip() for code in cleaned.get("digcomp", "").split(",") if code.strip()]
        old = self.instance.competences
        areas = sorted({int(code[0]) for code in codes})
        self.instance.competences = {
            **old,
            "digcomp": {**old.get("digcomp", {}), "areas": areas, "competences": codes},
            "tt02": cleaned.get("tt02", []),
        }
        return cleaned

"""Forms of what was completed elsewhere: the file and its source, what its columns and courses are, one person."""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from learners.attempts.file_kinds import ACCEPT, kind_of
from learners.coverage.forms import _date
from learners.external.actions import keep_file
from learners.external.models import Source
from learners.external.previewing import MOST_LINES, course_titles
from learners.external.reading import ROLES, Table
from mooc.foundation.spreadsheets.grid import Unreadable
from mooc.foundation.spreadsheets.lines import read_lines
from mooc.foundation.uploads import too_large
from mooc.foundation.vietnamese import fold

SCALES = [(10, _("thang điểm 10")), (100, _("thang điểm 100"))]
IGNORED = "-"


class SourceField(forms.CharField):
    """Any name; those there are already are offered."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Nền tảng nơi đã học"),
            max_length=120,
            widget=forms.TextInput(attrs={"list": "cac-nguon", "autocomplete": "off"}),
            error_messages={"required": _("Hãy ghi tên nền tảng, ví dụ OneTouch.")},
        )

    def clean(self, value: Any) -> str:
        return " ".join(str(super().clean(value)).split())


def source_names() -> list[str]:
    return list(Source.objects.values_list("name", flat=True))


class FileForm(forms.Form):
    source = SourceField()
    file = forms.FileField(
        label=_("Tệp danh sách"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
        error_messages={
            "required": _("Hãy chọn một tệp XLSX, XLS, ODS hoặc CSV."),
            "empty": _("Tệp không có gì bên trong."),
        },
    )
    course = forms.CharField(label=_("Khóa học, nếu tệp không có cột khóa học"), required=False, max_length=300)
    scale = forms.TypedChoiceField(label=_("Cột điểm theo"), choices=SCALES, coerce=int, initial=10)

    def __init__(self, request: HttpRequest) -> None:
        posted = request.method == "POST"
        super().__init__(request.POST if posted else None, request.FILES if posted else None)
        self.too_large = too_large(request).get("file")

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        self.content: bytes = file.read()
        try:
            read_lines(self.content, most_lines=MOST_LINES)
        except Unreadable as error:
            raise ValidationError(str(error)) from error
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.too_large:
            self.errors.pop("file", None)
            self.add_error("file", gettext("Tệp quá lớn. Hãy chia thành nhiều tệp nhỏ hơn."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """Of a valid form, what the import keeps; writes the file."""
        name = self.cleaned_data["file"].name[-200:]
        ending = PurePath(name).suffix.lower().lstrip(".")[:4]
        return {
            "name": name,
            "file": keep_file(self.content, ending if ending.isalnum() else "csv"),
            "sha256": hashlib.sha256(self.content).hexdigest(),
            "course": self.cleaned_data["course"],
            "scale": self.cleaned_data["scale"],
        }


class MappingForm(forms.Form):
    """Which column is what, and which course of the other platform is which of ours."""

    def __init__(
        self,
        data: Any,
        *,
        table: Table,
        foreign: Mapping[str, str],
        mapped: Mapping[str, UUID | None],
        titles: Sequence[tuple[UUID, str]],
    ) -> None:
        super().__init__(data)
        columns: list[tuple[str, Any]] = [("", _("không có"))]
        columns += [(str(place), f"{place + 1}. {head[:60]}") for place, head in enumerate(table.head.cells) if head]
        for role, label in ROLES.items():
            self.fields[f"cot_{role}"] = forms.ChoiceField(
                label=label, choices=columns, required=False, initial=str(table.columns.get(role, ""))
            )
        self.courses = dict(zip((f"khoa_{place}" for place in range(len(foreign))), foreign, strict=True))
        choices: list[tuple[str, Any]] = [("", _("Chọn khóa học")), (IGNORED, _("Không nhập khóa này"))]
        choices += [(str(key), title) for key, title in titles]
        for name, key in self.courses.items():
            known = (str(mapped[key]) if mapped[key] else IGNORED) if key in mapped else ""
            self.fields[name] = forms.ChoiceField(label=foreign[key], choices=choices, required=False, initial=known)
        self.table = table

    def column_fields(self) -> list[Any]:
        return [self[f"cot_{role}"] for role in ROLES]

    def course_fields(self) -> list[Any]:
        return [self[name] for name in self.courses]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = [value for role in ROLES if (value := cleaned.get(f"cot_{role}"))]
        if len(chosen) != len(set(chosen)):
            raise ValidationError(_("Mỗi cột chỉ dùng cho một thứ."))
        if not cleaned.get("cot_achieved"):
            self.add_error("cot_achieved", ValidationError(_("Hãy chọn cột có ngày hoàn thành.")))
        if not any(cleaned.get(f"cot_{role}") for role in ("staff_code", "phone", "name")):
            raise ValidationError(_("Hãy chọn ít nhất một cột nói là ai: mã cán bộ, điện thoại hoặc họ tên."))
        return cleaned

    def columns(self) -> dict[str, int]:
        return {role: int(value) for role in ROLES if (value := self.cleaned_data[f"cot_{role}"])}

    def heads(self) -> dict[str, str]:
        """What to remember of this source's files."""
        return {fold(self.table.head.cells[place]): role for role, place in self.columns().items()}

    def chosen_courses(self) -> dict[str, UUID | None]:
        said = {key: self.cleaned_data[name] for name, key in self.courses.items()}
        return {key: None if value == IGNORED else UUID(value) for key, value in said.items() if value}


class SingleForm(forms.Form):
    """One person's completion, for which there must be some evidence."""

    course = forms.ChoiceField(label=_("Khóa học"), error_messages={"required": _("Hãy chọn khóa học.")})
    source = SourceField()
    achieved = _date(_("Ngày hoàn thành (ngày/tháng/năm)"), "")
    score = forms.CharField(label=_("Điểm, nếu có (thang 10)"), required=False, max_length=20)
    certificate = forms.CharField(label=_("Số giấy chứng nhận"), required=False, max_length=120)
    link = forms.URLField(
        label=_("Liên kết kiểm tra"), required=False, max_length=500, assume_scheme="https",
        error_messages={"invalid": _("Liên kết chưa đúng. Ví dụ: https://…")},
    )  # fmt: skip
    file = forms.FileField(
        label=_("Ảnh hoặc bản PDF của giấy"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
    )

    def __init__(self, request: HttpRequest) -> None:
        posted = request.method == "POST"
        super().__init__(request.POST if posted else None, request.FILES if posted else None)
        choice: Any = self.fields["course"]
        choice.choices = [("", _("Chọn khóa học")), *((str(key), title) for key, title in course_titles())]
        self.fields["achieved"].required = True
        self.fields["achieved"].error_messages["required"] = gettext("Hãy ghi ngày hoàn thành.")
        self.too_large = too_large(request).get("file")
        self.content, self.ending = b"", ""

    def clean_file(self) -> Any:
        file = self.cleaned_data.get("file")
        if self.too_large:
            raise ValidationError(_("Tệp quá lớn."))
        if file:
            kind = kind_of(file)
            if kind is None:
                raise ValidationError(_("Hãy chọn tệp PDF, Word hoặc ảnh."))
            self.ending, self.content = kind.value, file.read()
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not (cleaned.get("certificate") or cleaned.get("link") or self.content or self.errors):
            raise ValidationError(_("Cần ít nhất một căn cứ: số giấy chứng nhận, liên kết hoặc tệp."))
        return cleaned

    def said(self) -> dict[str, str]:
        """As a line of a list would say it."""
        day: dt.date = self.cleaned_data["achieved"]
        return {
            "course": self.cleaned_data["course"],
            "achieved": day.isoformat(),
            **{name: self.cleaned_data[name] for name in ("score", "certificate", "link")},
        }

    def evidence(self) -> dict[str, Any]:
        """Writes the file, where there is one."""
        if not self.content:
            return {}
        return {
            "name": self.cleaned_data["file"].name[-200:],
            "file": keep_file(self.content, self.ending),
            "sha256": hashlib.sha256(self.content).hexdigest(),
        }


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do thu hồi"),
        max_length=300,
        error_messages={"required": _("Hãy ghi lý do thu hồi.")},
    )

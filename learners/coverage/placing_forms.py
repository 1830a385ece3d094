"""What an officer says about people of an agency that is gone: a rule, or a file."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from learners.agencies.models import Category
from learners.coverage.membership_forms import REASON, AgencyField, AgencyForm, DayField
from mooc.foundation.spreadsheets.grid import Unreadable
from mooc.foundation.spreadsheets.lines import Line, read_lines

MOST_BYTES = 2 * 2**20


class GroundForm(AgencyForm):
    first_day = DayField(label=_("Thuộc đơn vị mới từ ngày"))
    reason = forms.CharField(
        label=_("Quyết định, căn cứ"),
        max_length=REASON,
        error_messages={"required": _("Hãy ghi căn cứ, ví dụ số quyết định.")},
    )


class RuleForm(GroundForm):
    category = forms.ChoiceField(
        label=_("Đối tượng"), required=False, choices=[("", _("Mọi đối tượng")), *Category.choices]
    )
    position = forms.CharField(label=_("Chức vụ có chữ"), max_length=120, required=False)
    heads = forms.BooleanField(label=_("Chỉ người đứng đầu"), required=False)
    agency = AgencyField(
        label=_("Về đơn vị (tên hoặc mã)"), error_messages={"required": _("Hãy ghi tên hoặc mã đơn vị.")}
    )

    field_order: tuple[str, ...] = ("category", "position", "heads", "agency", "which", "first_day", "reason")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("first_day"):
            self.find(cleaned["first_day"])
        return cleaned


class FileForm(GroundForm):
    file = forms.FileField(
        label=_("Tệp XLSX, XLS, ODS hoặc CSV"),
        error_messages={"required": _("Hãy chọn tệp."), "empty": _("Tệp này trống.")},
    )

    field_order: tuple[str, ...] = ("file", "first_day", "reason")
    lines: list[Line]

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise ValidationError(gettext("Tệp lớn hơn 2 MB. Chỉ cần hai cột: người và đơn vị mới."))
        try:
            self.lines = read_lines(file.read(), most_lines=2001)
        except Unreadable as error:
            raise ValidationError(str(error)) from error
        return file

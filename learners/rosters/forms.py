"""What an officer is asked: which file of which agency and day, what its columns say, which agency a name means."""

import datetime as dt
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from learners.agencies.models import Category
from learners.rosters.columns import LABELS, Field
from learners.rosters.days import Order
from learners.rosters.parsing import Mapping as Columns
from mooc.foundation.spreadsheets.opening import LARGEST

# Before it no roster of any installation.
FIRST_DAY = dt.date(2000, 1, 1)


class BringForm(forms.Form):
    agency = forms.ChoiceField(label=_("Đơn vị"))
    as_of = forms.DateField(
        label=_("Danh sách tính đến ngày"),
        # As the reports ask for days: an English browser's date field would show month/day.
        input_formats=["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"],
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "invalid": _("Ngày chưa đúng. Hãy ghi ngày/tháng/năm, ví dụ 30/06/2026."),
            "required": _("Hãy ghi ngày của danh sách: mã và tên đơn vị được hiểu theo ngày ấy."),
        },
    )
    file = forms.FileField(
        label=_("Tệp danh sách"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.txt"}),
        error_messages={
            "required": _("Anh/chị hãy chọn một tệp."),
            "empty": _("Tệp trống. Anh/chị kiểm tra đã lưu nội dung chưa rồi tải lên lại."),
        },
    )
    is_whole = forms.BooleanField(
        label=_("Đây là toàn bộ danh sách của đơn vị và các đơn vị trực thuộc"), required=False
    )

    def __init__(
        self, *args: Any, agencies: list[tuple[str, str]], today: dt.date, too_large: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.too_large = today, too_large
        self.fields["agency"].choices = agencies  # type: ignore[attr-defined]

    def clean_as_of(self) -> dt.date:
        day: dt.date = self.cleaned_data["as_of"]
        if day < FIRST_DAY:
            raise ValidationError(gettext("Ngày phải từ năm 2000 trở về sau."))
        if day > self.today:
            raise ValidationError(gettext("Danh sách chưa thể tính đến một ngày sau hôm nay."))
        return day

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise ValidationError(too_large_words())
        return file

    def full_clean(self) -> None:
        """A file that was read past is said to be too large, not to be missing."""
        super().full_clean()
        if self.too_large and "file" in self.errors:
            self.errors["file"] = self.error_class([too_large_words()])


def too_large_words() -> str:
    return gettext("Tệp lớn hơn %d MB. Anh/chị chia thành nhiều tệp, mỗi tệp một đơn vị.") % (LARGEST // 2**20)


def _fields() -> list[tuple[str, Any]]:
    return [("", _("Không dùng")), *((one.value, LABELS[one]) for one in Field)]


ORDERS = [
    (Order.DMY.value, _("ngày/tháng/năm (05/07/2025 là ngày 5 tháng 7)")),
    (Order.MDY.value, _("tháng/ngày/năm (05/07/2025 là ngày 7 tháng 5)")),
    (Order.SWAPPED.value, _("ngày/tháng/năm, nhưng ô nào Excel đã tự đổi thành ngày thì bị đảo ngày với tháng")),
]


class ColumnsForm(forms.Form):
    """One choice a column, named ``cot-<number>``; the order of days only where the file leaves it open."""

    def __init__(self, *args: Any, reading: dict[str, Any], mapping: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reading = reading
        fields = mapping.get("fields", [])
        for number, title in enumerate(reading["titles"]):
            self.fields[f"cot-{number}"] = forms.ChoiceField(
                label=title or gettext("Cột %d (không có tiêu đề)") % (number + 1),
                help_text=", ".join(reading["samples"][number]),
                choices=_fields(),
                required=False,
                initial=fields[number] if number < len(fields) else "",
            )
        self.fields["category"] = forms.ChoiceField(
            label=_("Đối tượng của ai không ghi trong tệp"),
            choices=[("", _("Không có: dòng thiếu đối tượng là lỗi")), *Category.choices],
            required=False,
            initial=mapping.get("category", ""),
        )
        if "?" in reading["orders"]:
            self.fields["order"] = forms.ChoiceField(
                label=_("Ngày trong cột “Từ ngày” ghi theo thứ tự nào?"),
                choices=[("", "---------"), *ORDERS],
                required=False,
                initial=mapping.get("order", ""),
            )
        if len(reading["sheets"]) > 1:
            self.fields["sheet"] = forms.ChoiceField(
                label=_("Trang tính"),
                choices=[(name, name) for name in reading["sheets"]],
                initial=reading["sheet"],
            )

    @property
    def columns(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith("cot-")]

    @property
    def others(self) -> list[Any]:
        return [self[name] for name in self.fields if not name.startswith("cot-")]

    def chosen(self) -> list[Field | None]:
        told = [self.cleaned_data.get(f"cot-{number}") for number in range(len(self.reading["titles"]))]
        return [Field(one) if one else None for one in told]

    def sheet(self) -> str:
        return str(self.cleaned_data.get("sheet") or self.reading["sheet"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors or self.sheet() != self.reading["sheet"]:
            return cleaned
        fields = self.chosen()
        if Field.NAME not in fields:
            raise ValidationError(gettext("Hãy chọn cột họ và tên. Họ và tên ở hai cột thì chọn cho cả hai."))
        if self._asks(fields) and not cleaned.get("order"):
            self.add_error("order", ValidationError(gettext("Hãy chọn thứ tự: trong tệp không có gì cho biết chắc.")))
        return cleaned

    def _asks(self, fields: list[Field | None]) -> bool:
        orders = self.reading["orders"]
        return any(one == Field.SINCE and orders[number] == "?" for number, one in enumerate(fields))

    def mapping(self) -> Columns:
        fields, orders = self.chosen(), self.reading["orders"]
        sure = [
            orders[number]
            for number, one in enumerate(fields)
            if one == Field.SINCE and orders[number] not in ("", "?")
        ]
        order = self.cleaned_data.get("order") if self._asks(fields) else (sure[0] if sure else "")
        return Columns(fields, Order(order or Order.DMY), self.cleaned_data.get("category") or "")


class UnitsForm(forms.Form):
    """Which agency each name or code of the file means."""

    def __init__(
        self, *args: Any, asked: dict[str, dict[str, Any]], options: dict[str, list[tuple[str, str]]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.keys = list(asked)
        for number, (key, told) in enumerate(asked.items()):
            self.fields[f"don-vi-{number}"] = forms.ChoiceField(
                label=told["asked"], choices=[("", "---------"), *options[key]], required=False
            )

    def chosen(self) -> dict[str, UUID]:
        told = {key: self.cleaned_data.get(f"don-vi-{number}") for number, key in enumerate(self.keys)}
        return {key: UUID(agency) for key, agency in told.items() if agency}


class UndoForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=300,
        error_messages={"required": _("Hãy ghi lý do hoàn tác: lý do được giữ lại.")},
    )

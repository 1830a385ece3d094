"""The three dates of a report, asked for in one sentence; whom to look for; and a word about a name."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# Before it no roster, no tree and no statement of any installation.
FIRST_DAY = dt.date(2000, 1, 1)


def _date(label: Any, hint: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        required=False,
        # Links carry the first form, a hand writes the others.
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"],
        # Not a browser's date field: an English browser shows month/day there, and drops what it cannot read.
        widget=forms.DateInput(format="%d/%m/%Y"),
        error_messages={"invalid": _("Ngày chưa đúng. Hãy ghi ngày/tháng/năm, ví dụ 30/06/2026.")},
    )


class DatesForm(forms.Form):
    """An empty completion date means the campaign's last day or today; the other two follow it."""

    hoan_thanh = _date(_("Tính đến hết ngày"), _("Kết quả học có đến ngày này"))
    co_cau = _date(_("Theo cơ cấu ngày"), _("Đơn vị nào thuộc cơ quan nào"))
    danh_sach = _date(_("Theo danh sách ngày"), _("Ai là người của đơn vị nào"))

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    @classmethod
    def of(cls, completion: dt.date, structure: dt.date, membership: dt.date, *, today: dt.date) -> "DatesForm":
        return cls({"hoan_thanh": completion, "co_cau": structure, "danh_sach": membership}, today=today)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, day in list(cleaned.items()):
            if day and day < FIRST_DAY:
                self.add_error(name, ValidationError(gettext("Ngày phải từ năm 2000 trở về sau.")))
        completion = cleaned.get("hoan_thanh")
        if completion and completion > self.today:
            shown = date_format(self.today, "SHORT_DATE_FORMAT")
            message = gettext("Ngày tính kết quả không được sau hôm nay (%(day)s).") % {"day": shown}
            self.add_error("hoan_thanh", ValidationError(message))
        return cleaned

    def days(self, usual: dt.date) -> tuple[dt.date, dt.date, dt.date]:
        """Completion, structure and membership; one that was given wrongly counts as not given."""
        self.full_clean()
        given = self.cleaned_data
        completion = given.get("hoan_thanh") or usual
        return completion, given.get("co_cau") or completion, given.get("danh_sach") or completion


class EarlierForm(forms.Form):
    """The day a report is compared with; one that was given wrongly counts as not given."""

    so_voi = _date(_("So với ngày"), _("Một ngày trước ngày tính kết quả"))

    def __init__(self, *args: Any, before: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = before

    def clean_so_voi(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["so_voi"]
        if day and not FIRST_DAY <= day < self.before:
            shown = date_format(self.before, "SHORT_DATE_FORMAT")
            raise ValidationError(gettext("Ngày để so sánh phải trước ngày %(day)s.") % {"day": shown})
        return day

    def day(self, usual: dt.date) -> dt.date:
        self.full_clean()
        given: dt.date | None = self.cleaned_data.get("so_voi")
        return given or usual


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("Họ tên, số điện thoại hoặc mã cán bộ"),
        max_length=80,
        error_messages={
            "required": _("Hãy nhập họ tên, số điện thoại hoặc mã cán bộ."),
            "null_characters_not_allowed": _("Hãy nhập họ tên, số điện thoại hoặc mã cán bộ."),
            "max_length": _("Chỉ tìm được tối đa 80 ký tự. Hãy nhập ngắn lại."),
        },
    )


class DecisionForm(forms.Form):
    """About a name: both answers need a reason, which the person reads."""

    ACCEPT, REFUSE = "sua", "khong-sua"

    decision = forms.ChoiceField(
        choices=[(ACCEPT, _("Sửa họ tên")), (REFUSE, _("Không sửa"))],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Hãy chọn sửa hay không sửa."),
            "invalid_choice": _("Hãy chọn sửa hay không sửa."),
        },
    )
    # With the longest name it still fits into a notice.
    answer = forms.CharField(
        label=_("Căn cứ hoặc lý do"),
        max_length=200,
        error_messages={
            "required": _("Hãy ghi căn cứ hoặc lý do. Người đề nghị sẽ đọc dòng này."),
            "max_length": _("Chỉ ghi được tối đa 200 ký tự. Hãy viết ngắn lại."),
        },
    )

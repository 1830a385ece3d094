"""What an officer types about one membership: what was wrong from the beginning, or what is new from a day on."""

import datetime as dt
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from learners.agencies.meant import MOST, Meant, agencies_meant, one_meant
from learners.agencies.models import Category
from learners.coverage.forms import FIRST_DAY

REASON = 300


class DayField(forms.DateField):
    """A day as a hand writes it; not a browser's date field, which shows month/day to an English browser."""

    def __init__(self, **extra: Any) -> None:
        extra.setdefault("error_messages", {}).update(
            invalid=_("Ngày chưa đúng. Hãy ghi ngày/tháng/năm, ví dụ 30/06/2026."), required=_("Hãy ghi ngày.")
        )
        super().__init__(
            input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"],
            widget=forms.DateInput(format="%d/%m/%Y", attrs={"autocomplete": "off"}),
            **extra,
        )

    def clean(self, value: Any) -> dt.date | None:
        day: dt.date | None = super().clean(value)
        if day and day < FIRST_DAY:
            raise ValidationError(gettext("Ngày phải từ năm 2000 trở về sau."))
        return day


class AgencyField(forms.CharField):
    """A name or code as typed; what it means depends on the day, so that the form asks (``AgencyForm``)."""

    def __init__(self, **extra: Any) -> None:
        extra.setdefault("label", _("Đơn vị (tên hoặc mã)"))
        super().__init__(max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"}), **extra)


class AgencyForm(forms.Form):
    """A form with an ``agency`` typed by name or code.

    Where several are meant they are offered as choices, and ``which`` carries the one that was chosen.
    """

    which = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.choices: list[Meant] = []
        self.meant: Meant | None = None

    def find(self, day: dt.date) -> None:
        """Sets ``meant``, or an error at the field with ``choices`` beside it."""
        typed, which = self.cleaned_data.get("agency", ""), self.cleaned_data.get("which")
        if not typed:
            return
        found = agencies_meant(typed, day)
        chosen = [one for one in found if one.id == which] or (found if len(found) == 1 else [])
        if chosen:
            self.meant = chosen[0]
            return
        self.choices = found
        if not found:
            text = gettext("Không có đơn vị nào tên hoặc mã như vậy trong ngày này.")
        elif len(found) >= MOST:
            text = gettext("Nhiều đơn vị có tên như vậy. Hãy ghi đủ tên hoặc ghi mã.")
        else:
            text = gettext("Có nhiều đơn vị như vậy. Hãy chọn một đơn vị bên dưới.")
        self.add_error("agency", ValidationError(text))


class PostForm(AgencyForm):
    """The parts of a membership that do not depend on the day."""

    agency = AgencyField(error_messages={"required": _("Hãy ghi tên hoặc mã đơn vị.")})
    category = forms.ChoiceField(label=_("Đối tượng"), choices=Category.choices)
    position = forms.CharField(label=_("Chức vụ"), max_length=120, required=False)
    is_head = forms.BooleanField(label=_("Người đứng đầu đơn vị"), required=False)
    is_secondary = forms.BooleanField(label=_("Kiêm nhiệm hoặc biệt phái, không tính vào báo cáo"), required=False)
    reason = forms.CharField(
        label=_("Căn cứ hoặc lý do"),
        max_length=REASON,
        error_messages={"required": _("Hãy ghi căn cứ, ví dụ số quyết định.")},
    )

    field_order: tuple[str, ...] = ("agency", "which")

    def post(self) -> dict[str, Any]:
        """As ``belonging`` takes it."""
        said = self.cleaned_data
        return {
            "category": said["category"],
            "position": said["position"].strip(),
            "is_head": said["is_head"],
            "is_primary": not said["is_secondary"],
        }

    @property
    def agency_id(self) -> UUID:
        assert self.meant is not None  # noqa: S101 - a valid form means one
        return self.meant.id


class CorrectForm(PostForm):
    """Wrong from the beginning: the record as it should have been, or that there should have been none."""

    valid_from = DayField(label=_("Công tác từ ngày"))
    last_day = DayField(label=_("Đến hết ngày"), required=False)
    never = forms.BooleanField(label=_("Chưa từng công tác ở đơn vị này: bỏ hẳn thông tin"), required=False)

    field_order = ("never", "agency", "which", "valid_from", "last_day")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("never"):
            for name in ("agency", "valid_from", "last_day", "category"):
                self.errors.pop(name, None)
            return cleaned
        _in_order(self, "valid_from", "last_day")
        if cleaned.get("valid_from"):
            self.find(cleaned["valid_from"])
        return cleaned


class BeginForm(PostForm):
    """One membership more."""

    valid_from = DayField(label=_("Công tác từ ngày"))
    last_day = DayField(label=_("Đến hết ngày, nếu biết trước"), required=False)

    field_order = ("agency", "which", "valid_from", "last_day")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        _in_order(self, "valid_from", "last_day")
        if cleaned.get("valid_from"):
            self.find(cleaned["valid_from"])
        return cleaned


class EndForm(forms.Form):
    """New from a day on: she left, was dismissed, retired."""

    last_day = DayField(label=_("Ngày làm việc cuối cùng ở đơn vị"))
    reason = forms.CharField(
        label=_("Căn cứ hoặc lý do"),
        max_length=REASON,
        error_messages={"required": _("Hãy ghi căn cứ, ví dụ số quyết định.")},
    )


class MoveForm(PostForm):
    """New from a day on: another agency, or another post in the same."""

    first_day = DayField(label=_("Có hiệu lực từ ngày"))

    field_order = ("first_day", "agency", "which")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("first_day"):
            self.find(cleaned["first_day"])
        return cleaned


def _in_order(form: forms.Form, first: str, last: str) -> None:
    start, end = form.cleaned_data.get(first), form.cleaned_data.get(last)
    if start and end and end < start:
        form.add_error(last, ValidationError(gettext("Ngày cuối phải từ ngày bắt đầu trở đi.")))


def named(agency: UUID, day: dt.date) -> str:
    """What stands in the field before anybody typed: the name the agency has on the day, or ""."""
    found = one_meant(agency, day)
    return found.name if found else ""

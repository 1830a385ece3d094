"""Days as they are typed and read: 25/11/2026. An agency as it is typed: by its code or full name on a day."""

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learners.agencies.models import Agency, AgencyCode, AgencyName
from learners.agencies.queries import existing, name_on
from learners.agencies.structure.searching import code_forms
from mooc.foundation.periods import on
from mooc.foundation.vietnamese import fold

FIRST_DAY, LAST_DAY = dt.date(1945, 9, 2), dt.date(2199, 12, 31)
OUT_OF_TIME = gettext_lazy("Ngày phải từ 02/09/1945 đến 31/12/2199.")
NOT_A_DAY = gettext_lazy("Hãy ghi ngày theo dạng ngày/tháng/năm, ví dụ 25/11/2026.")


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        validators=[MinValueValidator(FIRST_DAY, OUT_OF_TIME), MaxValueValidator(LAST_DAY, OUT_OF_TIME)],
        error_messages={"invalid": NOT_A_DAY},
        widget=forms.DateInput(
            attrs={"placeholder": "dd/mm/yyyy", "inputmode": "numeric", "autocomplete": "off", "size": 12},
            format="%d/%m/%Y",
        ),
    )


class DayForm(forms.Form):
    """The sentence above the tree: "Cơ cấu ngày ..."."""

    ngay = day_field(gettext_lazy("Cơ cấu ngày"), required=False)

    def day(self, otherwise: dt.date) -> dt.date:
        """The day asked, or ``otherwise`` where none or no day was typed."""
        return (self.cleaned_data.get("ngay") if self.is_valid() else None) or otherwise


def agency_called(text: str, day: dt.date) -> uuid.UUID | None:
    """The one agency of ``day`` with this code or full name; None for no text, ``ValidationError`` for none or several.

    A field that was filled in by us holds the id: it is taken as it is.
    """
    typed = text.strip()
    if not typed:
        return None
    found = _by_id(typed) or _by_code(typed, day) or _by_name(typed, day)
    there = list(existing(day).filter(pk__in=found).values_list("pk", flat=True))
    told = {"text": typed, "day": date_format(day, "SHORT_DATE_FORMAT")}
    if not there:
        raise forms.ValidationError(_("Ngày %(day)s không có cơ quan nào mang mã hoặc tên “%(text)s”.") % told)
    if len(there) > 1:
        codes = AgencyCode.objects.filter(on(day), agency__in=there).values_list("code", flat=True)
        text = _("Có %(count)s cơ quan cùng tên “%(text)s” ngày %(day)s. Hãy ghi mã thay cho tên: %(codes)s.")
        raise forms.ValidationError(text % {**told, "count": len(there), "codes": ", ".join(sorted(codes))})
    return there[0]


def said(agency: uuid.UUID | None, day: dt.date) -> str:
    """What ``agency_called`` understands: its name, or its code where others are called the same."""
    if agency is None:
        return ""
    name = name_on([agency], day).get(agency)
    if name is not None and _by_name(name.name, day) == {agency}:
        return name.name
    code = AgencyCode.objects.filter(on(day), agency=agency).order_by("scheme").values_list("code", flat=True).first()
    return code or str(agency)


def _by_id(text: str) -> set[uuid.UUID]:
    try:
        return set(Agency.objects.filter(pk=uuid.UUID(text)).values_list("pk", flat=True))
    except ValueError:
        return set()


def _by_code(text: str, day: dt.date) -> set[uuid.UUID]:
    return set(AgencyCode.objects.filter(on(day), code__in=code_forms(text)).values_list("agency", flat=True))


def _by_name(text: str, day: dt.date) -> set[uuid.UUID]:
    words = fold(text)
    return set(AgencyName.objects.filter(on(day), folded=words).values_list("agency", flat=True)) if words else set()

"""What a campaign is made of, in one form; and the small ones of its verbs."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from learners.agencies.models import Category
from learners.campaigns.definition import Definition
from learners.campaigns.models import Heads
from learners.campaigns.running import Runner
from learners.campaigns.typed import agencies_of, agency_lines, people_lines, people_of

NOT_ASKED, MANDATORY, ELECTIVE = "", "bat-buoc", "tu-chon"
COURSE = "khoa-"
REMINDERS = (
    (-30, _("30 ngày trước hạn")), (-14, _("14 ngày trước hạn")), (-7, _("7 ngày trước hạn")),
    (-3, _("3 ngày trước hạn")), (-1, _("1 ngày trước hạn")), (1, _("1 ngày sau hạn")), (7, _("7 ngày sau hạn")),
)  # fmt: skip
Named = Sequence[tuple[UUID, str]]
DAYS = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"]


def day_field(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        input_formats=DAYS,
        # Not a browser's date field: an English browser shows month/day there, and drops what it cannot read.
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Hãy ghi ngày, ví dụ 30/11/2026."),
            "invalid": _("Ngày chưa đúng. Hãy ghi ngày/tháng/năm, ví dụ 30/11/2026."),
        },
    )


def reason_field(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=300,
        error_messages={
            "required": _("Hãy ghi lý do."),
            "max_length": _("Chỉ ghi được tối đa %(limit_value)d ký tự. Hãy viết ngắn lại."),
        },
    )


def _lines(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 3}))


class DefinitionForm(forms.Form):
    name = forms.CharField(
        label=_("Tên đợt"), max_length=200, error_messages={"required": _("Hãy ghi tên đợt tập huấn.")}
    )
    plan_number = forms.CharField(label=_("Kế hoạch số"), max_length=60, required=False)
    opens_on = day_field(_("Từ ngày"))
    closes_on = day_field(_("Đến hết ngày"))
    agencies = forms.MultipleChoiceField(
        label=_("Giao cho cơ quan, gồm cả đơn vị trực thuộc"), required=False, widget=forms.CheckboxSelectMultiple
    )
    units = forms.MultipleChoiceField(
        label=_("Từng cơ quan trực thuộc"), required=False, widget=forms.CheckboxSelectMultiple
    )
    more_agencies = _lines(_("Cơ quan khác"))
    excluded = _lines(_("Trừ các đơn vị"))
    categories = forms.MultipleChoiceField(
        label=_("Đối tượng"), required=False, choices=Category.choices, widget=forms.CheckboxSelectMultiple
    )
    heads = forms.ChoiceField(
        label=_("Người đứng đầu"),
        required=False,
        choices=[(value, str(label).capitalize()) for value, label in Heads.choices],
        widget=forms.RadioSelect,
    )
    positions = forms.CharField(label=_("Chức vụ có chữ"), max_length=300, required=False)
    electives_needed = forms.IntegerField(label=_("Cần ít nhất mấy khóa tự chọn"), min_value=0, max_value=50, initial=0)
    joiner_days = forms.IntegerField(
        label=_("Người vào sau có ít nhất mấy ngày"), min_value=1, max_value=365, initial=30
    )
    reminders = forms.TypedMultipleChoiceField(
        label=_("Nhắc người chưa hoàn thành"),
        required=False,
        coerce=int,
        choices=REMINDERS,
        widget=forms.CheckboxSelectMultiple,
        initial=[-7, -3, -1, 1],
    )
    included = _lines(_("Giao thêm cho từng người"))
    left_out = _lines(_("Không giao cho từng người"))

    def __init__(self, *args: Any, runner: Runner, near: tuple[Named, Named], courses: Named, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.runner = runner
        for name, choices in zip(("agencies", "units"), near, strict=True):
            field: Any = self.fields[name]
            field.choices = [(str(agency), words) for agency, words in choices]
        self.courses = {str(key): title for key, title in courses}
        kinds = [(NOT_ASKED, _("không giao")), (MANDATORY, _("bắt buộc")), (ELECTIVE, _("tự chọn"))]
        for key, title in self.courses.items():
            self.fields[COURSE + key] = forms.ChoiceField(label=title, choices=kinds, required=False)

    @property
    def shows_units(self) -> bool:
        return bool(self["units"].value() or self.errors.get("units"))

    @property
    def shows_people(self) -> bool:
        """Whatever narrows the audience further is filled in, or wrong."""
        return any(self[name].value() or name in self.errors for name in ("excluded", "included", "left_out"))

    @property
    def course_fields(self) -> list[forms.BoundField]:
        return [self[COURSE + key] for key in self.courses]

    def clean_more_agencies(self) -> frozenset[UUID]:
        return agencies_of(self.cleaned_data["more_agencies"], self.runner)

    def clean_excluded(self) -> frozenset[UUID]:
        return agencies_of(self.cleaned_data["excluded"], self.runner)

    def clean_included(self) -> dict[UUID, str]:
        return people_of(self.cleaned_data["included"], self.runner)

    def clean_left_out(self) -> dict[UUID, str]:
        return people_of(self.cleaned_data["left_out"], self.runner)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        opens, closes = given.get("opens_on"), given.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", ValidationError(gettext("Ngày cuối phải từ ngày đầu trở về sau.")))
        chosen = any(given.get(name) for name in ("agencies", "units", "more_agencies"))
        if not chosen and "more_agencies" not in self.errors:
            self.add_error("agencies", ValidationError(gettext("Hãy chọn ít nhất một cơ quan.")))
        electives = len(self._courses(ELECTIVE))
        if given.get("electives_needed", 0) > electives:
            words = gettext("Mới chọn %(number)d khóa tự chọn, không thể cần nhiều hơn.") % {"number": electives}
            self.add_error("electives_needed", ValidationError(words))
        both = given.get("included", {}).keys() & given.get("left_out", {}).keys()
        if both:
            words = gettext("Có người vừa giao thêm vừa không giao. Hãy giữ một dòng.")
            self.add_error("left_out", ValidationError(words))
        return given

    def _courses(self, kind: str) -> frozenset[UUID]:
        return frozenset(UUID(key) for key in self.courses if self.cleaned_data.get(COURSE + key) == kind)

    def definition(self) -> Definition:
        """What a valid form says."""
        given = self.cleaned_data
        exceptions = {person: (True, reason) for person, reason in given["included"].items()}
        exceptions |= {person: (False, reason) for person, reason in given["left_out"].items()}
        words = [" ".join(word.split()) for word in given["positions"].split(",")]
        return Definition(
            name=given["name"],
            plan_number=given["plan_number"],
            opens_on=given["opens_on"],
            closes_on=given["closes_on"],
            agencies=frozenset(map(UUID, [*given["agencies"], *given["units"]])) | given["more_agencies"],
            excluded=given["excluded"],
            categories=tuple(given["categories"]),
            heads=given["heads"],
            positions=tuple(word for word in words if word),
            mandatory=self._courses(MANDATORY),
            electives=self._courses(ELECTIVE),
            electives_needed=given["electives_needed"],
            joiner_days=given["joiner_days"],
            reminders=tuple(given["reminders"]),
            exceptions=exceptions,
        )


def typed(definition: Definition, near: tuple[Named, Named], day: dt.date) -> dict[str, Any]:
    """What the form holds that says ``definition``."""
    roots, units = ({agency for agency, _name in choices} for choices in near)
    exceptions = definition.exceptions
    return {
        "name": definition.name,
        "plan_number": definition.plan_number,
        "opens_on": definition.opens_on,
        "closes_on": definition.closes_on,
        "agencies": [str(agency) for agency in definition.agencies & roots],
        "units": [str(agency) for agency in definition.agencies & units],
        "more_agencies": agency_lines(definition.agencies - roots - units, day),
        "excluded": agency_lines(definition.excluded, day),
        "categories": list(definition.categories),
        "heads": definition.heads,
        "positions": ", ".join(definition.positions),
        "electives_needed": definition.electives_needed,
        "joiner_days": definition.joiner_days,
        "reminders": list(definition.reminders),
        "included": people_lines({person: why for person, (asked, why) in exceptions.items() if asked}),
        "left_out": people_lines({person: why for person, (asked, why) in exceptions.items() if not asked}),
        **{f"{COURSE}{key}": MANDATORY for key in definition.mandatory},
        **{f"{COURSE}{key}": ELECTIVE for key in definition.electives},
    }


class EndForm(forms.Form):
    """Another last day of a running campaign, for everybody."""

    closes_on = day_field(_("Ngày cuối mới"))
    reason = reason_field(_("Lý do, căn cứ"))


class CancelForm(forms.Form):
    reason = reason_field(_("Lý do, căn cứ"))

"""More time or attempts for the people of an agency: the assessments there are, what is granted, how far it reaches."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from courses.editions.models import Edition, EditionUnit, UnitKind
from learners.agencies.models import Agency
from learners.attempts.accommodation_form import AccommodationForm
from learners.attempts.models import AgencyAccommodation
from learners.coverage.permissions import PeopleScope


def assessments() -> list[EditionUnit]:
    """Of the newest edition of every course, with it: one query."""
    newest = Edition.objects.filter(course_key=OuterRef("edition__course_key")).order_by("-number").values("pk")[:1]
    units = EditionUnit.objects.filter(kind=UnitKind.ASSESSMENT, edition=Subquery(newest))
    return list(units.select_related("edition").order_by("edition__title", "edition", "position"))


class AgencyGrantForm(AccommodationForm):
    assessment = forms.ChoiceField(
        label=_("Bài kiểm tra"), error_messages={"invalid_choice": _("Hãy chọn một bài kiểm tra trong danh sách.")}
    )
    field_order = ["assessment"]

    def __init__(self, *args: Any, units: Sequence[EditionUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        courses: dict[str, list[tuple[str, str]]] = {}
        for key, unit in self.units.items():
            courses.setdefault(unit.edition.title, []).append((key, unit.title))
        choice: Any = self.fields["assessment"]
        choice.choices = [("", _("Chọn một bài kiểm tra")), *courses.items()]

    def unit(self) -> EditionUnit:
        return self.units[self.cleaned_data["assessment"]]


@dataclass(frozen=True, slots=True)
class Line:
    """``unit`` and ``course`` are "" where no newest edition has the assessment any more."""

    granted: AgencyAccommodation
    unit: str
    course: str


def grant_lines(agency: Agency, units: Sequence[EditionUnit]) -> list[Line]:
    """All that was ever granted to ``agency`` itself, the newest first: one query."""
    titles: dict[UUID, tuple[str, str]] = {unit.unit_key: (unit.title, unit.edition.title) for unit in units}
    rows = AgencyAccommodation.objects.filter(agency=agency).order_by("-granted_at", "-pk")
    return [Line(row, *titles.get(row.unit_key, ("", ""))) for row in rows]


def reaches_below(scope: PeopleScope, agency: Agency) -> bool:
    """Whether the reader answers for all that is below ``agency`` too: only then a grant of hers holds there."""
    return scope.agencies.history.subtree({agency.pk}, scope.day) <= scope.agencies.reach(scope.day)

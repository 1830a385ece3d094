"""The form that begins a course: first what it is called, then what it begins with."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.beginning.actions import begin_course, copy_course
from courses.beginning.permissions import courses_to_copy, may_begin
from courses.beginning.plans import Plan, plan_copy, plan_empty, plan_skeleton
from courses.beginning.skeletons import Skeleton, skeleton, skeletons
from courses.catalogue.models import CatalogIndexPage, CoursePage

EMPTY, COPY = "trong", "sao-chep"
# Before the key of a skeleton.
SKELETON = "mau-"


class StartForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Tên khóa học"), max_length=255)
    code = forms.CharField(
        label=gettext_lazy("Mã khóa học"),
        help_text=gettext_lazy("Ngắn, không trùng khóa nào, ví dụ: CDS-12."),
        max_length=20,
    )
    start = forms.ChoiceField(label=gettext_lazy("Bắt đầu từ"), widget=forms.RadioSelect, initial=EMPTY)
    source = forms.ModelChoiceField(
        label=gettext_lazy("Khóa học để sao chép"),
        help_text=gettext_lazy("Chỉ cần chọn khi sao chép một khóa học đang có."),
        queryset=CoursePage.objects.none(),
        required=False,
        empty_label=gettext_lazy("Chọn khóa học"),
    )

    def __init__(self, catalogues: QuerySet[CatalogIndexPage], user: Any, data: Any, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.catalogues, self.user = catalogues, user
        self.fields["start"].choices = [  # type: ignore[attr-defined]
            (EMPTY, _("Khóa học trống")),
            *((SKELETON + one.key, f"{_('Mẫu')}: {one.title}. {one.about}") for one in skeletons()),
            (COPY, _("Sao chép một khóa học đang có")),
        ]
        self.fields["source"].queryset = courses_to_copy(user)  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        taken = CoursePage.objects.filter(code__iexact=code).first()
        if taken:
            raise forms.ValidationError(_("Mã này đang thuộc khóa “%s”.") % taken.draft_title)
        return code

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("start") == COPY and not cleaned.get("source") and "source" not in self.errors:
            self.add_error("source", _("Anh/chị chọn khóa học để sao chép."))
        return cleaned

    def plan(self) -> Plan | None:
        """What will be made; None while the form is not filled in."""
        if not self.is_bound or not self.is_valid():
            return None
        if self.cleaned_data["start"] == COPY:
            return plan_copy(self.cleaned_data["source"])
        chosen = self._skeleton()
        return plan_skeleton(chosen) if chosen else plan_empty()

    def make(self) -> CoursePage | None:
        """The course, or None and the form says why."""
        if not self.is_valid():
            return None
        given = self.cleaned_data
        named = {"title": given["title"], "code": given["code"], "acting_user": self.user}
        if given["start"] == COPY:
            return copy_course(source=given["source"], catalogue=self._catalogue_for(given["source"]), **named)
        return begin_course(catalogue=self._first(), skeleton=self._skeleton(), **named)

    def _skeleton(self) -> Skeleton | None:
        start: str = self.cleaned_data["start"]
        return None if start == EMPTY else skeleton(start.removeprefix(SKELETON))

    def _first(self) -> CatalogIndexPage:
        return self.catalogues[0]

    def _catalogue_for(self, source: CoursePage) -> CatalogIndexPage:
        """Beside the original, where the editor may add there."""
        own = CatalogIndexPage.objects.parent_of(source).get()
        return own if may_begin(self.user, own) else self._first()

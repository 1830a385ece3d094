"""The form of a release."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.catalogue.models import CoursePage
from courses.editions.actions import ReleaseRefused, release
from courses.editions.models import Edition, LearnerPolicy, PlannedRelease
from courses.editions.scheduling import CannotPlan, plan_release

POLICIES = [
    (
        LearnerPolicy.STAY,
        _("Giữ bản đang học. Người đang học làm tiếp theo bản cũ; chỉ người ghi danh từ nay theo bản mới."),
    ),
    (
        LearnerPolicy.MOVE,
        _("Chuyển sang bản mới. Bài đã xong vẫn tính là xong; ai chưa hoàn thành khóa phải học thêm bài bắt buộc mới."),
    ),
]


class ReleaseForm(forms.Form):
    """``seen`` is the fingerprint of the changes the editor was shown."""

    policy = forms.ChoiceField(
        label=_("Người đang học"), choices=POLICIES, initial=LearnerPolicy.STAY, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Ghi chú (không bắt buộc)"),
        help_text=_("Một hai câu để đồng nghiệp hiểu vì sao có lần phát hành này."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def release(self, course: CoursePage, acting_user: Any) -> Edition | None:
        """The new edition; None, with an error on the form, when the release is refused."""
        if not self.is_valid():
            return None
        given = self.cleaned_data
        try:
            return release(
                course=course,
                acting_user=acting_user,
                note=given["note"],
                policy=given["policy"],
                expected=given["seen"],
            )
        except ReleaseRefused as refused:
            self.add_error(None, str(refused))
            return None


class PlanForm(forms.Form):
    """A release at a set time; its policy is said anew, for it is another decision."""

    at = forms.DateTimeField(
        label=_("Phát hành lúc"),
        help_text=_("Giờ Việt Nam. Phát hành mọi trang như đã xuất bản vào giờ ấy, kể cả bản xuất bản sau lúc hẹn."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    policy = forms.ChoiceField(
        label=_("Người đang học"), choices=POLICIES, initial=LearnerPolicy.STAY, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Ghi chú (không bắt buộc)"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    prefix = "plan"

    def plan(self, course: CoursePage, acting_user: Any) -> PlannedRelease | None:
        """The plan; None, with an error on the form, when there is none."""
        if not self.is_valid():
            return None
        try:
            return plan_release(course=course, acting_user=acting_user, **self.cleaned_data)
        except CannotPlan as refused:
            self.add_error("at", str(refused))
            return None

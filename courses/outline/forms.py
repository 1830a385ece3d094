"""What the board sends: a page to its place, pages to review, an answer to what waits."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.catalogue.models import CoursePage
from courses.outline.moderating import CannotReview, decide, submit

SUBMIT, APPROVE, RETURN = "submit", "approve", "return"


class PlaceForm(forms.Form):
    page = forms.IntegerField()
    position = forms.IntegerField(min_value=0)


class ReviewForm(forms.Form):
    """Without a ``page``: all of the course that can be."""

    verb = forms.ChoiceField(choices=[(verb, verb) for verb in (SUBMIT, APPROVE, RETURN)])
    page = forms.IntegerField(required=False)
    comment = forms.CharField(label=gettext_lazy("Cần sửa gì"), max_length=2000, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("verb") == RETURN and not cleaned.get("comment"):
            self.add_error("comment", _("Anh/chị ghi cần sửa gì rồi gửi lại."))
        return cleaned

    def answer(self, course: CoursePage, acting_user: Any) -> str:
        """What was done, in words; "" when nothing was and the form says why."""
        if not self.is_valid():
            return ""
        try:
            return self._done(course, acting_user)
        except CannotReview as error:
            self.add_error(None, str(error))
            return ""

    def _done(self, course: CoursePage, acting_user: Any) -> str:
        verb, page = self.cleaned_data["verb"], self.cleaned_data["page"]
        if verb == SUBMIT:
            count = submit(course=course, page_id=page, acting_user=acting_user)
            return ngettext("Đã gửi duyệt %d trang.", "Đã gửi duyệt %d trang.", count) % count
        comment = self.cleaned_data["comment"]
        approve = verb == APPROVE
        count = decide(course=course, page_id=page, approve=approve, comment=comment, acting_user=acting_user)
        if approve:
            return ngettext("Đã duyệt %d trang.", "Đã duyệt %d trang.", count) % count
        return ngettext("Đã gửi lại %d trang kèm yêu cầu sửa.", "Đã gửi lại %d trang kèm yêu cầu sửa.", count) % count

    @property
    def complaint(self) -> str:
        return " ".join(str(error) for errors in self.errors.values() for error in errors)

    @property
    def place(self) -> str:
        """Where on the board the editor was."""
        page = self.cleaned_data.get("page") if hasattr(self, "cleaned_data") else None
        return f"#trang-{page}" if page else ""

"""The page of one request, the same for officers and authors: an answer posted, and what is shown where it lacks."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learners.attempts.accommodations import NothingGranted
from learners.attempts.models import AttemptRequest
from learners.attempts.request_forms import DeclineForm, GrantForm
from learners.attempts.requesting import AlreadyAnswered, decline, grant
from learners.attempts.requests import Asked

DECLINE = "tu-choi"


@dataclass(frozen=True, slots=True)
class Forms:
    grant: GrantForm
    decline: DeclineForm

    @classmethod
    def of(cls, asked: Asked, post: QueryDict | None = None) -> "Forms":
        """Of those two, the one that was posted is filled in; ids are of the request, for lists of them."""
        ids = f"de-nghi-{asked.request.pk}-%s"
        declines = post is not None and DECLINE in post
        return cls(
            GrantForm(None if declines else post, auto_id=ids), DeclineForm(post if declines else None, auto_id=ids)
        )

    @property
    def errors(self) -> list[tuple[str, Any]]:
        """By the id of the field."""
        both = [*self.grant, *self.decline]
        return [(field.id_for_label, error) for field in both for error in field.errors]


def answer_posted(request: HttpRequest, asked: Asked, forms: Forms) -> bool:
    """Whether it is answered now, by her or by somebody before her, which she is told."""
    try:
        if forms.decline.is_valid():
            decline(asked=asked.request, reason=forms.decline.cleaned_data["answer"], acting_user=request.user)
            messages.success(
                request, _("Đã trả lời: không cho thêm lượt. Người đề nghị đọc được lý do trong Thông báo.")
            )
            return True
        if asked.unit is None or not forms.grant.is_valid():
            return False
        given = forms.grant.cleaned_data
        grant(asked=asked.request, unit=asked.unit, acting_user=request.user, **given)
    except AlreadyAnswered as before:
        messages.info(request, answered_words(before.asked))
        return True
    except NothingGranted:
        messages.info(request, _("Bài này không còn giới hạn số lượt, người học làm lại được ngay."))
        return False
    number = given["attempts"]
    said = ngettext("Đã cho thêm %(number)d lượt.", "Đã cho thêm %(number)d lượt.", number) % {"number": number}
    messages.success(request, said + " " + _("Người đề nghị được báo."))
    return True


def answered_words(asked: AttemptRequest) -> str:
    """Who was faster, and how it was answered."""
    who = asked.answered_by.get_full_name() if asked.answered_by else _("người khác")
    if asked.granted_id:
        return _("%(who)s đã cho thêm lượt trước đó.") % {"who": who}
    return _("%(who)s đã trả lời trước đó: không cho thêm.") % {"who": who}

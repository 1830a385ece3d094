"""More attempts, time or other dates for one learner, granted by an author of the course from an attempt's page."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from learners.agencies.queries import counting_agency
from learners.attempts.accommodation_form import AccommodationForm
from learners.attempts.accommodations import take_back
from learners.attempts.grants import Held, grants_of
from learners.attempts.models import Accommodation, Attempt
from learners.attempts.permissions import attempt_to_grant
from learners.attempts.requesting import give

ICON = "time"
TAKE_BACK = "thu-hoi"
MOST_DIGITS = 18


@require_http_methods(["GET", "HEAD", "POST"])
def grant(request: HttpRequest, attempt: UUID) -> HttpResponse:
    found = attempt_to_grant(request.user, attempt)
    held = Accommodation.objects.filter(enrolment=found.enrolment_id, unit_key=found.unit_key)
    if TAKE_BACK in request.POST:
        return take_back_posted(request, held)
    form = AccommodationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _give(request, found, form)
    context: dict[str, Any] = {"attempt": found, "form": form, "grants": grants_at(found)}
    title = _("Thêm giờ, thêm lượt làm bài")
    status = 422 if form.errors else 200
    frame = {"header_title": title, "page_title": title, "header_icon": ICON}
    return render(request, "attempts/grant.html", {**context, **frame}, status=status)


def grants_at(attempt: Attempt) -> list[Held]:
    """What its learner holds at its assessment today."""
    enrolment, day = attempt.enrolment, timezone.localdate()
    found = grants_of([enrolment.pk], counting_agency(enrolment.person, day).first(), day)
    return found.get((enrolment.course_key, attempt.unit_key), [])


def _give(request: HttpRequest, attempt: Attempt, form: AccommodationForm) -> HttpResponse:
    give(
        enrolment=attempt.enrolment,
        unit_key=attempt.unit_key,
        allowance=form.allowance(),
        reason=form.cleaned_data["reason"],
        acting_user=request.user,
    )
    messages.success(request, _("Đã ghi. Điều được thêm áp dụng cho những lượt mở từ bây giờ; người học được báo."))
    return redirect(request.path)


def take_back_posted(request: HttpRequest, held: QuerySet[Accommodation]) -> HttpResponse:
    """What the button of one of ``held`` asks for, on the officer's page as on the author's; 404 for any other."""
    chosen = request.POST[TAKE_BACK]
    is_number = chosen.isascii() and chosen.isdigit() and len(chosen) <= MOST_DIGITS
    take_back(accommodation=get_object_or_404(held, pk=int(chosen) if is_number else 0), acting_user=request.user)
    messages.success(request, _("Đã thu hồi. Lượt đã mở vẫn giữ điều được thêm."))
    return redirect(request.path)

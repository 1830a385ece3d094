"""More time, attempts or another closing hour for one learner's assessment: granted and taken back by her officer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.editions.asking import AssessmentRules
from courses.editions.models import EditionUnit, UnitKind
from learners.agencies.queries import counting_agency
from learners.attempts.accommodation_form import AccommodationForm
from learners.attempts.grant_views import TAKE_BACK, take_back_posted
from learners.attempts.grants import grants_of
from learners.attempts.models import Accommodation
from learners.attempts.requesting import give
from learners.coverage.permissions import access_person
from learners.coverage.person_views import access_scope
from learners.people.models import Person
from learners.progress.models import Progress


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accommodations(request: HttpRequest, person: UUID, course_key: UUID, unit_key: UUID) -> HttpResponse:
    found, progress, unit = access_assessment(request, person, course_key, unit_key)
    held = Accommodation.objects.filter(enrolment=progress.pk, unit_key=unit_key).order_by("-granted_at")
    if TAKE_BACK in request.POST:
        return take_back_posted(request, held)
    form = AccommodationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _grant(request, form, progress, unit)
    told: dict[str, Any] = {"person": found, "unit": unit, "rules": AssessmentRules.of(unit.rules)}
    day = timezone.localdate()
    in_force = grants_of([progress.pk], counting_agency(found, day).first(), day)
    told["by_agency"] = [one for one in in_force.get((course_key, unit_key), []) if one.agency]
    return render(request, "coverage/accommodations.html", {**told, "form": form, "held": held})


def access_assessment(
    request: HttpRequest, person: UUID, course_key: UUID, unit_key: UUID
) -> tuple[Person, Progress, EditionUnit]:
    """An assessment of a course she studies, of somebody the reader answers for; 404 for anything else."""
    found = access_person(access_scope(request), person)
    studied = Progress.objects.select_related("enrolment").filter(person=found.pk, enrolment__left_at=None)
    progress = get_object_or_404(studied, course_key=course_key)
    units = EditionUnit.objects.filter(edition=progress.edition_id, kind=UnitKind.ASSESSMENT)
    return found, progress, get_object_or_404(units, unit_key=unit_key)


def _grant(request: HttpRequest, form: AccommodationForm, progress: Progress, unit: EditionUnit) -> HttpResponse:
    give(
        enrolment=progress.enrolment,
        unit_key=unit.unit_key,
        allowance=form.allowance(),
        reason=form.cleaned_data["reason"],
        acting_user=request.user,
    )
    messages.success(request, _("Đã ghi. Điều được thêm áp dụng cho những lượt mở từ bây giờ."))
    return redirect(request.path)

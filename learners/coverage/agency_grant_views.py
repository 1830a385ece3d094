"""More time, attempts or other dates for the people of an agency: granted and taken back by its officer."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from learners.agencies.models import Agency
from learners.agencies.queries import name_on
from learners.attempts.accommodations import accommodate_agency, take_back
from learners.attempts.models import AgencyAccommodation
from learners.coverage.accommodation_views import TAKE_BACK
from learners.coverage.agency_grants import AgencyGrantForm, assessments, grant_lines, reaches_below
from learners.coverage.permissions import access_agency
from learners.coverage.person_views import access_scope
from mooc.foundation.numerals import whole_number


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def agency_grants(request: HttpRequest, agency: UUID) -> HttpResponse:
    scope = access_scope(request)
    found = access_agency(scope, agency)
    if TAKE_BACK in request.POST:
        return _take_back(request, found)
    units = assessments()
    form = AgencyGrantForm(request.POST if request.method == "POST" else None, units=units)
    below = reaches_below(scope, found)
    if form.is_valid():
        return _grant(request, form, found, below)
    name = name_on([found.pk], scope.day).get(found.pk) or found
    context = {"form": form, "name": name, "lines": grant_lines(found, units), "below": below}
    return render(request, "coverage/agency_grants.html", context)


def _grant(request: HttpRequest, form: AgencyGrantForm, agency: Agency, below: bool) -> HttpResponse:
    unit = form.unit()
    accommodate_agency(
        agency=agency,
        with_descendants=below,
        course_key=unit.edition.course_key,
        unit_key=unit.unit_key,
        allowance=form.allowance(),
        reason=form.cleaned_data["reason"],
        acting_user=request.user,
    )
    messages.success(request, _("Đã ghi. Điều được thêm áp dụng cho những lượt mở từ bây giờ."))
    return redirect(request.path)


def _take_back(request: HttpRequest, agency: Agency) -> HttpResponse:
    chosen = request.POST[TAKE_BACK]
    held = AgencyAccommodation.objects.filter(agency=agency)
    take_back(accommodation=get_object_or_404(held, pk=whole_number(chosen)), acting_user=request.user)
    messages.success(request, _("Đã thu hồi. Lượt đã mở vẫn giữ điều được thêm."))
    return redirect(request.path)

"""The page of a head of an agency."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from learners.coverage.group_text import site_address
from learners.coverage.headed import headed


@require_safe
@login_required
@never_cache
def my_agency(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    context = {"agencies": headed(request.user, today, site_address(request)), "today": today}
    return render(request, "coverage/my_agency.html", context)

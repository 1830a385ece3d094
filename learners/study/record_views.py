"""Hồ sơ học tập: the page that is printed, and the file."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from learners.study.access import signed_in
from learners.study.record import record_of
from learners.study.record_export import as_json


@require_safe
@login_required
@cache_control(private=True, no_cache=True)
def record(request: HttpRequest) -> HttpResponse:
    found = record_of(signed_in(request), timezone.localdate())
    return render(request, "study/record.html", {"record": found})


@require_safe
@login_required
@cache_control(private=True, no_store=True)
def record_json(request: HttpRequest) -> HttpResponse:
    found = record_of(signed_in(request), timezone.localdate())
    answer = JsonResponse(as_json(found), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = 'attachment; filename="ho-so-hoc-tap.json"'
    return answer

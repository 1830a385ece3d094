"""Answering people who have no attempt left: what waits, one request, and an attempt given unasked."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from content.pages.pressed import buttons_only
from learners.attempts.answering import Forms, answer_posted
from learners.attempts.request_forms import GrantForm
from learners.attempts.requesting import NotStuck, grant_unasked
from learners.attempts.requests import asked_of
from learners.coverage.accommodation_views import access_assessment
from learners.coverage.person_views import access_scope
from learners.coverage.requests import access_request, open_requests_of

PAGE = 25


@login_required
@never_cache
def requests(request: HttpRequest) -> HttpResponse:
    scope = access_scope(request)
    page = Paginator(open_requests_of(scope), PAGE).get_page(request.GET.get("trang"))
    lines = [(line, Forms.of(line)) for line in asked_of(list(page.object_list))]
    return render(request, "coverage/requests.html", {"page": page, "lines": lines})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, asked: int) -> HttpResponse:
    [found] = asked_of([access_request(access_scope(request), asked)])
    forms = Forms.of(found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and answer_posted(request, found, forms):
        return redirect("coverage:requests")
    return render(request, "coverage/request.html", {"line": found, "forms": forms})


@buttons_only
@login_required
def one_more(request: HttpRequest, person: UUID, course_key: UUID, unit_key: UUID) -> HttpResponse:
    found, progress, unit = access_assessment(request, person, course_key, unit_key)
    form = GrantForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Chưa cho thêm lượt được: hãy ghi lý do, tối đa 200 ký tự."))
        return redirect("coverage:person", found.pk)
    try:
        grant_unasked(enrolment=progress.enrolment, unit=unit, acting_user=request.user, **form.cleaned_data)
    except NotStuck:
        messages.info(request, _("Người này đang làm được bài, không cần thêm lượt."))
    else:
        messages.success(request, _("Đã cho thêm lượt. Người ấy làm tiếp được ngay."))
    return redirect("coverage:person", found.pk)

"""What learners ask the authors of their course: what waits, and one request with its answer."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from learners.attempts.answering import Forms, answer_posted
from learners.attempts.permissions import request_to, requests_to, require_authorship
from learners.attempts.requests import asked_of

ICON = "mail"
PAGE = 25


@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    require_authorship(request.user)
    waiting = requests_to(request.user).filter(answered_at=None)
    page = Paginator(waiting, PAGE).get_page(request.GET.get("p"))
    lines = [(line, Forms.of(line)) for line in asked_of(list(page.object_list))]
    context = {"page_obj": page, "lines": lines}
    return render(request, "attempts/requests.html", {**context, **_frame()})


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, asked: int) -> HttpResponse:
    require_authorship(request.user)
    [found] = asked_of([request_to(request.user, asked)])
    forms = Forms.of(found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and answer_posted(request, found, forms):
        return redirect("attempts:requests")
    context = {"line": found, "forms": forms}
    return render(request, "attempts/request.html", {**context, **_frame()})


def _frame() -> dict[str, str]:
    title = _("Xin thêm lượt làm bài")
    return {"header_title": title, "page_title": title, "header_icon": ICON}

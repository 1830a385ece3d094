"""The door of pages that take a learner's work: nobody signed in is sent to sign in, what she sent is kept for her.

Whoever has not read the notice about her data reads it first. Her session says so since she signed in: no query.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from learners.people.asked import DUE
from learners.study.keeping import keep_answers

View = Callable[..., HttpResponse]
# The page to come back to from an address that only takes posts.
PAGES = {
    "study:complete": "study:unit",
    "study:start": "study:unit",
    "study:ask": "study:unit",
    "study:part_again": "study:unit",
    "study:part_seen": "study:unit",
}
# Addresses that only scripts ask.
SCRIPTED = {"study:statements", "study:state", "study:part_events", "study:part_state"}


def learner_only(view: View) -> View:
    @wraps(view)
    def gate(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return to_notice(request) or view(request, **kwargs)
        if request.method == "POST":
            messages.info(request, _left_off(kept=keep_answers(request)))
            if request.FILES:
                messages.info(request, _("Tệp vừa chọn chưa được nhận. Đăng nhập xong, anh/chị chọn lại tệp."))
        to_sign_in = redirect_to_login(page_of(request))
        if wants_json(request):
            return JsonResponse({"sign_in": to_sign_in.url}, status=401)
        return to_sign_in

    return gate


def informed(view: View) -> View:
    """For her other pages of study, inside ``login_required``."""

    @wraps(view)
    def gate(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return to_notice(request) or view(request, **kwargs)

    return gate


def to_notice(request: HttpRequest) -> HttpResponse | None:
    if DUE not in request.session or wants_json(request):
        return None
    return redirect_to_login(page_of(request), reverse("people:notice"))


def _left_off(*, kept: bool) -> str:
    if kept:
        return _("Phiên làm việc đã hết. Anh/chị đăng nhập lại, câu trả lời vừa gửi vẫn còn.")
    return _("Phiên làm việc đã hết. Anh/chị đăng nhập lại rồi làm tiếp.")


def page_of(request: HttpRequest) -> str:
    """The page that shows what this address changes."""
    match = request.resolver_match
    if match is None or match.view_name not in PAGES:
        return request.path
    named = {name: value for name, value in match.kwargs.items() if name != "content_key"}
    return reverse(PAGES[match.view_name], kwargs=named)


def wants_json(request: HttpRequest) -> bool:
    """The script that saves on its own asks so; others have addresses of their own."""
    match = request.resolver_match
    return request.headers.get("Accept") == "application/json" or (match is not None and match.view_name in SCRIPTED)

"""Addresses that only a button opens: they take posts alone, yet people come to them by other ways.

Typed in, bookmarked, or returned to, such an address answers 405, with a page that says so and leads on. Whoever must
sign in first comes back to the page the button stood on, never to the address itself.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_POST

from content.pages.leaving import page_left

View = Callable[..., HttpResponseBase]
READING = {"GET", "HEAD"}
MARK = "buttons_only"


def buttons_only(view: View) -> View:
    """``require_POST`` that leaves nobody in front of an empty page; the outermost decorator."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method in READING:
            return _refuse(request)
        response = require_POST(view)(request, *args, **kwargs)
        if response.get("Location") == redirect_to_login(request.get_full_path()).url:
            return redirect_to_login(page_before(request))
        return response

    setattr(answer, MARK, True)
    return answer


def place_of(request: HttpRequest) -> str:
    """Where to come back to after something that had to come first: this page, or the one its button stood on."""
    return page_before(request) if _is_for_buttons(request.path_info) else request.get_full_path()


def page_before(request: HttpRequest) -> str:
    """The page of ours the browser came from, as our pages have it say; else where sign-in leads."""
    address, path = page_left(request), page_left(request, query=False)
    if address is None or path is None or _is_for_buttons(path) or path == resolve_url(settings.LOGIN_URL):
        return resolve_url(settings.LOGIN_REDIRECT_URL)
    return address


def _is_for_buttons(path: str) -> bool:
    try:
        return hasattr(resolve(path).func, MARK)
    except Resolver404:
        return False


def _refuse(request: HttpRequest) -> HttpResponse:
    page = render_to_string("405.html", {"back": page_before(request)}, request)
    return HttpResponseNotAllowed(["POST"], page)

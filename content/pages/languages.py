"""The reader's language: what she chose at the foot of a page, kept in a cookie, else Vietnamese.

What the browser says it prefers is not asked: many phones out of the box say English, and their owners read Vietnamese.
**Authored** text (courses, news, names of campaigns) is in the language it was written in, Vietnamese unless an editor
translated the page; templates mark it with ``{% authored %}``, so that a screen reader pronounces it as what it is.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from urllib.parse import unquote

from django.conf import settings
from django.dispatch import Signal
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from wagtail.models import Locale

from content.pages.leaving import page_left
from content.pages.pressed import buttons_only
from mooc.foundation.remembered import Remembered

# request=HttpRequest, language=str: chosen at the foot of a page. Whoever keeps accounts stores it there.
language_chosen = Signal()

Answer = Callable[[HttpRequest], HttpResponseBase]
Given = ParamSpec("Given")
Result = TypeVar("Result")

# The language of a locale of pages; it never changes, and one that is new has another number.
_codes: Remembered[int, str] = Remembered()


def of_reader(request: HttpRequest) -> str:
    asked = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return asked if asked in settings.READER_LANGUAGES else settings.LANGUAGE_CODE


def reader_language(get_response: Answer) -> Answer:
    """Middleware, in place of Django's own. A page depends on the cookie, and says so to whoever keeps pages."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        language = of_reader(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        # What is kept for ever is the same for every reader.
        kept = "immutable" in response.get("Cache-Control", "")
        if not kept and response.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
        return response

    return answer


def remember_language(response: HttpResponseBase, language: str) -> None:
    """Give the reader ``language`` from the next page on; ``ValueError`` for one that is not offered."""
    if language not in settings.READER_LANGUAGES:
        raise ValueError(f"not a language of this site: {language}")
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )


def always_vietnamese(function: Callable[Given, Result]) -> Callable[Given, Result]:
    """For what is written down for others than who happens to act: signed reports, documents."""

    @wraps(function)
    def answer(*args: Given.args, **kwargs: Given.kwargs) -> Result:
        with translation.override(settings.LANGUAGE_CODE):
            return function(*args, **kwargs)

    return answer


# Visitors' pages are kept whole and carry no token; a forged choice could only change the words of the menu, and comes
# without the session's cookie, so that no account hears of it.
@buttons_only
@csrf_exempt
def choose(request: HttpRequest) -> HttpResponse:
    """Back to the page she was on, in the language she asked for; one we do not have changes nothing."""
    response = HttpResponseRedirect(_back(request))
    if request.POST.get("language", "") in settings.READER_LANGUAGES:
        remember_language(response, request.POST["language"])
        language_chosen.send(sender=None, request=request, language=request.POST["language"])
    return response


def _back(request: HttpRequest) -> str:
    """The page the form stood on; what was asked of it (a search, a page number) only the browser knows."""
    path = request.POST.get("page", "")
    if not path.startswith("/") or not url_has_allowed_host_and_scheme(path, None):
        return "/"
    left, _mark, asked = (page_left(request) or "").partition("?")
    return f"{path}?{asked}" if asked and unquote(left) == unquote(path) else path


def language_of(page: Any) -> str:
    """The language a page is written in; what is no page of Wagtail's is Vietnamese."""
    number = getattr(page, "locale_id", None)
    if number is None:
        return str(settings.LANGUAGE_CODE)
    code = _codes.get(number)
    if code is None:
        code = Locale.objects.values_list("language_code", flat=True).get(pk=number)
        _codes.keep(number, code)
    return code


def is_foreign(page: Any = None) -> bool:
    """Is ``page``, or what was written on no page, in another language than the reader's?

    A reader of Vietnamese pays no query for it: nobody shows her a translation.
    """
    reader = translation.get_language()
    return reader != settings.LANGUAGE_CODE and language_of(page) != reader

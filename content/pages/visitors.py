"""Whole pages kept for visitors who have not signed in, until an editor changes something.

A kept page carries a **stamp**: the last entries of Wagtail's log of pages and of the audit of releases. One small
query reads today's stamp, so every process sees a publication at once; what no log tells (a site's settings) is seen
after ``FOR`` seconds.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language

FOR = 300
STAMP = """
SELECT (SELECT MAX(id) FROM wagtailcore_pagelogentry),
       (SELECT MAX(id) FROM foundation_auditentry WHERE subject_type IN ('editions.edition', 'editions.unittext'))
"""

View = Callable[..., HttpResponseBase]


def kept_for_visitors(view: View) -> View:
    """Keep what ``view`` answers to a plain GET of somebody without a session."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not _is_plain(request):
            return view(request, *args, **kwargs)
        key, stamp = _key(request), _stamp()
        kept = cache.get(key)
        if kept is not None and kept[0] == stamp:
            return HttpResponse(kept[1], content_type=kept[2])
        response = view(request, *args, **kwargs)
        if hasattr(response, "render"):
            response = response.render()
        if isinstance(response, HttpResponse) and response.status_code == 200 and not response.cookies:
            cache.set(key, (stamp, response.content, response["Content-Type"]), FOR)
        return response

    return answer


def _is_plain(request: HttpRequest) -> bool:
    """No query, and no cookie that makes the page somebody's own: a session, or messages still to be shown."""
    own = {settings.SESSION_COOKIE_NAME, "messages"}
    return request.method == "GET" and not request.META.get("QUERY_STRING") and not own & request.COOKIES.keys()


def _key(request: HttpRequest) -> str:
    return f"content.pages.visitors:{get_language()}:{request.get_host()}:{request.get_full_path()}"


def _stamp() -> tuple[int | None, int | None]:
    with connection.cursor() as cursor:
        cursor.execute(STAMP)
        pages, releases = cursor.fetchone()
    return pages, releases

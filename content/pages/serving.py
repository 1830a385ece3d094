"""A short way to a page whose address is known: Wagtail's routing asks the tree for every step of it.

Only what every visitor may see goes this way. A restricted page, an alias, another language: those Wagtail serves.
"""

from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Length, Substr
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.views import serve as wagtail_serve


def restricted() -> Exists:
    """The condition that a page, or one above it, is not for everybody."""
    above = Substr(OuterRef("path"), 1, Length("page__path"))
    return Exists(PageViewRestriction.objects.filter(page__path=above))


def serve(request: HttpRequest, pages: QuerySet[Any], path: str) -> HttpResponseBase:
    """Serve the one of ``pages`` at ``path`` below the site's root (two queries), or whatever Wagtail finds there."""
    page = _open_page(request, pages, path)
    return page.serve(request) if page else wagtail_serve(request, path)


def _open_page(request: HttpRequest, pages: QuerySet[Any], path: str) -> Page | None:
    site = Site.find_for_request(request)
    if site is None or get_language() != settings.LANGUAGE_CODE:
        return None
    wanted = pages.filter(url_path=site.root_page.url_path + path, live=True, alias_of=None)
    return wanted.exclude(restricted()).first()

"""A short way to a page whose address is known: Wagtail's routing asks the tree for every step of it.

Only what every visitor may see goes this way. A restricted page or an alias: those Wagtail serves. Addresses are those
of the Vietnamese pages; a reader of another language gets the translation where there is one, else the page itself.
"""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Length, Substr
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from wagtail.models import PageViewRestriction, Site
from wagtail.views import serve as wagtail_serve

from content.pages.languages import is_foreign


def restricted() -> Exists:
    """The condition that a page, or one above it, is not for everybody."""
    above = Substr(OuterRef("path"), 1, Length("page__path"))
    return Exists(PageViewRestriction.objects.filter(page__path=above))


def serve(request: HttpRequest, pages: QuerySet[Any], path: str) -> HttpResponseBase:
    """Serve the one of ``pages`` at ``path`` below the site's root (two queries), or whatever Wagtail finds there."""
    page = open_page(request, pages, path)
    return page.serve(request) if page else wagtail_serve(request, path)


def open_page(request: HttpRequest, pages: QuerySet[Any], path: str) -> Any:
    """The page itself, of the model of ``pages``, or None."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    open_pages = pages.filter(live=True, alias_of=None).exclude(restricted())
    page = open_pages.filter(url_path=site.root_page.url_path + path).first()
    if page is None or not is_foreign(page):
        return page
    return open_pages.filter(translation_key=page.translation_key, locale__language_code=get_language()).first() or page

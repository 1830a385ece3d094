"""Courses on the pages that editors make."""

from typing import Any

from django import template
from wagtail.models import Page, Site

from courses.catalogue.models import CatalogIndexPage, CoursePage
from courses.editions.offering import Contents, Offer, Shown, contents, offers, shown

register = template.Library()

# What is typed beyond this is no search.
LONGEST = 200


@register.simple_tag(takes_context=True)
def offered_courses(context: dict[str, Any], above: Page) -> list[Offer]:
    return offers(above, _root(context))


@register.simple_tag(takes_context=True)
def shown_catalogue(context: dict[str, Any], index: CatalogIndexPage) -> Shown:
    """What ``index`` shows for ``?q=`` (words) and ``?danh-cho=`` (an audience)."""
    asked = context["request"].GET
    query = " ".join(asked.get("q", "").replace("\0", "").split())
    return shown(index, _root(context), query[:LONGEST], asked.get("danh-cho", ""))


@register.simple_tag(takes_context=True)
def course_contents(context: dict[str, Any], course: CoursePage) -> Contents:
    """Of the newest edition, unless the page is a rehearsal and brings its own."""
    rehearsed: Contents | None = context.get("rehearsed_contents")
    return rehearsed or contents(course.translation_key)


def _root(context: dict[str, Any]) -> Page:
    """The home page of the site that is asked; Wagtail keeps it with the request."""
    return Site.find_for_request(context["request"]).root_page

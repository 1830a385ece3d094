"""What the frame of every page asks for."""

from typing import Any

from django import template

from content.pages.navigation import Link, menu
from learners.study.navigation import Place, places, standing

register = template.Library()


@register.simple_tag(takes_context=True)
def sections(context: dict[str, Any]) -> list[Place]:
    """The main places; none where there is no request, as on the page for a broken server."""
    request = context.get("request")
    return places(request) if request else []


@register.simple_tag(takes_context=True)
def unread_notices(context: dict[str, Any]) -> int:
    """How many wait to be read; no query of its own on a page that shows ``sections``."""
    request = context.get("request")
    return standing(request).unread if request else 0


@register.simple_tag
def menu_pages() -> list[Link]:
    return menu()

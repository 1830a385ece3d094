"""What the frame of every page asks for."""

from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail.models import Page

from content.pages.navigation import Frame
from content.pages.navigation import frame as frame_of
from content.pages.themes import own_file
from learners.agencies.contacts import Told
from learners.people.looks import chosen
from learners.study.navigation import Places, places, standing

register = template.Library()


@register.simple_tag(takes_context=True)
def whereabouts(context: dict[str, Any]) -> Places:
    """The main places and roles; none where there is no request, as on the page for a broken server."""
    request = context.get("request")
    return places(request) if request else Places()


@register.simple_tag(takes_context=True)
def looks(context: dict[str, Any]) -> dict[str, str]:
    """What the reader has chosen; nothing is as her device has it."""
    request = context.get("request")
    return chosen(request) if request else {}


@register.simple_tag(takes_context=True)
def look_attributes(context: dict[str, Any]) -> SafeString:
    """For ``<html>``: the stylesheet reads them."""
    return format_html_join("", ' data-{}="{}"', looks(context).items())


@register.simple_tag(takes_context=True)
def unread_notices(context: dict[str, Any]) -> int:
    """How many wait to be read; no query of its own on a page that shows ``whereabouts``."""
    request = context.get("request")
    return standing(request).unread if request else 0


@register.simple_tag(takes_context=True)
def my_contact(context: dict[str, Any]) -> Told | None:
    """Whom the reader asks in her agency; no query of its own on a page that shows ``whereabouts``."""
    request = context.get("request")
    return standing(request).contact if request else None


@register.simple_tag(takes_context=True)
def site_frame(context: dict[str, Any]) -> Frame:
    """Links, news and contact of the site that is asked."""
    request = context.get("request")
    return frame_of(request) if request else Frame()


@register.simple_tag
def themes_own(path: str) -> str:
    """The address of a static file, if the site's theme has its own."""
    return own_file(path)


@register.simple_tag(takes_context=True)
def social(context: dict[str, Any], page: Page) -> dict[str, str]:
    """What a messenger shows of a link to ``page``; its pictures and addresses must be whole (ogp.me)."""
    request = context["request"]
    texts = (getattr(page, name, "") for name in ("search_description", "summary", "lead", "intro"))
    return {
        "title": page.seo_title or page.title,
        "description": next((text for text in texts if text), ""),
        "address": request.build_absolute_uri(request.path),
        "image": request.build_absolute_uri(own_file("img/card.png") or static("img/card.png")),
    }

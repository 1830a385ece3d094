"""Marking what is in another language than the page; these tags are in every template without ``load``."""

from typing import Any

from django import template
from django.conf import settings
from django.utils import translation
from django.utils.encoding import escape_uri_path
from django.utils.html import format_html
from django.utils.safestring import SafeString

from content.pages.languages import is_foreign, language_of
from content.pages.standard import in_reader_language, is_standard

register = template.Library()


@register.simple_tag
def authored(page: Any = None, words: str = "") -> SafeString | str:
    """The attribute ``lang`` for an element with words of ``page``'s editor; nothing where all is one language.

    ``words`` are those of an element that shows them through ``standard``.
    """
    return format_html(' lang="{}"', language_of(page)) if is_foreign(page) and not is_standard(words) else ""


register.filter("standard", in_reader_language)


@register.simple_tag
def written(words: str, page: Any = None) -> SafeString | str:
    """Words of an editor within a line of ours: an element of their own only where it has a language to name."""
    if not is_foreign(page):
        return words
    return format_html('<span lang="{}">{}</span>', language_of(page), words)


@register.simple_tag
def interface() -> SafeString | str:
    """The attribute ``lang`` for words of ours within what ``authored`` marked."""
    return format_html(' lang="{}"', translation.get_language()) if is_foreign() else ""


@register.inclusion_tag("languages/note.html")
def language_note(what: str, page: Any = None) -> dict[str, Any]:
    """One sentence for readers of another language; ``what``: "course", "page", "courses", "notices", "some notices",
    "text"."""
    return {"what": what, "is_foreign": is_foreign(page)}


@register.inclusion_tag("languages/switch.html", takes_context=True)
def language_switch(context: dict[str, Any]) -> dict[str, Any]:
    """Nothing where there is no request, as on the page for a broken server."""
    request = context.get("request")
    named = [(code, name) for code, name in settings.LANGUAGES if code in settings.READER_LANGUAGES]
    return {"languages": named if request else [], "here": escape_uri_path(request.path) if request else ""}

"""The number in a cell of a report. A province has thirteen hundred of them: a template for each took half a second."""

from functools import lru_cache
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag(takes_context=True)
def cell(context: Any, value: int, state: str, part: str | None = None) -> str:
    """With a link to the people behind it (``href`` of the context), but for nobody and on ``plain`` paper.

    ``state`` is a word of the template's own.
    """
    shown = str(value) if 0 <= value < 1000 else str(number_format(value, 0, use_l10n=True, force_grouping=True))
    if not value or context.get("plain"):
        return shown
    query = getattr(context.get("asked"), "query", "")
    way = _way(str(context.get("href", "")), query, context.get("part", "") if part is None else part)
    return mark_safe(f'{way}{state}">{shown}</a>')  # noqa: S308 - escaped, a word, and digits


@lru_cache(maxsize=256)
def _way(href: str, query: str, part: str) -> SafeString:
    """The same for all cells of a row."""
    return mark_safe(f'<a href="{escape(href)}?{escape(query)}&amp;phan={escape(part)}&amp;trang-thai=')  # noqa: S308

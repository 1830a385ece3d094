"""The number in a cell of a report. A province has thirteen hundred of them: a template for each took half a second."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from learners.coverage.numbers import Numbers

register = template.Library()


# In the order of the table; (number, state of the people behind it).
BEFORE_HEADS = (
    ("completed", "completed"), ("required", "all"), ("late", "late"), ("unfinished", "unfinished"),
    ("no_account", "no_account"), ("registered", "registered"), ("in_progress", "in_progress"),
)  # fmt: skip
AFTER_HEADS = (("exempted", "exempted"), ("staff", "staff"))


@register.simple_tag(takes_context=True)
def cell(context: Any, value: int, state: str, part: str | None = None) -> str:
    """With a link to the people behind it (``href`` of the context), but for nobody and on ``plain`` paper.

    ``state`` is a word of the template's own.
    """
    return mark_safe(_shown(value, state, _link(context, part)))  # noqa: S308 - escaped, a word, and digits


@register.simple_tag(takes_context=True)
def cells_of(context: Any, numbers: Numbers) -> str:
    """All numbers of people of a row: a tag for each took longer than counting them."""
    way = _link(context, None)

    def told(columns: Iterable[tuple[str, str]]) -> str:
        shown = (_shown(getattr(numbers, name), state, way) for name, state in columns)
        return "".join(f'<td class="num">{text}</td>' for text in shown)

    heads = "-"
    if numbers.heads:
        done = _shown(numbers.heads_completed, "heads_completed", way)
        heads = f"{done}/{_shown(numbers.heads, 'heads', way)}"
    quiet = _shown(numbers.concurrent, "concurrent", way)
    pair, last = f'<td class="num pair">{heads}</td>', f'<td class="num quiet">{quiet}</td>'
    return mark_safe(told(BEFORE_HEADS) + pair + told(AFTER_HEADS) + last)  # noqa: S308 - as above


def _shown(value: int, state: str, way: str | None) -> str:
    shown = str(value) if 0 <= value < 1000 else str(number_format(value, 0, use_l10n=True, force_grouping=True))
    return f'{way}{state}">{shown}</a>' if value and way is not None else shown


def _link(context: Any, part: str | None) -> str | None:
    """None on paper."""
    if context.get("plain"):
        return None
    query = getattr(context.get("asked"), "query", "")
    return _way(str(context.get("href", "")), query, context.get("part", "") if part is None else part)


@lru_cache(maxsize=256)
def _way(href: str, query: str, part: str) -> SafeString:
    """The same for all cells of a row."""
    return mark_safe(f'<a href="{escape(href)}?{escape(query)}&amp;phan={escape(part)}&amp;trang-thai=')  # noqa: S308

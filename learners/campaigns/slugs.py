"""Words that are no name for a campaign, because they are an address already.

A campaign's report stands at ``/phu-trach/<slug>/``, beside the officer's other pages. Which words those pages use is
read from the addresses themselves: one that is added tomorrow is refused tomorrow.
"""

import re
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import gettext as _


def taken_words() -> set[str]:
    """The first fixed word behind ``/phu-trach/`` of every address that has one."""
    place = reverse("coverage:home").lstrip("/")
    firsts = {route.removeprefix(place).split("/")[0] for route in _routes(get_resolver(), place)}
    return {word for word in firsts if re.fullmatch(r"[-\w]+", word)}


def _routes(resolver: URLResolver, place: str, before: str = "") -> Iterator[str]:
    """Below ``place``; whole branches that lie elsewhere are not looked into."""
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern).lstrip("^")
        if isinstance(entry, URLPattern):
            if route.startswith(place):
                yield route
        elif route.startswith(place) or place.startswith(route):
            yield from _routes(entry, place, route)


def refuse_taken(slug: str) -> None:
    """Raises ``ValidationError`` for the field ``slug``."""
    if slug in taken_words():
        text = _("“%(slug)s” là địa chỉ của một trang có sẵn, đợt tập huấn không dùng được. Hãy chọn đường dẫn khác.")
        raise ValidationError({"slug": text % {"slug": slug}})

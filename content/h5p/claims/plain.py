"""Text that comes as HTML, as the text a reader sees."""

import html
import re

import nh3

from content.h5p.claims.reading import storable

# They stand apart from what is before and after them.
_APART = {"p", "br", "div", "li", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "hr"}
# All that is left of tags once the others are gone; every other "<" is an entity by then.
_TAG = re.compile(r"</?[a-z][a-z0-9]*>")
# Khmer words and composed emoji are written with them.
_JOINERS = "\u200b\u200c\u200d"
MORE = "…"


def plain(text: str, limit: int) -> str:
    """One line of at most ``limit`` characters, without tags and characters nobody sees."""
    clean = nh3.clean(storable(text), tags=_APART, attributes={}, link_rel=None)
    read = html.unescape(_TAG.sub(" ", clean))
    line = " ".join("".join(mark if mark.isprintable() or mark in _JOINERS else " " for mark in read).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + MORE

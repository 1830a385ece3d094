"""Texts in parameters: HTML with the tags that the semantics allow, or plain.

Libraries put plain texts into pages as HTML too, and expect them escaped as H5P's own hosts do: quotes as well, and
what is an entity already left alone.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

import nh3
from django.utils.translation import gettext as _

from content.h5p.package.limits import LONGEST_TEXT, MOST_TAGS
from content.h5p.package.refusals import Refused, short

# Allowed in every text that allows any; then what comes along with others (H5P semantics, "tags").
_ALWAYS = {"div", "span", "p", "br"}
_ALONG = {
    "table": {"tr", "td", "th", "colgroup", "col", "thead", "tbody", "tfoot", "caption", "figure", "figcaption"},
    "strong": {"b"},
    "b": {"strong"},
    "em": {"i"},
    "i": {"em"},
    "ul": {"li"},
    "ol": {"li"},
    "del": {"s"},
    "strike": {"s"},
}
# Whatever semantics say, nothing that runs, loads a page or asks for input.
_SAFE = {
    *("a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "center", "cite", "code", "col", "colgroup", "dd"),
    *("del", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr"),
    *("i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "span", "strike", "strong"),
    *("sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var"),
}
_CELLS = {"colspan", "rowspan", "headers", "scope", "align", "valign", "width", "height"}
_ATTRIBUTES = {
    "*": {"class", "title", "lang", "dir", "role", "style"},
    "a": {"href", "target"},
    "img": {"src", "alt", "width", "height"},
    "table": {"border", "cellpadding", "cellspacing", "summary", "align", "width"},
    "td": _CELLS,
    "th": _CELLS,
    "col": {"span", "width"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "font": {"color", "face", "size"},
    "time": {"datetime"},
}
# None of them can name an address.
_STYLES = {
    *("font-size", "font-family", "font-style", "font-weight", "color", "background-color", "letter-spacing"),
    *("line-height", "text-align", "text-decoration", "vertical-align", "float", "width", "height", "padding"),
    *("border", "border-style", "border-width", "border-color", "border-collapse", "list-style-type"),
}
_SCHEMES = {"http", "https", "mailto", "tel"}
# A file pasted into the text itself; its address would be taken away anyway.
_PASTED = re.compile(r"data:[\w/+.-]{1,60};base64,[\w+/=%]*", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_AMPERSAND = re.compile(r"&(?!(?:[a-zA-Z][a-zA-Z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});)")
# A sign of an answer between two stars, written so that it parts nothing there (H5P.Blanks); the cleaner would write
# the sign itself. Never across what may be an attribute: an address is judged with its signs.
_BETWEEN_STARS = re.compile(r"\*[^*<>=\"'`]*\*")
_SIGNS = {"&#42;": "\ue02a", "&#47;": "\ue02f", "&#58;": "\ue03a"}
_ESCAPED = str.maketrans({"<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#039;"})


def plain(text: str) -> str:
    return _AMPERSAND.sub("&amp;", text).translate(_ESCAPED)


def rich(text: str, allowed: Iterable[str]) -> str:
    """``allowed``: the names of tags in the semantics. Raises ``Refused`` for more than a page of a book holds."""
    if len(text) > LONGEST_TEXT:
        text = _PASTED.sub("", text)
    if len(text) > LONGEST_TEXT or text.count("<") > MOST_TAGS:
        # What reads HTML takes time by the square of these.
        start = short(_TAG.sub("", text[:LONGEST_TEXT]).strip())
        raise Refused(_("Đoạn chữ “%s” quá dài. Anh/chị chia thành nhiều đoạn rồi xuất lại gói.") % start)
    held = _BETWEEN_STARS.sub(_hold, text) if any(sign in text for sign in _SIGNS) else text
    cleaned = _cleaner(frozenset(allowed)).clean(held)
    return cleaned if held == text else _given_back(cleaned)


def _hold(answer: re.Match[str]) -> str:
    held = answer[0]
    for sign, place in _SIGNS.items():
        held = held.replace(sign, place)
    return held


def _given_back(text: str) -> str:
    for sign, place in _SIGNS.items():
        text = text.replace(place, sign)
    return text


def any_rich(text: str) -> str:
    """Where nobody says what is allowed: any harmless tag, and text without tags as it is."""
    return rich(text, _SAFE) if "<" in text else text


def lost_tags(before: str, after: str) -> bool:
    return after.count("<") < before.count("<")


@lru_cache(maxsize=64)
def _cleaner(allowed: frozenset[str]) -> nh3.Cleaner:
    tags = _ALWAYS | allowed
    for tag in allowed:
        tags |= _ALONG.get(tag, set())
    return nh3.Cleaner(
        tags=tags & _SAFE,
        attributes=_ATTRIBUTES,
        generic_attribute_prefixes={"data-", "aria-"},
        filter_style_properties=_STYLES,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer",
    )

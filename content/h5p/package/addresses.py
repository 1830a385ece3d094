"""Addresses outside the package that its parameters mention; the player's frame loads none of them by itself."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from content.h5p.package.limits import MOST_ADDRESSES

# Said about a work, never loaded.
_SAID = {"metadata", "copyright", "authors", "license"}
_ADDRESS = re.compile(r"(?:https?:)?//[\w.-]+\.\w{2,}(?::\d+)?[^\s\"'<>\\)]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class External:
    """``where``: the keys and places that lead to the text, as ``slides/0/action``."""

    address: str
    where: str


def external(parameters: Any) -> tuple[External, ...]:
    """At most ``MOST_ADDRESSES``, each once."""
    found: dict[str, External] = {}
    for text, where in _texts(parameters):
        for match in _ADDRESS.finditer(html.unescape(text) if "//" in text else ""):
            address = match[0].rstrip(".,;:")
            found.setdefault(address, External(address, where))
            if len(found) >= MOST_ADDRESSES:
                return tuple(found.values())
    return tuple(found.values())


def host_of(address: str) -> tuple[str, bool]:
    """ "" where it is none, or names a port of its own; and whether it is asked by https, as the page is."""
    try:
        parts = urlsplit(address, scheme="https")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "", False
    return (host if port in (None, 443) else ""), parts.scheme == "https"


def _texts(value: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """By hand, in the order of reading."""
    waiting: list[tuple[Any, str]] = [(value, where)]
    while waiting:
        thing, place = waiting.pop()
        if isinstance(thing, str):
            yield thing, place.lstrip("/")
        elif isinstance(thing, dict):
            waiting.extend((thing[key], f"{place}/{key}") for key in reversed(thing) if key not in _SAID)
        elif isinstance(thing, list):
            waiting.extend((one, f"{place}/{number}") for number, one in reversed(list(enumerate(thing))))

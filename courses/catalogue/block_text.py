"""What is written in the blocks of a lesson, and which pictures are shown, whatever kinds of block there are."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser
from typing import Any

# As a stream keeps them: {"type", "value", "id"}.
Raw = Sequence[Mapping[str, Any]]
# Names under which a block keeps no text: keys and choices.
_CHOSEN = {"id", "type", "tone", "image", "decorative"}
_PICTURE = ("image", "decorative", "alt_text")


def texts(value: Any) -> Iterator[str]:
    """Every text in a block's value, whatever its kind; keys and choices are no text."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if name not in _CHOSEN:
                yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def pictures(value: Any) -> Iterator[Mapping[str, Any]]:
    """What stands for a picture: its id, its words, whether it is decoration."""
    if isinstance(value, Mapping):
        if all(name in value for name in _PICTURE):
            yield value
            return
        for inner in value.values():
            yield from pictures(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from pictures(inner)


def shown_pictures(value: Any) -> list[int]:
    return [picture["image"] for picture in pictures(value) if picture["image"]]


def recordings(raw: Raw, kind: str) -> list[int]:
    """Ids of the videos ("video") or sounds ("audio") in a body."""
    return [block["value"] for block in raw if block["type"] == kind and block["value"]]


def interactive(raw: Raw) -> list[int]:
    """Ids of the interactive contents in a body."""
    return [block["value"]["content"] for block in raw if block["type"] == "interactive" and block["value"]["content"]]


class Parsed(HTMLParser):
    """One text: its words, its headings with their level, where it leads outside the site, which documents it opens."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.headings: list[tuple[int, str]] = []
        self.links: list[str] = []
        self.documents: list[int] = []
        self._open = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        link = named.get("href") or ""
        if tag == "a" and named.get("linktype") == "document" and (named.get("id") or "").isdigit():
            self.documents.append(int(named["id"] or 0))
        if tag == "a" and re.match(r"https?://", link, re.IGNORECASE):
            self.links.append(link)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))
            self._open = True

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and not re.fullmatch(r"h[1-6]", tag)

    def handle_data(self, data: str) -> None:
        self.words += data.split()
        if self._open:
            level, words = self.headings[-1]
            self.headings[-1] = (level, f"{words} {data}".strip())

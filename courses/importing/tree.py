"""HTML that a reader made of a file, cleaned, as a tree small enough to walk."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3

EMPTY = {"br", "img", "hr"}
BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "table", "pre"}
TAGS = BLOCKS | EMPTY | {"a", "b", "strong", "i", "em", "li", "thead", "tbody", "tr", "th", "td", "s", "del", "code"}
ATTRIBUTES = {
    **{tag: {"data-at", "class"} for tag in BLOCKS | {"li", "code"}},
    "a": {"href"},
    **{tag: {"colspan", "rowspan"} for tag in ("th", "td")},
    "img": {"alt", "title", "data-picture", "data-left"},
}
PARTED = {"p", "li", "th", "td"}
LINKS = {"http", "https", "mailto", "tel"}


@dataclass(slots=True)
class Element:
    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    def text(self) -> str:
        """The words; cells, items and paragraphs are parted by a space."""
        return "".join(child if isinstance(child, str) else child._parted() for child in self.children)

    def _parted(self) -> str:
        return f"{self.text()} " if self.name in PARTED else self.text()

    def within(self, name: str) -> Iterator["Element"]:
        """Elements called ``name`` at any depth, in the order of reading."""
        for child in self.children:
            if isinstance(child, Element):
                if child.name == name:
                    yield child
                yield from child.within(name)


class _Grower(HTMLParser):
    """What was cleaned is well formed: each end closes the last element opened."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("body")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in EMPTY:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in EMPTY:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def tree_of(html: str) -> Element:
    """Scripts go with what is in them; a link with another scheme than ``LINKS`` loses its address."""
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=LINKS, link_rel=None)
    grower = _Grower()
    grower.feed(clean)
    grower.close()
    return grower.open[0]

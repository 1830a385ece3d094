"""Where a claim's part stands in our parameters: ``{"library": "H5P.X 1.2", "params": {...}, "subContentId": "..."}``.

Pieces of some types (the choices of a single choice set, the panels of a summary) have an id and no library of their
own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from content.h5p.claims.kinds import ROWS
from content.h5p.claims.libraries import LibraryVersion, library_of

MAX_VALUES = 500_000


@dataclass(frozen=True)
class Part:
    """``piece`` is what has the id within ``parameters``, where it is no content of its own."""

    library: LibraryVersion
    parameters: Mapping[str, Any]
    piece: Mapping[str, Any] | None = None


def whole(library: str, parameters: Any, patches: Mapping[str, int] | None = None) -> Part | None:
    """The content itself; ``library`` as the package names it."""
    named = library_of(library, patches)
    return Part(named, parameters) if named and isinstance(parameters, Mapping) else None


def find(top: Part, part: str, patches: Mapping[str, int] | None = None) -> Part | None:
    return next((found for name, found in _all(top, patches) if name == part), None)


def names(top: Part) -> frozenset[str]:
    """Every part's id: a claim about any other is not about this content."""
    return frozenset(name for name, _part in _all(top, None))


def content_of(node: Any, patches: Mapping[str, int] | None = None) -> Part | None:
    """The content a node of parameters holds."""
    return whole(str(node.get("library")), node.get("params"), patches) if isinstance(node, Mapping) else None


def within(part: Part, patches: Mapping[str, int] | None = None) -> Iterator[tuple[str | None, Part]]:
    """The contents ``part`` is put together from, each with its id; not what these hold in turn."""
    waiting: list[Any] = [part.parameters]
    for node in _walk(waiting):
        found = content_of(node, patches) if node is not part.parameters else None
        if found is not None:
            yield _id(node), found
        else:
            waiting.extend(_below(node))


def leaves(part: Part, patches: Mapping[str, int] | None = None) -> Iterator[tuple[str | None, Part]]:
    """The contents of a column, those in its rows included."""
    for name, inner in within(part, patches):
        if inner.library.name in ROWS:
            yield from leaves(inner, patches)
        else:
            yield name, inner


def contents(part: Part) -> Iterator[Part]:
    """Everything ``part`` is put together from, however deep."""
    waiting = [part]
    while waiting:
        for _name, inner in within(waiting.pop()):
            yield inner
            waiting.append(inner)


def _all(top: Part, patches: Mapping[str, int] | None) -> Iterator[tuple[str, Part]]:
    waiting: list[Any] = [(top.parameters, top)]
    for node, owner in _walk(waiting):
        found = content_of(node, patches) if node is not owner.parameters else None
        name = _id(node)
        if name is not None and node is not top.parameters:
            yield name, found or Part(owner.library, owner.parameters, node)
        waiting.extend((inner, found or owner) for inner in _below(node))


def _walk(waiting: list[Any]) -> Iterator[Any]:
    """Whoever reads puts more into ``waiting``; as many as parameters may hold."""
    for _count in range(MAX_VALUES):
        if not waiting:
            return
        yield waiting.pop()


def _below(node: Any) -> list[Any]:
    values = node.values() if isinstance(node, Mapping) else node if isinstance(node, list) else ()
    return [value for value in values if isinstance(value, Mapping | list)]


def _id(node: Any) -> str | None:
    name = node.get("subContentId") if isinstance(node, Mapping) else None
    return name if isinstance(name, str) else None

"""The revisions of a content, which libraries each runs on, and what administrators moved."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from content.h5p.models import Content, Library, Pin
from content.h5p.pinning import asked_of
from content.h5p.showing import revisions

Ran = dict[UUID, dict[str, Library]]


def history_of(content: Content) -> list[Any]:
    """The newest first; each that was moved says from which library to which (``moved``). Two queries at most."""
    found: list[Any] = list(revisions().filter(content=content).select_related("made_by__person"))
    moved = {one.package_of for one in found} - {None}
    ran = _ran([one.pk for one in found if one.package_of or one.number in moved])
    last: dict[int, Any] = {}
    for one in reversed(found):
        package = one.package_of or one.number
        one.moved = _told(ran[last[package].pk], ran[one.pk]) if package in last else ""
        last[package] = one
    return found


def _ran(revisions: list[UUID]) -> Ran:
    pins = Pin.objects.filter(revision__in=revisions).select_related("library")
    named = ("machine_name", "major", "minor", "patch", "digest")
    found: Ran = defaultdict(dict)
    for pin in pins.only("revision", *(f"library__{name}" for name in named)):
        found[pin.revision_id][str(asked_of(pin.library))] = pin.library
    return found


def _told(before: dict[str, Library], after: dict[str, Library]) -> str:
    changed = [(before[name], one) for name, one in after.items() if name in before and before[name].pk != one.pk]
    return "; ".join(_arrow(old, new) for old, new in changed)


def _arrow(old: Library, new: Library) -> str:
    """The same name and patch may be other bytes."""
    return f"{old} → {new}" if str(old) != str(new) else f"{old} ({old.mark} → {new.mark})"


def runs_on(revision: Any) -> list[Library]:
    """In the order in which they are loaded; one query."""
    found = Library.objects.filter(pins__revision=revision.pk).order_by("pins__position")
    return list(found.defer("manifest", "semantics"))

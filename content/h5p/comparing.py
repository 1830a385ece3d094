"""Libraries of one name and ``major.minor`` beside each other: what differs, what runs on which."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from content.h5p.models import Content, Library, LibraryFile, Revision
from content.h5p.moving import can_move
from content.h5p.registry import needs_of

# Of contents and of other versions on one page; the rest is counted.
MOST = 100


@dataclass(frozen=True, slots=True)
class Difference:
    """Paths; and libraries, as "H5P.X 1.2", that the one needs and the other does not."""

    added: list[str]
    removed: list[str]
    changed: list[str]
    needs: list[str]
    needs_no_more: list[str]
    asks_otherwise: bool


@dataclass(frozen=True, slots=True)
class Used:
    """``now``: contents that whoever begins plays on it. ``earlier`` counts those of which only a former revision
    runs on it, for whoever is in the middle; ``more`` those of ``now`` that are not listed."""

    now: list[Content]
    more: int
    earlier: int


@dataclass(frozen=True, slots=True)
class Other:
    """``contents``: how many run on it. ``there``: contents can be moved to it from the library whose page this is,
    ``here``: from it to that one."""

    library: Library
    contents: int
    there: bool
    here: bool


def difference(source: Library, target: Library) -> Difference:
    """From one to the other; one query."""
    held: dict[int, dict[str, str]] = {source.pk: {}, target.pk: {}}
    rows = LibraryFile.objects.filter(library__in=held).order_by("path")
    for library, path, sha256 in rows.values_list("library", "path", "file"):
        held[library][path] = sha256
    old, new = held[source.pk], held[target.pk]
    before, after = ({str(need) for need in needs_of(one.manifest)} for one in (source, target))
    return Difference(
        added=[path for path in new if path not in old],
        removed=[path for path in old if path not in new],
        changed=[path for path in new if path in old and old[path] != new[path]],
        needs=sorted(after - before),
        needs_no_more=sorted(before - after),
        asks_otherwise=source.semantics != target.semantics,
    )


def used(library: Library) -> Used:
    """Three queries at most."""
    running = running_on(library)
    now = list(running[: MOST + 1])
    more = running.count() - MOST if len(now) > MOST else 0
    ever = Content.objects.filter(pk__in=Revision.objects.filter(pins__library=library).values("content"))
    return Used(now[:MOST], more, ever.exclude(current__pins__library=library).count())


def running_on(library: Library) -> Any:
    """Contents that whoever begins now plays on it, by title."""
    return Content.objects.filter(current__pins__library=library).order_by("title", "pk")


def others(library: Library) -> list[Other]:
    """The newest first; two queries."""
    same = Library.objects.filter(machine_name=library.machine_name, major=library.major, minor=library.minor)
    found = list(same.exclude(pk=library.pk).defer("manifest", "semantics")[:MOST])
    numbers = counted([library, *found])
    return [
        Other(
            one,
            numbers.get(one.pk, 0),
            there=can_move(library, one) and bool(numbers.get(library.pk)),
            here=can_move(one, library) and bool(numbers.get(one.pk)),
        )
        for one in found
    ]


def counted(libraries: Iterable[Library]) -> dict[int, int]:
    """How many contents run on each, for whoever begins now; one query."""
    listed = [one.pk for one in libraries]
    rows = Content.objects.filter(current__pins__library__in=listed).order_by().values_list("current__pins__library")
    return dict(rows.annotate(contents=Count("pk", distinct=True)))


def ran_on(library: Library, contents: Iterable[Content]) -> dict[int, int]:
    """Of those whose former revision ran on it, its number, by the content's key; one query."""
    listed = [one.pk for one in contents]
    rows = Revision.objects.filter(content__in=listed, pins__library=library).order_by("number")
    return dict(rows.values_list("content", "number"))

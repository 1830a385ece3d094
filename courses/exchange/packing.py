"""Questions as one package of H5P: one as itself, several as a question set, for elsewhere a package is one content.

With the libraries where all it needs are approved here and fit each other; else with the content alone, for the
versions that other platforms have: they bring their own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any

from content.h5p.authoring.availability import Available, availability
from content.h5p.authoring.labels import LABELS
from content.h5p.authoring.manifest import h5p_json
from content.h5p.authoring.semantics import Fields, filled
from content.h5p.exporting import library_files, packed
from content.h5p.models import Library
from content.h5p.pinning import asked_of
from content.h5p.registry import Asked
from courses.exchange.formats.h5p_out import SET, question_set, task
from courses.exchange.items import Item

# What question sets of that version take, known to the platforms of the last years.
ELSEWHERE = {
    one.name: one
    for one in (
        Asked("H5P.MultiChoice", 1, 16),
        Asked("H5P.TrueFalse", 1, 8),
        Asked("H5P.Blanks", 1, 14),
        Asked(SET, 1, 20),
    )
}
TITLE = "Bộ câu hỏi"


@dataclass(frozen=True, slots=True)
class Libraries:
    """By machine name: what is asked for, and its semantics where it is here. ``order`` is that of loading."""

    asked: Mapping[str, Asked]
    semantics: Mapping[str, Fields]
    order: Sequence[int] = ()
    needs: Sequence[Asked] = ()


def package(items: Sequence[Item]) -> IO[bytes]:
    """Of items that H5P has words for, at least one; the same bytes for the same items and libraries."""
    tasks = [task(item) for item in items]
    types = sorted({one.library for one in tasks})
    main = types[0] if len(tasks) == 1 else SET
    libraries = _libraries([*types, *([SET] if main == SET else [])])
    told = [(one, str(libraries.asked[one.library]), _whole(one.library, one.parameters, libraries)) for one in tasks]
    parameters = told[0][2] if main != SET else _whole(SET, question_set(told), libraries)
    title = tasks[0].title if main != SET else TITLE
    manifest = h5p_json(title, libraries.asked[main], libraries.needs)
    return packed(manifest, parameters, library_files(_in_order(libraries.order)))


def _whole(name: str, parameters: dict[str, Any], libraries: Libraries) -> dict[str, Any]:
    return filled(parameters, LABELS[name], libraries.semantics.get(name))


def _libraries(names: Sequence[str]) -> Libraries:
    found = availability(names)
    here = [(name, one.library) for name, one in found.items() if one.library is not None]
    if len(here) < len(names) or not _fit({name: asked_of(library) for name, library in here}, found):
        return Libraries({name: ELSEWHERE[name] for name in names}, {}, needs=[ELSEWHERE[name] for name in names])
    needs = {need.asked: need for one in found.values() for need in one.needs}
    return Libraries(
        {name: asked_of(library) for name, library in here},
        {name: library.semantics or [] for name, library in here},
        [need.id for need in needs.values()],
        list(needs),
    )


def _fit(asked: Mapping[str, Asked], found: Mapping[str, Available]) -> bool:
    """A set drops questions of versions that its semantics do not name."""
    library = found[SET].library if SET in found else None
    if library is None:
        return True
    taken = set(_options(library.semantics))
    return all(str(one) in taken for name, one in asked.items() if name != SET)


def _options(semantics: Any) -> Iterable[str]:
    for field in semantics or []:
        if field.get("name") == "questions":
            yield from field.get("field", {}).get("options", [])


def _in_order(ids: Sequence[int]) -> list[Library]:
    held = Library.objects.in_bulk(ids)
    return [held[pk] for pk in ids]

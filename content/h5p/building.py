"""A .h5p file made of a library's source and of a content for it: the same bytes whenever and wherever it is made.

Needs no Django and asks nobody. The library must need no other one.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

OWN = Path(__file__).parent / "own"
SCAM_SIGNS = OWN / "H5P.ScamSigns-1.0"
SAMPLES = OWN / "samples"
PACKED = frozenset({".json", ".js", ".css", ".svg"})
# The earliest a zip can tell.
TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Content:
    """``params`` is content.json, by the library's semantics; ``about`` what h5p.json says of it: title, language."""

    params: dict[str, Any]
    about: dict[str, Any] = field(default_factory=lambda: {"title": "", "language": "vi"})


def samples(folder: Path = SAMPLES) -> dict[str, Content]:
    """The contents shipped with the library, by the name of their folder."""
    return {
        each.name: Content(params=_json(each / "content.json"), about=_json(each / "h5p.json"))
        for each in sorted(folder.iterdir())
        if each.is_dir()
    }


def build(library_folder: Path, content: Content) -> bytes:
    """What is missing of the parameters and has a default gets it, as an editor would have written it."""
    library = _json(library_folder / "library.json")
    semantics = _json(library_folder / "semantics.json")
    name, major, minor = library["machineName"], library["majorVersion"], library["minorVersion"]
    about = {
        **content.about,
        "mainLibrary": name,
        "embedTypes": ["div"],
        "preloadedDependencies": [{"machineName": name, "majorVersion": major, "minorVersion": minor}],
    }
    entries = {
        "h5p.json": _text(about),
        "content/content.json": _text(complete(semantics, content.params)),
        **{f"{name}-{major}.{minor}/{inside}": path.read_bytes() for inside, path in _files(library_folder)},
    }
    packed = io.BytesIO()
    # Not deflated: how small that gets differs between versions of zlib.
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for inside, data in sorted(entries.items()):
            entry = zipfile.ZipInfo(inside, TIME)
            # The same wherever it is made: readable by all, written on Unix.
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, data)
    return packed.getvalue()


def complete(fields: list[dict[str, Any]], params: dict[str, Any]) -> dict[str, Any]:
    return {**params, **{each["name"]: value for each in fields for value in _filled(each, params.get(each["name"]))}}


def _filled(semantic: dict[str, Any], value: Any) -> Iterator[Any]:
    """One value, or none where nothing is given and nothing is the default."""
    if semantic["type"] == "group":
        yield complete(semantic["fields"], value or {})
    elif semantic["type"] == "list" and value is not None:
        yield [filled for each in value for filled in _filled(semantic["field"], each)]
    elif value is not None:
        yield value
    elif "default" in semantic:
        yield semantic["default"]


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in PACKED:
            yield path.relative_to(folder).as_posix(), path


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _text(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

"""What is in a bundle: every script and every style a content runs on, in the order in which they are loaded.

Each file of a library runs as a script of its own (``scripts/shim.js`` has ``run``): what is wrong with one stops none
of the others, just as if the browser had fetched them one by one. Small pictures stand in the style itself, and of
fonts the signs that are drawn (``icons``): a frame has no store of its own, and asks for a file every time anew.
"""

import json
import posixpath
from base64 import b64encode
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.urls import reverse

from content.h5p import core, store
from content.h5p.models import Library, LibraryFile
from content.h5p.player import icons, styles
from content.h5p.player.playing import Playing, core_digest
from content.h5p.player.texts import texts

SCRIPTS = Path(__file__).parent / "scripts"
FONT = "font/woff2"
# Bytes of a picture that stands in a style itself.
MOST_INSIDE = 2048
# Of the core, heavier fonts are letters: a phone has its own, which a frame need not fetch every time.
MOST_ICONS = 32 * 1024
INSIDE = {"image/gif", "image/png", "image/svg+xml"}
_CORE = {".woff2": FONT, ".gif": "image/gif", ".png": "image/png", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Named:
    """A file that a style names; ``read`` gives its bytes."""

    address: str
    mime: str
    size: int
    read: Callable[[], bytes]

    @property
    def shown(self) -> str:
        """Its address, or itself."""
        return inside(self.read(), self.mime) if self.size <= MOST_INSIDE and self.mime in INSIDE else self.address


# What a style names, as it names it.
Find = Callable[[str], Named | None]


@dataclass(frozen=True, slots=True)
class Style:
    text: str
    find: Find

    def rewritten(self, drawn: frozenset[int]) -> str:
        return styles.rewrite(self.text, self._shown, partial(self._signs, drawn))

    def _shown(self, name: str) -> str | None:
        found = self.find(name)
        return found.shown if found else None

    def _signs(self, drawn: frozenset[int], name: str) -> tuple[str, str, str] | None:
        found = self.find(name)
        if found is None or not found.mime.startswith("font/"):
            return None
        few = icons.only(found.read(), drawn)
        return (inside(few.font, FONT), icons.ranges(few.signs), icons.ranges(few.rest)) if few else None


def joined(playing: Playing) -> dict[str, bytes]:
    """By "js" and "css"; one query."""
    found = core.find()
    if found is None:
        raise RuntimeError("H5P's core is not installed")
    files = _files(playing.libraries)
    scripts = [(address(one, path), text) for one, path, text in _texts(playing.libraries, files, "preloadedJs")]
    of_core = Style(found.style.read_text(encoding="utf-8"), partial(_of_core, found))
    looks = [of_core, *_styles(playing.libraries, files)]
    core_script = found.script.read_text(encoding="utf-8")
    drawn = icons.drawn([one.text for one in looks], [core_script, *(text for _address, text in scripts)])
    ours = _ours(found, core_script)
    return {
        "css": "".join([*(one.rewritten(drawn) for one in looks), _our_style()]).encode(),
        "js": "\n".join([*ours, *(f"mooc.run({literal(at)},{literal(text)});" for at, text in scripts)]).encode(),
    }


# Of libraries: what lies at each of their paths.
Files = Mapping[int, Mapping[str, LibraryFile]]


def _files(libraries: Iterable[Library]) -> Files:
    held: dict[int, dict[str, LibraryFile]] = defaultdict(dict)
    for file in LibraryFile.objects.filter(library__in=[one.pk for one in libraries]).select_related("file"):
        held[file.library_id][file.path] = file
    return held


def _ours(found: core.Core, script: str) -> Iterator[str]:
    shim, bridge = ((SCRIPTS / name).read_text(encoding="utf-8") for name in ("shim.js", "bridge.js"))
    where = " and ".join(found.sources)
    yield f"/*! H5P core, GPL-3.0-or-later, from {found.name} {found.version}; source: {where} */"
    yield f"{shim};\n{script};"
    yield f"window.mooc.texts={literal(texts())};\n{bridge};"


def _our_style() -> str:
    return (SCRIPTS / "ours.css").read_text(encoding="utf-8")


def _texts(libraries: Iterable[Library], files: Files, kind: str) -> Iterator[tuple[Library, str, str]]:
    for library in libraries:
        for path in named(library, kind):
            if file := files[library.pk].get(path):
                yield library, path, store.read(file.file_id).decode("utf-8-sig", "replace")


def _of_core(found: core.Core, name: str) -> Named | None:
    path = found.files.get(name)
    if path is None or path.stat().st_size > MOST_ICONS:
        return None
    return Named(core_address(path), _CORE[path.suffix], path.stat().st_size, path.read_bytes)


def _styles(libraries: tuple[Library, ...], files: Files) -> Iterator[Style]:
    beside = {library.folder: library for library in libraries}
    beside |= {library.machine_name: library for library in libraries}
    for library, path, text in _texts(libraries, files, "preloadedCss"):
        yield Style(text, partial(_found, library, path, beside, files))


def _found(library: Library, path: str, beside: Mapping[str, Library], files: Files, name: str) -> Named | None:
    """What the style at ``path`` names, in its own library or in one that lies beside it."""
    plain = unquote(name.partition("#")[0].partition("?")[0])
    whole = posixpath.normpath(posixpath.join(library.folder, posixpath.dirname(path), plain))
    folder, _slash, rest = whole.partition("/")
    other = beside.get(folder)
    file = files[other.pk].get(rest) if other else None
    if other is None or file is None:
        return None
    return Named(address(other, rest), file.mime, file.file.size, partial(store.read, file.file_id))


def named(library: Library, kind: str) -> list[str]:
    """Paths in the order in which library.json lists them."""
    listed = library.manifest.get(kind) or []
    paths = [entry.get("path") for entry in listed if isinstance(entry, dict)]
    return [posixpath.normpath(path) for path in paths if isinstance(path, str)]


def address(library: Library, path: str) -> str:
    return reverse("h5p:library", args=[library.digest, path])


def core_address(path: Path) -> str:
    return reverse("h5p:core", args=[core_digest()[:32], path.name])


def inside(data: bytes, mime: str) -> str:
    return f"data:{mime};base64,{b64encode(data).decode()}"


def literal(value: Any) -> str:
    """As a script may hold it, in whichever element: no end of a script, no line end JavaScript would see."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")

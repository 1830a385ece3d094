"""One script and one style for all a content runs on, made once and kept compressed beside the files they are from.

Each file of a library runs as a script of its own (``scripts/shim.js`` has ``run``): what is wrong with one stops none
of the others, just as if the browser had fetched them one by one. A bundle is complete once its **note** is there,
which names the files: of two processes that make one at once, the first to write the note wins, the other tidies up.
"""

import gzip
import json
import posixpath
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import brotli
from django.core.files.base import ContentFile
from django.urls import reverse

from content.h5p import core, store
from content.h5p.models import Library, LibraryFile
from content.h5p.player import styles
from content.h5p.player.playing import Playing, core_digest
from content.h5p.player.texts import texts

FOLDER = "goi"
SCRIPTS = Path(__file__).parent / "scripts"
KINDS = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8"}
CODINGS = ("br", "gz")
# Of libraries: what each of their paths holds, as SHA-256.
Files = Mapping[int, Mapping[str, str]]

_complete: dict[str, "Kept"] = {}


@dataclass(frozen=True, slots=True)
class Kept:
    """Names in the storage and sizes in bytes, by "js.br" and the like."""

    names: Mapping[str, str]
    sizes: Mapping[str, int]

    @property
    def weight(self) -> int:
        """Bytes as most browsers get them."""
        return sum(self.sizes[f"{kind}.br"] for kind in KINDS)


def ensure(playing: Playing) -> Kept:
    """The bundle of ``playing``, made unless it is there; a query if it is not."""
    return find(playing.bundle) or _make(playing)


def find(digest: str) -> Kept | None:
    """Complete, or None. No query."""
    if digest not in _complete and (kept := _noted(digest)):
        _complete[digest] = kept
    return _complete.get(digest)


def read(digest: str, kind: str, coding: str) -> bytes | None:
    """Compressed; None where it is not, or not any more."""
    kept = find(digest)
    if kept is None:
        return None
    try:
        with store.storage().open(kept.names[f"{kind}.{coding}"], "rb") as file:
            return bytes(file.read())
    except FileNotFoundError:
        _complete.pop(digest, None)
        return None


def _note(digest: str) -> str:
    return f"{FOLDER}/{digest[:2]}/{digest}.json"


def _noted(digest: str) -> Kept | None:
    """A note that is still being written is none."""
    try:
        with store.storage().open(_note(digest), "rb") as file:
            noted: dict[str, Any] = json.load(file)
    except (FileNotFoundError, ValueError):
        return None
    return Kept(noted["names"], noted["sizes"])


def _make(playing: Playing) -> Kept:
    digest, mark = playing.bundle, uuid.uuid4().hex[:12]
    names, sizes = {}, {}
    for kind, whole in _written(playing).items():
        for coding, data in (("br", brotli.compress(whole, quality=9)), ("gz", gzip.compress(whole, 9, mtime=0))):
            name = f"{FOLDER}/{digest[:2]}/{digest}-{mark}.{kind}.{coding}"
            names[f"{kind}.{coding}"] = store.storage().save(name, ContentFile(data))
            sizes[f"{kind}.{coding}"] = len(data)
    note = ContentFile(json.dumps({"names": names, "sizes": sizes}).encode())
    saved = store.storage().save(_note(digest), note)
    if saved != _note(digest) and (first := _noted(digest)):
        for name in (*names.values(), saved):
            store.storage().delete(name)
        return first
    _complete[digest] = Kept(names, sizes)
    return _complete[digest]


def _written(playing: Playing) -> dict[str, bytes]:
    found = core.find()
    if found is None:
        raise RuntimeError("H5P's core is not installed")
    files = _files(playing.libraries)
    return {
        "css": "".join([_core_style(found), *_styles(playing.libraries, files), _our_style()]).encode(),
        "js": "\n".join([*_ours(found), *_scripts(playing.libraries, files)]).encode(),
    }


def _files(libraries: Iterable[Library]) -> Files:
    held: dict[int, dict[str, str]] = defaultdict(dict)
    rows = LibraryFile.objects.filter(library__in=[one.pk for one in libraries])
    for library, path, sha256 in rows.values_list("library_id", "path", "file_id"):
        held[library][path] = sha256
    return held


def _ours(found: core.Core) -> Iterator[str]:
    shim, bridge = ((SCRIPTS / name).read_text(encoding="utf-8") for name in ("shim.js", "bridge.js"))
    where = " and ".join(found.sources)
    yield f"/*! H5P core, GPL-3.0-or-later, from {found.name} {found.version}; source: {where} */"
    yield f"{shim};\n{found.script.read_text(encoding='utf-8')};"
    yield f"window.mooc.texts={literal(texts())};\n{bridge};"


def _scripts(libraries: Iterable[Library], files: Files) -> Iterator[str]:
    for library in libraries:
        for path in named(library, "preloadedJs"):
            if sha256 := files[library.pk].get(path):
                text = store.read(sha256).decode("utf-8-sig", "replace")
                yield f"mooc.run({literal(address(library, path))},{literal(text)});"


def _our_style() -> str:
    return (SCRIPTS / "ours.css").read_text(encoding="utf-8")


def _core_style(found: core.Core) -> str:
    def at(name: str) -> str | None:
        path = found.files.get(name)
        return core_address(path) if path else None

    return styles.rewrite(found.style.read_text(encoding="utf-8"), at)


def _styles(libraries: tuple[Library, ...], files: Files) -> Iterator[str]:
    beside = {library.folder: library for library in libraries}
    beside |= {library.machine_name: library for library in libraries}
    for library in libraries:
        for path in named(library, "preloadedCss"):
            if sha256 := files[library.pk].get(path):
                text = store.read(sha256).decode("utf-8-sig", "replace")
                yield styles.rewrite(text, partial(_found, library, path, beside, files))


def _found(library: Library, path: str, beside: Mapping[str, Library], files: Files, name: str) -> str | None:
    """What the style at ``path`` names, in its own library or in one that lies beside it."""
    plain = unquote(name.partition("#")[0].partition("?")[0])
    whole = posixpath.normpath(posixpath.join(library.folder, posixpath.dirname(path), plain))
    folder, _slash, rest = whole.partition("/")
    other = beside.get(folder)
    return address(other, rest) if other and rest in files[other.pk] else None


def named(library: Library, kind: str) -> list[str]:
    """Paths in the order in which library.json lists them."""
    listed = library.manifest.get(kind) or []
    paths = [entry.get("path") for entry in listed if isinstance(entry, dict)]
    return [posixpath.normpath(path) for path in paths if isinstance(path, str)]


def address(library: Library, path: str) -> str:
    return reverse("h5p:library", args=[library.digest, path])


def core_address(path: Path) -> str:
    return reverse("h5p:core", args=[core_digest()[:32], path.name])


def literal(value: Any) -> str:
    """As a script may hold it, in whichever element: no end of a script, no line end JavaScript would see."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")

"""One script and one style for all a content runs on, made once and kept compressed beside the files they are from.

What is in it is ``joining``'s. A bundle is complete once its **note** is there, which names the files: of two processes
that make one at once, the first to write the note wins, the other tidies up.
"""

import gzip
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import brotli
from django.core.files.base import ContentFile

from content.h5p import store
from content.h5p.player.joining import joined
from content.h5p.player.playing import Playing

FOLDER = "goi"
KINDS = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8"}
CODINGS = ("br", "gz")

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
    for kind, whole in joined(playing).items():
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

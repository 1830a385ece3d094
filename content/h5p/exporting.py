"""A revision as a package again, with the libraries it runs on: what another platform opens, and this one."""

import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO

from content.h5p import store
from content.h5p.models import Library, Revision

IN_MEMORY = 1024 * 1024
# Nothing of when it was made: the same revision is the same bytes.
_MADE = (1980, 1, 1, 0, 0, 0)
# Media are packed already.
_STORED = ("image/", "audio/", "video/", "font/woff")


def export(revision: Revision) -> IO[bytes]:
    """Of a ready one; open at its beginning, whoever asked closes it."""
    return packed(revision.package, revision.parameters, _files(revision))


def packed(manifest: object, parameters: object, files: Iterable[tuple[str, str, str]]) -> IO[bytes]:
    """``manifest`` is its h5p.json; ``files`` are place in the package, type and SHA-256."""
    # Closed by whoever sends it.
    made: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        _write(package, "h5p.json", _json(manifest))
        _write(package, "content/content.json", _json(parameters))
        for path, mime, sha256 in files:
            kind = zipfile.ZIP_STORED if mime.startswith(_STORED) else zipfile.ZIP_DEFLATED
            with store.opened(sha256) as source, package.open(_entry(path, kind), "w") as target:
                shutil.copyfileobj(source, target)
    made.seek(0)
    return made


def _files(revision: Revision) -> Iterator[tuple[str, str, str]]:
    for path, mime, sha256 in revision.files.order_by("path").values_list("path", "mime", "file"):
        yield f"content/{path}", mime, sha256
    yield from library_files(pin.library for pin in revision.pins.select_related("library"))


def library_files(libraries: Iterable[Library]) -> Iterator[tuple[str, str, str]]:
    """Below the folders they are asked for by."""
    for library in libraries:
        for path, mime, sha256 in library.files.order_by("path").values_list("path", "mime", "file"):
            yield f"{library.folder}/{path}", mime, sha256


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _write(package: zipfile.ZipFile, name: str, content: bytes) -> None:
    package.writestr(_entry(name, zipfile.ZIP_DEFLATED), content)


def _entry(name: str, kind: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _MADE)
    entry.compress_type = kind
    return entry

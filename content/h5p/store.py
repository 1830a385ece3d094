"""Bytes by their SHA-256, in a storage of their own: ``STORAGES["h5p"]``.

A file is written before its row, so whatever a row names is there; what no row names is swept (``upkeep``).
"""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO

from django.core.files import File
from django.core.files.storage import Storage, storages
from django.utils import timezone

from content.h5p.models import StoredFile

ALIAS = "h5p"
# Of a file on its way: more than that waits on the disk.
IN_MEMORY = 1024 * 1024


def storage() -> Storage:
    return storages[ALIAS]


def name_of(sha256: str) -> str:
    """Spread over folders, for none should hold a hundred thousand files."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


class Sink:
    """Takes files one after the other; ``taken`` are rows not written yet, by digest."""

    def __init__(self) -> None:
        self.taken: dict[str, StoredFile] = {}

    def take(self, pieces: Iterable[bytes], mime: str) -> str:
        """The SHA-256 of all ``pieces``, which are kept unless they are already."""
        digest, size = hashlib.sha256(), 0
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as file:
            for piece in pieces:
                digest.update(piece)
                size += len(piece)
                file.write(piece)
            sha256 = digest.hexdigest()
            if sha256 not in self.taken:
                _keep(sha256, file)
                self.taken[sha256] = StoredFile(sha256=sha256, size=size, mime=mime, created_at=timezone.now())
        return sha256

    def write_rows(self) -> None:
        """Within the transaction that names them."""
        StoredFile.objects.bulk_create(self.taken.values(), ignore_conflicts=True, batch_size=2000)


def _keep(sha256: str, file: "IO[bytes] | tempfile.SpooledTemporaryFile[bytes]") -> None:
    name = name_of(sha256)
    if not storage().exists(name):
        file.seek(0)
        storage().save(name, File(file, name=name))


@contextmanager
def opened(sha256: str) -> Iterator[IO[bytes]]:
    with storage().open(name_of(sha256), "rb") as file:
        yield file


def read(sha256: str) -> bytes:
    """Whole: for scripts, styles and JSON, never for media."""
    with opened(sha256) as file:
        return file.read()

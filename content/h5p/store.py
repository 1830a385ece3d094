"""Bytes by their SHA-256, in a storage of their own: ``STORAGES["h5p"]``.

A file is written before its row, so whatever a row names is there; what no row names is swept (``upkeep``). Whoever
writes rows of files that were there already looks again, under the rows (``importing``).
"""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO

from django.core.files import File
from django.core.files.storage import Storage, storages

ALIAS = "h5p"
# Of a file on its way: more than that waits on the disk.
IN_MEMORY = 1024 * 1024


def storage() -> Storage:
    return storages[ALIAS]


def name_of(sha256: str) -> str:
    """Spread over folders, for none should hold a hundred thousand files."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


class Changed(Exception):
    """Bytes that are not those their digest was told for."""


def holds(sha256: str, size: int) -> bool:
    """Whole: a process that died while it wrote leaves fewer bytes."""
    name = name_of(sha256)
    return storage().exists(name) and storage().size(name) == size


def keep(sha256: str, size: int, pieces: Iterable[bytes]) -> bool:
    """Whether it was written; bytes that are there are not written again. Raises ``Changed`` and keeps nothing."""
    if holds(sha256, size):
        return False
    name, digest = name_of(sha256), hashlib.sha256()
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as file:
        for piece in pieces:
            digest.update(piece)
            file.write(piece)
        if digest.hexdigest() != sha256:
            raise Changed(sha256)
        file.seek(0)
        # What is left of a broken one.
        storage().delete(name)
        storage().save(name, File(file, name=name))
    return True


@contextmanager
def opened(sha256: str) -> Iterator[IO[bytes]]:
    with storage().open(name_of(sha256), "rb") as file:
        yield file


def read(sha256: str) -> bytes:
    """Whole: for scripts, styles and JSON, never for media."""
    with opened(sha256) as file:
        return file.read()

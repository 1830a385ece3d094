"""Files that no row names are swept, and bundles that nothing runs on; uploads are forgotten after their days."""

import datetime as dt
from collections.abc import Iterator

from django.core.files.storage import Storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from content.h5p import core, store
from content.h5p.models import DIGEST, FOLDER, StoredFile, Upload
from content.h5p.player import bundle, playing
from mooc.foundation.private import private_storage
from mooc.foundation.recurring import Alive

# Longer than any upload or import takes.
YOUNG = dt.timedelta(days=1)
# A page that was left open asks for the bundle it was made with; whoever loads it anew gets another.
UNUSED = dt.timedelta(days=30)
# A refusal is read, or it is not.
KEPT = dt.timedelta(days=30)


def forget(alive: Alive) -> int:
    """Uploads whose days are over, however they ended; what they brought stays. Says of how many."""
    found = 0
    for upload in Upload.objects.filter(touched_at__lt=timezone.now() - KEPT):
        name = str(upload.file.name)
        # Row first: one that names a file must have it.
        upload.delete()
        if name:
            private_storage().delete(name)
        found += 1
        alive()
    return found


def sweep(alive: Alive) -> int:
    """Says of how many files."""
    return _sweep_uploads(alive) + _sweep_stored(alive) + _sweep_bundles(alive)


def _sweep_uploads(alive: Alive) -> int:
    storage = private_storage()
    named = set(Upload.objects.exclude(file="").values_list("file", flat=True))
    files = (f"{FOLDER}/{name}" for name in _listed(storage, FOLDER)[1])
    left = [name for name in files if name not in named and _is_old(storage, name)]
    for name in left:
        storage.delete(name)
        alive()
    return len(left)


def _sweep_stored(alive: Alive) -> int:
    found = 0
    for folder in _listed(store.storage(), "")[0]:
        # A two hundred and fifty-sixth of all.
        named = set(StoredFile.objects.filter(pk__startswith=folder).values_list("pk", flat=True))
        for sha256 in _files_below(folder):
            if sha256 not in named and _is_old(store.storage(), store.name_of(sha256)):
                found += _sweep_one(sha256)
        alive()
    return found


def _sweep_bundles(alive: Alive) -> int:
    """Of libraries that no content runs on any more, or of an earlier player. One that is wanted again is made anew."""
    if core.find() is None:
        return 0
    storage, wanted, found = store.storage(), playing.bundles(), 0
    for folder in _listed(storage, bundle.FOLDER)[0]:
        place = f"{bundle.FOLDER}/{folder}"
        # The note before the files that it names.
        for name in sorted(_listed(storage, place)[1], reverse=True):
            if name[:DIGEST] not in wanted and _is_old(storage, f"{place}/{name}", UNUSED):
                storage.delete(f"{place}/{name}")
                found += 1
        alive()
    return found


def _files_below(folder: str) -> Iterator[str]:
    for inner in _listed(store.storage(), folder)[0]:
        for name in _listed(store.storage(), f"{folder}/{inner}")[1]:
            if len(name) == DIGEST and name.startswith(folder + inner):
                yield name


def _sweep_one(sha256: str) -> bool:
    """Holds the row of the file while it goes: an import that names it meanwhile waits, and writes it anew."""
    try:
        with transaction.atomic():
            row = StoredFile(sha256=sha256, size=0, created_at=timezone.now())
            row.save(force_insert=True)
            store.storage().delete(store.name_of(sha256))
            row.delete()
    except IntegrityError:
        return False
    return True


def _is_old(storage: Storage, name: str, young: dt.timedelta = YOUNG) -> bool:
    try:
        return timezone.now() - storage.get_modified_time(name) > young
    except FileNotFoundError:
        return False


def _listed(storage: Storage, folder: str) -> tuple[list[str], list[str]]:
    try:
        return storage.listdir(folder)
    except FileNotFoundError:
        # Nobody has brought anything yet.
        return [], []

"""The files of a package into the store, then their rows.

A file that has a row is there and stays. One that has none may be there (a package that was refused later, a worker
that died) and be swept at any moment, until its row is written: sweeping asks for the row first. So such a file is
looked at once more under its row.
"""

from collections.abc import Callable

from django.utils import timezone

from content.h5p import store
from content.h5p.models import StoredFile
from content.h5p.package.contents import KeptFile
from content.h5p.package.opening import Opened
from mooc.foundation.batches import in_batches

Advance = Callable[[int], None]
AT_ONCE = 2000


def keep_files(opened: Opened, advance: Advance) -> list[KeptFile]:
    """Those that were there without a row. ``advance`` is told how many unpacked bytes are kept so far."""
    files = {file.sha256: file for file in opened.all_files()}
    keys, found, done = list(files), list[KeptFile](), 0
    known = {
        key
        for batch in in_batches(keys)
        for key in StoredFile.objects.filter(pk__in=batch).values_list("pk", flat=True)
    }
    for key, file in files.items():
        if key not in known and not store.keep(key, file.size, opened.chunks(file)):
            found.append(file)
        done += file.size
        advance(done)
    return found


def write_rows(opened: Opened, found: list[KeptFile]) -> None:
    """Within a transaction. ``found``: as ``keep_files`` says."""
    now = timezone.now()
    files = {file.sha256: file for file in opened.all_files()}
    rows = [StoredFile(sha256=key, size=file.size, created_at=now) for key, file in files.items()]
    StoredFile.objects.bulk_create(rows, ignore_conflicts=True, batch_size=AT_ONCE)
    for file in found:
        store.keep(file.sha256, file.size, opened.chunks(file))

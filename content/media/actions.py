"""Keeping the folder of recordings clean: files are written before their rows, and a row may not follow."""

import datetime as dt

from django.core.files.storage import default_storage
from django.utils import timezone

from content.media.recordings import FOLDER, KINDS

# Longer than any upload takes.
KEPT = dt.timedelta(days=1)


def sweep() -> int:
    """Delete files nobody's row names; says how many."""
    if not default_storage.exists(FOLDER):
        return 0
    named = {name for model in KINDS.values() for name in model._default_manager.values_list("file", flat=True)}
    files = [f"{FOLDER}/{name}" for name in default_storage.listdir(FOLDER)[1]]
    left = [name for name in files if name not in named and _is_old(name)]
    for name in left:
        default_storage.delete(name)
    return len(left)


def _is_old(name: str) -> bool:
    return timezone.now() - default_storage.get_modified_time(name) > KEPT

"""The bytes of answers' files go with their rows, and those whose row was never written are swept."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from learners.attempts.file_models import FOLDER, AnswerFile
from mooc.foundation.private import private_storage
from mooc.foundation.recurring import Alive

# Longer than any upload takes.
KEPT = dt.timedelta(days=1)


def forget_bytes(sender: Any, instance: AnswerFile, **kwargs: Any) -> None:
    """On ``post_delete``, so also where an attempt or a whole enrolment is erased. After the commit: a row that is
    there must have its file; a file that cannot be deleted then is swept."""
    name = str(instance.file.name)
    transaction.on_commit(lambda: private_storage().delete(name), robust=True)


def sweep(alive: Alive) -> int:
    """Delete files nobody's row names, folder by folder; says how many."""
    return sweep_folder(FOLDER, AnswerFile, alive)


def sweep_folder(within: str, model: type[Model], alive: Alive) -> int:
    """Below a folder of the private storage whose files rows of ``model`` name in their field ``file``."""
    storage, swept = private_storage(), 0
    folders = list(_folders(within))
    # Read after the folders: what comes meanwhile is young.
    rows: Any = model._default_manager
    named = set(rows.values_list("file", flat=True).iterator()) if folders else set()
    for folder in folders:
        files = (f"{folder}/{name}" for name in storage.listdir(folder)[1])
        left = [name for name in files if name not in named and _is_old(name)]
        for name in left:
            storage.delete(name)
        swept += len(left)
        alive()
    return swept


def _folders(within: str) -> Iterator[str]:
    try:
        folders = private_storage().listdir(within)[0]
    except FileNotFoundError:
        # Nobody has handed in anything yet.
        return
    yield from (f"{within}/{name}" for name in sorted(folders))


def _is_old(name: str) -> bool:
    return timezone.now() - private_storage().get_modified_time(name) > KEPT

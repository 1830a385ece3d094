"""Drafts nobody decided about, and files no row names, go after a while."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from learners.external.models import FOLDER, Import, State
from mooc.foundation.private import private_storage
from mooc.foundation.recurring import Alive

DRAFTS = dt.timedelta(days=14)
# Longer than any upload takes.
ORPHANS = dt.timedelta(days=1)


def forget_bytes(sender: Any, instance: Import, **kwargs: Any) -> None:
    """On ``post_delete``, after the commit: a row that is there must have its file."""
    name = str(instance.file.name or "")
    if name:
        transaction.on_commit(lambda: private_storage().delete(name), robust=True)


def sweep(alive: Alive) -> int:
    """Forget old drafts and files without a row; how many files."""
    now = timezone.now()
    for draft in Import.objects.filter(state=State.DRAFT, uploaded_at__lt=now - DRAFTS):
        draft.delete()
        alive()
    storage = private_storage()
    try:
        names = [f"{FOLDER}/{name}" for name in storage.listdir(FOLDER)[1]]
    except FileNotFoundError:
        return 0
    kept = set(Import.objects.exclude(file="").values_list("file", flat=True))
    stale = [name for name in names if name not in kept and now - storage.get_modified_time(name) > ORPHANS]
    for name in stale:
        storage.delete(name)
    return len(stale)

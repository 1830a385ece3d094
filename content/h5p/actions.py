"""What an author does with packages: bring one for a new content, or for the next revision of one there is.

Looking through a package is left to the worker (``tasks``). The state of an upload turns by one UPDATE that only the
state before answers to, so that a button pressed twice does one thing.
"""

import datetime as dt
import uuid
from typing import Any

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils import timezone

from content.h5p.models import FOLDER, Content, Upload, UploadState
from content.h5p.tasks import work
from mooc.foundation.models import audit
from mooc.foundation.private import private_storage

# A worker not heard of for so long is taken for dead, and the looking may be begun anew.
SILENT = dt.timedelta(minutes=3)


def bring(
    *,
    file: File,
    name: str,
    content: Content | None = None,
    libraries_only: bool = False,
    ticket: uuid.UUID | None = None,
    acting_user: Any,
) -> Upload:
    """Keep the package and have it looked at. The file first, then its row: what has no row is swept.

    ``ticket`` is of the form that was sent: the same file sent twice on one is brought once.
    """
    name, about = name[-160:], {"content": content, "libraries_only": libraries_only}
    if ticket and (sent := Upload.objects.filter(pk=ticket).first()):
        if (sent.owner_id, sent.name, sent.size) == (acting_user.pk, name, file.size):
            return sent
        ticket = None
    key = ticket or uuid.uuid4()
    kept = private_storage().save(f"{FOLDER}/{uuid.uuid4().hex}", file)
    now = timezone.now()
    try:
        with transaction.atomic():
            upload = Upload(
                pk=key,
                owner=acting_user,
                name=name,
                file=kept,
                size=file.size,
                created_at=now,
                touched_at=now,
                **about,
            )
            upload.save(force_insert=True)
            told = {"file": upload.name, **({"content": str(content.key)} if content else {})}
            audit(acting_user=acting_user, verb="h5p.bring", subject=upload, new=told)
            work.enqueue(str(upload.pk), str(acting_user.pk))
    except IntegrityError:
        # Its twin was a moment faster.
        private_storage().delete(kept)
        return Upload.objects.get(pk=key, owner=acting_user)
    return upload


def is_silent(upload: Upload) -> bool:
    return upload.state == UploadState.WAITING and upload.touched_at < timezone.now() - SILENT


def try_again(*, upload: Upload, acting_user: Any) -> bool:
    """Have looked at what a worker left in the middle; what it kept already is not kept again."""
    silent = Upload.objects.filter(pk=upload.pk, state=UploadState.WAITING, touched_at__lt=timezone.now() - SILENT)
    with transaction.atomic():
        turned = bool(silent.update(touched_at=timezone.now(), done=0))
        if turned:
            audit(acting_user=acting_user, verb="h5p.try_again", subject=upload)
            work.enqueue(str(upload.pk), str(acting_user.pk))
    return turned


@transaction.atomic
def rename(*, content: Content, title: str, acting_user: Any) -> None:
    held = Content.objects.select_for_update().get(pk=content.pk)
    audit(acting_user=acting_user, verb="h5p.rename", subject=held, old={"title": held.title}, new={"title": title})
    held.title = title
    held.save(update_fields=["title"])

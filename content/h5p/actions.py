"""What an author does with packages: bring one for a new content, or for the next revision of one there is.

Looking through a package is left to the worker (``tasks``). The state of an upload turns by one UPDATE that only the
state before answers to, so that a button pressed twice does one thing.
"""

import uuid
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from content.h5p.models import Content, Upload
from content.h5p.tasks import work
from mooc.foundation.models import audit
from mooc.foundation.private import private_storage

FOLDER = "h5p-uploads"


def bring(
    *, file: File, name: str, content: Content | None = None, libraries_only: bool = False, acting_user: Any
) -> Upload:
    """Keep the package and have it looked at. The file first, then its row: what has no row is swept."""
    kept = private_storage().save(f"{FOLDER}/{uuid.uuid4().hex}", file)
    now = timezone.now()
    with transaction.atomic():
        upload = Upload.objects.create(
            content=content,
            libraries_only=libraries_only,
            owner=acting_user,
            name=name[-160:],
            file=kept,
            size=file.size,
            created_at=now,
            touched_at=now,
        )
        about = {"content": str(content.key)} if content else {}
        audit(acting_user=acting_user, verb="h5p.bring", subject=upload, new={"file": upload.name, **about})
        work.enqueue(str(upload.pk), str(acting_user.pk))
    return upload


@transaction.atomic
def rename(*, content: Content, title: str, acting_user: Any) -> None:
    held = Content.objects.select_for_update().get(pk=content.pk)
    audit(acting_user=acting_user, verb="h5p.rename", subject=held, old={"title": held.title}, new={"title": title})
    held.title = title
    held.save(update_fields=["title"])

"""The verb: record what the agency says of the paper it signed outside, with the file that came back."""

import datetime as dt
import hashlib
import uuid
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learners.attempts.file_kinds import FileKind, kind_of
from learners.attempts.file_upkeep import sweep_folder
from learners.coverage.frozen.models import FrozenReport, SignedCopy
from mooc.foundation.models import audit
from mooc.foundation.private import private_storage
from mooc.foundation.recurring import Alive

FOLDER = "signed"


class NotAPdf(Exception):
    """By its bytes it is something else, whatever its name; the message says so in the reader's language."""


def record_signed(
    *, frozen: FrozenReport, number: str, signed_on: dt.date, file: UploadedFile | None, acting_user: Any
) -> SignedCopy:
    """Add a copy. The file is written first; the same words and file sent twice are one. Raises ``NotAPdf``."""
    mark = _mark(file)
    newest = frozen.copies.first()
    if newest and (newest.number, newest.signed_on, newest.file_hash) == (number, signed_on, mark):
        return newest
    name = uuid.uuid4().hex
    kept = private_storage().save(f"{FOLDER}/{name[:2]}/{name}.pdf", file) if file else ""
    with transaction.atomic():
        made = SignedCopy.objects.create(
            frozen=frozen,
            number=number,
            signed_on=signed_on,
            file=kept,
            file_hash=mark,
            recorded_by_name=acting_user.get_full_name(),
            recorded_at=timezone.now(),
        )
        new = {"number": number, "signed_on": str(signed_on), "hash": mark}
        old = {"number": newest.number, "signed_on": str(newest.signed_on)} if newest else None
        audit(acting_user=acting_user, verb="record_signed", subject=frozen, old=old, new=new)
    return made


def sweep(alive: Alive) -> int:
    """Delete files whose row was never written; says how many."""
    return sweep_folder(FOLDER, SignedCopy, alive)


def _mark(file: UploadedFile | None) -> str:
    """SHA-256 of the bytes; "" without a file."""
    if file is None:
        return ""
    if kind_of(file) is not FileKind.PDF:
        raise NotAPdf(_("Tệp này không phải PDF. Hãy gửi bản đã ký ở dạng PDF."))
    mark = hashlib.sha256()
    for chunk in file.chunks():
        mark.update(chunk)
    file.seek(0)
    return mark.hexdigest()

"""Handing in a file with an answer, and taking it back while the paper is open.

The bytes are written first, the row follows under the lock of the attempt; what is left without a row is swept
(``file_upkeep``). Files have nothing to do with the revisions of answers: two windows add theirs side by side.
"""

import datetime as dt
import hashlib
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learners.attempts.actions import AlreadySubmitted, TimeIsUp, end_if_overdue, note
from learners.attempts.deadlines import takes_answers
from learners.attempts.file_kinds import FileKind, kind_of
from learners.attempts.file_models import LONGEST_NAME, AnswerFile, place_of
from learners.attempts.given import takes_files
from learners.attempts.in_turn import is_in_turn, turn_of
from learners.attempts.models import Attempt, AttemptItem, Happened
from mooc.foundation.private import private_storage
from mooc.foundation.uploads import MEGABYTE

# Of one answer.
MOST_FILES = 3
# Finds the attempt and locks its row.
Lock = Callable[[], Attempt]


class NotTaken(ValueError):
    """Why a file is not taken and what to do, in words that follow the name of its question."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was read from a file before it is kept."""

    name: str
    kind: FileKind
    size: int
    sha256: str


def look(upload: UploadedFile) -> Looked:
    """Raises ``NotTaken`` for what is empty, too large or of no kind that is taken."""
    name = shown_name(upload.name or "")
    size = upload.size or 0
    if not size:
        raise NotTaken(_("tệp “%(name)s” trống. Anh/chị mở tệp ra xem lại rồi gửi.") % {"name": name})
    if size > settings.UPLOAD_MB * MEGABYTE:
        raise NotTaken(too_large_words(name))
    kind = kind_of(upload)
    if kind is None:
        text = _(
            "tệp “%(name)s” không phải PDF, Word (.docx), ODT hay ảnh JPG, PNG, WebP, HEIC. "
            "Anh/chị lưu tệp thành PDF hoặc chụp ảnh rồi gửi lại."
        )
        raise NotTaken(text % {"name": name})
    digest = hashlib.sha256()
    for piece in upload.chunks():
        digest.update(piece)
    upload.seek(0)
    return Looked(name, kind, size, digest.hexdigest())


def too_large_words(name: str) -> str:
    told = {"name": shown_name(name), "most": settings.UPLOAD_MB}
    return _("tệp “%(name)s” lớn hơn %(most)d MB. Anh/chị gửi ảnh nhỏ hơn, hoặc chia thành nhiều tệp.") % told


def shown_name(given: str) -> str:
    """As she called it: without folders, and without marks that cannot be seen or turn the writing round."""
    plain = unicodedata.normalize("NFC", given).replace("\\", "/").rsplit("/", 1)[-1]
    seen = " ".join("".join(letter for letter in plain if letter.isprintable()).split())
    ending = PurePath(seen).suffix[:10]
    return seen if len(seen) <= LONGEST_NAME else seen[: LONGEST_NAME - len(ending)] + ending


def add_file(*, lock: Lock, position: int, upload: UploadedFile, at: dt.datetime | None = None) -> AnswerFile:
    """Keep ``upload`` with the answer at ``position``; the same file again is the one that is there.

    Raises ``NotTaken``, ``AlreadySubmitted``, or ``TimeIsUp`` by the server's clock.
    """
    moment, looked = at or timezone.now(), look(upload)
    storage = private_storage()
    kept = storage.save(place_of(looked.kind), upload)
    try:
        attempt, made = _add(lock, position, looked, kept, moment)
    except (NotTaken, AlreadySubmitted):
        storage.delete(kept)
        raise
    if made is None or made.file.name != kept:
        storage.delete(kept)
    if made is None:
        end_if_overdue(attempt=attempt, at=moment)
        raise TimeIsUp(str(attempt.pk))
    return made


@transaction.atomic
def _add(
    lock: Lock, position: int, looked: Looked, kept: str, moment: dt.datetime
) -> tuple[Attempt, AnswerFile | None]:
    """None when it came too late."""
    attempt = _locked(lock)
    if _is_late(attempt, position, moment):
        return attempt, None
    item = _open_item(attempt, position)
    held = list(item.files.all())
    same = next((one for one in held if one.sha256 == looked.sha256), None)
    if same is not None:
        return attempt, same
    if len(held) >= MOST_FILES:
        text = _("đã có %(most)d tệp, không thêm “%(name)s” được. Anh/chị bỏ bớt một tệp rồi gửi lại.")
        raise NotTaken(text % {"most": MOST_FILES, "name": looked.name})
    made = AnswerFile.objects.create(
        item=item,
        file=kept,
        name=looked.name or f"tep.{looked.kind}",
        kind=looked.kind,
        size=looked.size,
        sha256=looked.sha256,
        uploaded_at=moment,
    )
    note(attempt, moment, {Happened.ATTACHED: [position]})
    return attempt, made


def remove_file(*, lock: Lock, file: int, at: dt.datetime | None = None) -> None:
    """Take it back, bytes and all; one that is gone already is gone. Raises as ``add_file``."""
    moment = at or timezone.now()
    attempt, in_time = _remove(lock, file, moment)
    if not in_time:
        end_if_overdue(attempt=attempt, at=moment)
        raise TimeIsUp(str(attempt.pk))


@transaction.atomic
def _remove(lock: Lock, file: int, moment: dt.datetime) -> tuple[Attempt, bool]:
    attempt = _locked(lock)
    found = AnswerFile.objects.filter(pk=file, item__attempt=attempt).select_related("item").first()
    if found is None:
        return attempt, True
    if _is_late(attempt, found.item.position, moment):
        return attempt, False
    _open_item(attempt, found.item.position)
    found.delete()
    note(attempt, moment, {Happened.REMOVED: [found.item.position]})
    return attempt, True


def _locked(lock: Lock) -> Attempt:
    attempt = lock()
    if not attempt.is_open:
        raise AlreadySubmitted(str(attempt.pk))
    return attempt


def _is_late(attempt: Attempt, position: int, moment: dt.datetime) -> bool:
    if takes_answers(attempt, moment):
        return False
    note(attempt, moment, {Happened.REFUSED: [position]})
    return True


def _open_item(attempt: Attempt, position: int) -> AttemptItem:
    """The question whose files may be changed now; one by one, that is the one in its turn."""
    items = list(attempt.items.select_related("version__question").order_by("position"))
    item = next((one for one in items if one.position == position), None)
    if item is None or not takes_files(item):
        raise NotTaken(_("câu này không nhận tệp."))
    if is_in_turn(attempt) and turn_of(items) != position:
        raise NotTaken(_("câu này đã trả lời hoặc chưa đến lượt nên không đổi tệp được."))
    return item

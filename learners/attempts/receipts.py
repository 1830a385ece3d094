"""The receipt of an attempt: a short code a learner keeps, by which staff find it and see that nothing was changed.

It is an HMAC over what was handed in: whose attempt, when it ended, which versions were asked and what was answered,
with the digests of its files.
Points are no part of it, for they may be corrected; the answers may not.
"""

import base64
import json
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from learners.attempts.given import files_of
from learners.attempts.models import Attempt, AttemptItem
from xapi.rows import format_instant

SALT = "learners.attempts.receipt"
# Sixty bits, in groups that are read out easily.
LENGTH, GROUP = 12, 4
# Base32 has no 0, 1 or 8; what is typed for them is what they look like.
LOOKALIKES = str.maketrans("018", "OIB")


def receipt_of(attempt: Attempt, items: Sequence[AttemptItem], secret: str | None = None) -> str:
    digest = salted_hmac(SALT, _content(attempt, items), secret=secret, algorithm="sha256").digest()
    return grouped(base64.b32encode(digest).decode()[:LENGTH])


def still_proves(attempt: Attempt, items: Sequence[AttemptItem]) -> bool:
    """Whether what is stored is what was handed in; a secret that was replaced since still counts."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(constant_time_compare(attempt.receipt, receipt_of(attempt, items, secret)) for secret in secrets)


def find(typed: str) -> Attempt | None:
    """The attempt of a code as somebody typed it."""
    plain = "".join(letter for letter in typed.upper().translate(LOOKALIKES) if letter.isalnum())
    if len(plain) != LENGTH:
        return None
    return Attempt.objects.filter(receipt=grouped(plain)).first()


def grouped(letters: Iterable[str]) -> str:
    plain = "".join(letters)
    return "-".join(plain[place : place + GROUP] for place in range(0, len(plain), GROUP))


def _content(attempt: Attempt, items: Sequence[AttemptItem]) -> str:
    ended = format_instant(attempt.submitted_at) if attempt.submitted_at else ""
    answers = [[item.position, item.version_id, item.response, *_digests(item)] for item in items]
    return json.dumps([str(attempt.pk), str(attempt.enrolment_id), ended, answers], sort_keys=True)


def _digests(item: AttemptItem) -> list[str]:
    return sorted(file.sha256 for file in files_of(item))

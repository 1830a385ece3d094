"""Where a learner stopped: a State document of her registration on the course's activity (xAPI Part Three, 2.3).

No fold reads it. It names the unit she opened last, also when she went back to one she knew.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from learners.enrolment.models import Enrolment
from learners.enrolment.statements import actor, course_iri
from xapi.models import Document, DocumentKind
from xapi.rows import agent_key

STATE_ID = "noi-dang-hoc"


@dataclass(frozen=True, slots=True)
class Bookmark:
    unit_key: UUID
    at: dt.datetime


def bookmarks(enrolments: Sequence[Enrolment]) -> dict[UUID, Bookmark]:
    """By enrolment: one query, by all the columns of the documents' index."""
    if not enrolments:
        return {}
    where = [_where(enrolment) for enrolment in enrolments]
    names = ("activity", "agent", "registration")
    wanted = {f"{name}__in": {one[name] for one in where} for name in names}
    rows = Document.objects.filter(kind=DocumentKind.STATE, document_id=STATE_ID, **wanted)
    read = rows.values_list("registration", "content", "updated")
    found = {registration: _read(content, updated) for registration, content, updated in read}
    return {key: mark for key, mark in found.items() if key and mark}


def remember(enrolment: Enrolment, unit_key: UUID) -> None:
    """Note that she is at this unit now; two windows at once leave one of them."""
    content = json.dumps({"unit": str(unit_key)}).encode()
    values = {"content": content, "sha1": _sha1(content), "updated": timezone.now()}
    if Document.objects.filter(**_where(enrolment)).update(**values):
        return
    try:
        with transaction.atomic():
            Document.objects.create(**_where(enrolment), **values)
    except IntegrityError:
        Document.objects.filter(**_where(enrolment)).update(**values)


def _where(enrolment: Enrolment) -> dict[str, Any]:
    return {
        "kind": DocumentKind.STATE,
        "activity": course_iri(enrolment.course_key),
        "agent": agent_key(actor(enrolment)),
        "registration": enrolment.pk,
        "document_id": STATE_ID,
    }


def _read(content: bytes | memoryview, updated: dt.datetime) -> Bookmark | None:
    # A client with write scope may have put anything there.
    try:
        return Bookmark(UUID(json.loads(bytes(content))["unit"]), updated)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _sha1(content: bytes) -> str:
    return hashlib.sha1(content, usedforsecurity=False).hexdigest()

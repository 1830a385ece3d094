"""State, activity profile and agent profile documents: what they are filed under, preconditions, merging.

Rules: xAPI 1.0.3, Part Three, 2.2, 2.3, 2.6, 2.7 and 3.1; IEEE 9274.1.1, 4.1.4. Writers of one document wait for each
other; nothing is changed when a precondition fails.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from xapi import numbers
from xapi.arrival import lock_name
from xapi.calls import parse_json
from xapi.models import Document, DocumentKind
from xapi.rows import bounded
from xapi.validation_values import InvalidStatement


class Missing(Exception):
    """There is no such document (404)."""


class PreconditionFailed(Exception):
    """If-Match or If-None-Match does not hold (412)."""


class NeedsPrecondition(Exception):
    """A document would be replaced without saying which (409), or written without saying whether it is new (400)."""

    def __init__(self, exists: bool) -> None:
        super().__init__(exists)
        self.exists = exists


@dataclass(frozen=True)
class Place:
    """What documents are filed under, as keys; ``registration`` None: under none, or in a list: under any."""

    kind: DocumentKind
    activity: str = ""
    agent: str = ""
    registration: UUID | None = None

    def rows(self) -> QuerySet[Document]:
        found = Document.objects.filter(kind=self.kind, activity=self.activity, agent=self.agent)
        return found if self.registration is None else found.filter(registration=self.registration)

    def one(self, document_id: str) -> QuerySet[Document]:
        found = self.rows().filter(document_id=bounded(document_id))
        return found if self.registration else found.filter(registration=None)


@dataclass(frozen=True)
class Conditions:
    """The preconditions of a request, as sent; ``required``: a write has to name one."""

    if_match: str = ""
    if_none_match: str = ""
    required: bool = False
    required_to_replace: bool = False

    def check(self, present: Document | None) -> None:
        etag = f'"{present.sha1}"' if present else None
        if self.if_match and etag not in _tags(self.if_match, etag):
            raise PreconditionFailed
        if self.if_none_match and present and etag in _tags(self.if_none_match, etag):
            raise PreconditionFailed
        blind = not (self.if_match or self.if_none_match)
        if blind and (self.required or (self.required_to_replace and present)):
            raise NeedsPrecondition(present is not None)


def _tags(header: str, etag: str | None) -> list[str | None]:
    """The tags a header lists; ``*`` stands for whatever is there."""
    listed = [tag.strip().removeprefix("W/") for tag in header.split(",")]
    return [etag] if "*" in listed and etag else [tag if tag.startswith('"') else f'"{tag}"' for tag in listed]


@contextmanager
def _alone(place: Place, document_id: str) -> Iterator[Document | None]:
    """The document, if it is there, and nobody else writing it until the end."""
    with transaction.atomic():
        lock_name(json.dumps([place.kind, place.activity, place.agent, str(place.registration), document_id]))
        yield place.one(document_id).first()


def read(place: Place, document_id: str) -> Document:
    found = place.one(document_id).first()
    if found is None:
        raise Missing
    return found


def ids(place: Place, since: dt.datetime | None) -> list[str]:
    """Ids of the documents in ``place``, those changed after ``since`` only."""
    rows = place.rows()
    if since:
        rows = rows.filter(updated__gt=since)
    return sorted({full or short for full, short in rows.values_list("full_id", "document_id")})


def put(place: Place, document_id: str, content: bytes, content_type: str, conditions: Conditions) -> None:
    _object_or_other(content, content_type)
    with _alone(place, document_id) as present:
        conditions.check(present)
        _store(place, document_id, present, content, content_type)


def post(place: Place, document_id: str, content: bytes, content_type: str, conditions: Conditions) -> None:
    """Merge the properties of one JSON object into another, on the top level (xAPI 1.0.3, Part Three, 2.2.s7)."""
    new = _object_or_other(content, content_type)
    with _alone(place, document_id) as present:
        conditions.check(present)
        if present:
            old = _object_or_other(bytes(present.content), present.content_type)
            if not isinstance(old, dict) or not isinstance(new, dict):
                raise InvalidStatement("", _("Chỉ ghép được hai đối tượng JSON; hãy thay cả tài liệu bằng PUT."))
            content = numbers.dumps({**old, **new}).encode()
        _store(place, document_id, present, content, content_type)


def delete(place: Place, document_id: str, conditions: Conditions) -> None:
    with _alone(place, document_id) as present:
        conditions.check(present)
        if present:
            present.delete()


def delete_all(place: Place) -> None:
    place.rows().delete()


def _object_or_other(content: bytes, content_type: str) -> object:
    """The JSON a document holds, None for other content; raises ``InvalidStatement`` for what only claims to be it."""
    is_json = content_type.partition(";")[0].strip().lower() == "application/json"
    return parse_json(content) if is_json else None


def _store(place: Place, document_id: str, present: Document | None, content: bytes, content_type: str) -> None:
    short = bounded(document_id)
    row = present or Document(
        kind=place.kind,
        activity=place.activity,
        agent=place.agent,
        registration=place.registration,
        document_id=short,
        full_id="" if short == document_id else document_id,
    )
    row.content, row.content_type = content, content_type
    row.sha1 = etag(content).strip('"')
    row.save()


def etag(content: bytes) -> str:
    """Quoted, as the header has it: SHA-1 in hexadecimal (xAPI 1.0.3, Part Three, 3.1)."""
    return f'"{hashlib.sha1(content, usedforsecurity=False).hexdigest()}"'

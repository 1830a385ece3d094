"""Attachments: the bytes behind a statement's ``attachments``, one copy per hash (xAPI 1.0.3, Part Two, 2.4.11)."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from xapi import signatures
from xapi.models import Attachment, Statement, StatementAttachment
from xapi.multipart import Part
from xapi.rows import Json
from xapi.validation_values import InvalidStatement

# The length of a hash in hexadecimal digits says which of the SHA-2 it is.
_HASHES = {56: hashlib.sha224, 64: hashlib.sha256, 96: hashlib.sha384, 128: hashlib.sha512}
# Files swept in one transaction.
_SWEPT = 100


def received(parts: Sequence[Part]) -> dict[str, bytes]:
    """Content by hash, of every part but the first; raises ``InvalidStatement`` for one that is not what it says."""
    found = {}
    for number, part in enumerate(parts, start=2):
        path = f"multipart[{number}]"
        if part.headers.get("content-transfer-encoding", "").lower() != "binary":
            raise InvalidStatement(path, _("Mỗi tệp phải có Content-Transfer-Encoding: binary."))
        named = part.headers.get("x-experience-api-hash", "").lower()
        if not is_hash_of(named, part.content):
            raise InvalidStatement(path, _("X-Experience-API-Hash không phải mã băm SHA-2 của tệp."))
        found[named] = part.content
    return found


def is_hash_of(digest: str, content: bytes) -> bool:
    """``digest`` in lower case; its length says which SHA-2 it is."""
    make = _HASHES.get(len(digest))
    return make is not None and make(content).hexdigest() == digest


def check(statements: Iterable[Json], files: Mapping[str, bytes]) -> None:
    """Every attachment has its bytes or an address, every part its attachment, every signature signs."""
    used = set()
    for statement in statements:
        for path, attachment, is_inner in named_in(statement):
            digest = attachment["sha2"].lower()
            content = files.get(digest)
            if content is None and "fileUrl" not in attachment:
                raise InvalidStatement(path, _("Tệp đính kèm phải được gửi kèm hoặc có fileUrl."))
            used.add(digest)
            if signatures.is_signature(attachment) and not is_inner:
                _check_signature(statement, attachment, content, path)
    if files.keys() - used:
        raise InvalidStatement("", _("Có tệp gửi kèm mà không phát biểu nào nhắc đến."))


def _check_signature(statement: Json, attachment: Json, content: bytes | None, path: str) -> None:
    if attachment["contentType"].partition(";")[0].strip().lower() != "application/octet-stream":
        raise InvalidStatement(f"{path}.contentType", _("Chữ ký phải có kiểu application/octet-stream."))
    if content is None:
        raise InvalidStatement(path, _("Chữ ký phải được gửi kèm phát biểu."))
    signatures.check(statement, content, path)


def named_in(statement: Json) -> Iterator[tuple[str, Json, bool]]:
    """Path and description of every attachment, and whether it is the SubStatement's."""
    for number, attachment in enumerate(statement.get("attachments", ())):
        yield f"attachments[{number}]", attachment, False
    if statement["object"].get("objectType") == "SubStatement":
        for number, attachment in enumerate(statement["object"].get("attachments", ())):
            yield f"object.attachments[{number}]", attachment, True


def kept_by(rows: Iterable[tuple[Statement, Json]], files: Mapping[str, bytes]) -> list[tuple[int, str]]:
    """Which row (its ``seq``) names which of ``files``, each once."""
    named = [(row.seq, item["sha2"].lower()) for row, statement in rows for _path, item, _inner in named_in(statement)]
    return list(dict.fromkeys(pair for pair in named if pair[1] in files))


def sweep() -> int:
    """Delete the files no statement names any more; how many.

    A writer who has begun to keep a file holds the table until his link is there too, so nothing is taken from him.
    """
    swept = 0
    while True:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("LOCK TABLE xapi_attachment IN SHARE ROW EXCLUSIVE MODE")
            named = StatementAttachment.objects.filter(attachment=OuterRef("pk"))
            batch = list(Attachment.objects.filter(~Exists(named)).values_list("pk", flat=True)[:_SWEPT])
            _delete(batch)
        swept += len(batch)
        if len(batch) < _SWEPT:
            return swept


def _delete(digests: Sequence[str]) -> None:
    """By plain SQL: the ORM would read every content first."""
    if digests:
        with connection.cursor() as cursor:
            places = ", ".join(["%s"] * len(digests))
            cursor.execute(f"DELETE FROM xapi_attachment WHERE sha2 IN ({places})", list(digests))  # noqa: S608


def parts_of(statements: Iterable[Json]) -> list[Part]:
    """The files of ``statements`` that are kept here, each once."""
    described = {item["sha2"].lower(): item for statement in statements for _path, item, _inner in named_in(statement)}
    contents = dict(Attachment.objects.filter(sha2__in=described).values_list("sha2", "content"))
    return [_part(digest, described[digest], bytes(contents[digest])) for digest in described if digest in contents]


def _part(digest: str, attachment: Json, content: bytes) -> Part:
    headers = {
        "Content-Type": attachment["contentType"].replace("\r", " ").replace("\n", " "),
        "Content-Transfer-Encoding": "binary",
        "X-Experience-API-Hash": digest,
    }
    return Part(headers, content)

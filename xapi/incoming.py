"""One line of a file of statements, read, validated and completed like one that is sent over HTTP."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from xapi import attachments
from xapi.calls import MAX_BODY, parse_json
from xapi.models import Authority, Trust
from xapi.preparing import prepare
from xapi.rows import Json, agent_key, fingerprint, parse_instant
from xapi.validation_values import InvalidStatement
from xapi.vocabulary import Verb


class Line(NamedTuple):
    """``end`` is the position behind it in the file."""

    number: int
    text: bytes
    end: int


class Incoming(NamedTuple):
    """A valid statement of the file; ``voids`` is the id it voids, ``moment`` its timestamp in UTC."""

    id: UUID
    statement: Json
    authority: str
    fingerprint: str
    moment: str
    voids: UUID | None


def lines(file: BinaryIO) -> Iterator[Line]:
    """Every line that is not blank, from the file's beginning; of one that is too long only the beginning."""
    file.seek(0)
    number = 0
    while text := file.readline(MAX_BODY + 1):
        number += 1
        end = file.tell()
        if text.strip():
            yield Line(number, text, end)
        while len(text) > MAX_BODY and not text.endswith(b"\n") and text:
            text = file.readline(MAX_BODY + 1)


def read(line: Line) -> Incoming:
    """Raises ``InvalidStatement``."""
    if len(line.text) > MAX_BODY:
        raise InvalidStatement("", _("Dòng này quá dài."))
    given = parse_json(line.text)
    prepared = _prepared(given)
    # In the order of the line: what leaves again is the same text.
    prepared = {**{name: prepared[name] for name in given}, **prepared}
    for name in ("id", "authority", "timestamp"):
        if name not in prepared:
            raise InvalidStatement(name, _("Phải có: tệp phát biểu giữ nguyên mã, nguồn và thời điểm."))
    return Incoming(
        UUID(prepared["id"]),
        prepared,
        authority_key(prepared["authority"]),
        fingerprint(prepared),
        parse_instant(prepared["timestamp"]).isoformat(),
        UUID(prepared["object"]["id"]) if prepared["verb"]["id"] == Verb.VOIDED else None,
    )


def _prepared(statement: Any) -> Json:
    """By the rules of its own version, or by 2.0's: a request of 2.0 may carry a statement that calls itself 1.0."""
    version = statement.get("version") if isinstance(statement, dict) else None
    if isinstance(version, str) and version.startswith("2"):
        return prepare(statement, "2.0.0")
    try:
        return prepare(statement, "1.0.3")
    except InvalidStatement:
        with suppress(InvalidStatement):
            return prepare(statement, "2.0.0")
        raise


def authority_key(agent: Json) -> str:
    """As in ``Authority.key``; a pair of OAuth has no identifier but its members'."""
    members = sorted(agent_key(member) or "" for member in agent.get("member", ()))
    return agent_key(agent) or f"group|{'|'.join(members)}"


def authority_of(agent: Json) -> Authority:
    """The one under this key, or a new one that is trusted with nothing."""
    account = agent.get("account", {})
    key = authority_key(agent)
    found, _made = Authority.objects.get_or_create(
        key=key,
        defaults={"name": agent.get("name") or account.get("name") or key, "agent": agent, "trust": Trust.EXTERNAL},
    )
    return found


def files_of(statement: Json, folder: Path | None) -> dict[str, bytes]:
    """The statement's attachments that are in ``folder``, by hash; raises ``InvalidStatement`` for one that is not
    what its name says.
    """
    found: dict[str, bytes] = {}
    for path, item, _inner in attachments.named_in(statement) if folder else ():
        digest = item["sha2"].lower()
        target = Path(folder or "", digest)
        if digest not in found and target.is_file():
            found[digest] = target.read_bytes()
            if not attachments.is_hash_of(digest, found[digest]):
                raise InvalidStatement(path, _("Nội dung của tệp %(name)s không khớp mã băm.") % {"name": digest})
    return found

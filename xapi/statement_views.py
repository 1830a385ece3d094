"""The Statements resource: storing, one statement, pages (xAPI 1.0.3, Part Three, 2.1)."""

import datetime as dt
import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.core import signing
from django.http import HttpResponse
from django.utils.translation import gettext as _

from xapi import attachments, formats, multipart, queries
from xapi import parameters as p
from xapi import validation_values as v
from xapi.answers import as_json, dated
from xapi.calls import Call, parse_json
from xapi.credentials import DEFINE, READ, READ_MINE, VOID, WRITE, Forbidden, allows, need
from xapi.documents import Missing
from xapi.models import Authority, Credential
from xapi.preparing import prepare
from xapi.recording import record
from xapi.rows import Json
from xapi.validation import InvalidStatement
from xapi.vocabulary import Verb

SALT = "xapi.more"
_SHOWN = frozenset({"format", "attachments"})
# What makes a batch of statements as sent ready for ``record()``; takes the version too.
Ready = Callable[[Sequence[Any], str], list[Json]]
# Filters that hold whatever a request says, as in a query string.
Held = Mapping[str, str]
NOTHING: Held = MappingProxyType({})


def prepare_all(items: Sequence[Any], version: str) -> list[Json]:
    return [prepare(item, version) for item in items]


def post(call: Call, credential: Credential, ready: Ready = prepare_all) -> HttpResponse:
    need(credential, WRITE)
    p.only(call.params, frozenset())
    body, files = _content(call)
    batch = ready(body if isinstance(body, list) else [body], call.version)
    return as_json([str(value) for value in _record(batch, files, credential)])


def put(call: Call, credential: Credential, ready: Ready = prepare_all) -> HttpResponse:
    need(credential, WRITE)
    p.only(call.params, frozenset({"statementId"}))
    statement_id = p.needed(call.params, "statementId")
    v.uuid(statement_id, "statementId", call.version)
    body, files = _content(call)
    (statement,) = ready([body], call.version)
    if uuid.UUID(statement.get("id", statement_id)) != uuid.UUID(statement_id):
        raise InvalidStatement("id", _("Mã trong phát biểu khác với statementId."))
    _record([{**statement, "id": statement_id}], files, credential)
    return HttpResponse(status=204)


def _content(call: Call) -> tuple[Any, dict[str, bytes]]:
    """The JSON sent and the files with it, by hash."""
    if call.content_type == "application/json":
        return parse_json(call.body), {}
    if call.content_type != "multipart/mixed":
        raise InvalidStatement("", _("Chỉ nhận application/json hoặc multipart/mixed."))
    first, *others = multipart.split(call.body, call.headers["content-type"])
    if first.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise InvalidStatement("multipart[1]", _("Phần đầu phải là application/json."))
    return parse_json(first.content), attachments.received(others)


def _record(batch: Sequence[Json], files: dict[str, bytes], credential: Credential) -> list[uuid.UUID]:
    attachments.check(batch, files)
    if any(item["verb"]["id"] == Verb.VOIDED for item in batch):
        need(credential, VOID)
    return record(batch, authority=credential.authority, files=files, define=allows(credential, DEFINE))


def get(call: Call, credential: Credential, held: Held = NOTHING) -> HttpResponse:
    only = None
    if not allows(credential, READ):
        need(credential, READ_MINE)
        only = credential.authority
    if "more" in call.params:
        return _continue(call, credential, only, held)
    if "statementId" in call.params or "voidedStatementId" in call.params:
        return _get_one(call, only, held)
    p.only(call.params, queries.FILTERS | _SHOWN)
    return _list(call, {**call.params, **held, **_language(call)}, credential, only, None)


def _language(call: Call) -> dict[str, str]:
    named = call.headers.get("accept-language", "")
    return {"language": named} if named else {}


def _form(query: dict[str, str]) -> tuple[str, bool]:
    """The format asked for and whether attachments are wanted; both are taken out of ``query``."""
    form, files = query.pop("format", "exact"), query.pop("attachments", "false")
    v.one_of(*formats.FORMATS)(form, "format", "")
    v.one_of("true", "false")(files, "attachments", "")
    return form, files == "true"


def _get_one(call: Call, only: Authority | None, held: Held) -> HttpResponse:
    voided = "voidedStatementId" in call.params
    name = "voidedStatementId" if voided else "statementId"
    p.only(call.params, _SHOWN | {name})
    query = dict(call.params)
    form, files = _form(query)
    v.uuid(query[name], name, call.version)
    row = queries.find_one(query[name], voided=voided, only=only, held=queries.parse(held))
    if row is None:
        raise Missing
    shown = formats.show([row.raw], form, call.headers.get("accept-language", ""), in_full=only is None)
    return dated(_answer(shown[0], [row.raw] if files else None), row.stored)


def _continue(call: Call, credential: Credential, only: Authority | None, held: Held) -> HttpResponse:
    """The next page of an answer given to the same authority; the token carries the whole question."""
    p.only(call.params, frozenset({"more"}))
    try:
        token: dict[str, Any] = signing.loads(call.params["more"], salt=SALT)
        authority, query = token["authority"], {name: str(value) for name, value in dict(token["query"]).items()}
        after = queries.Place(dt.datetime.fromisoformat(token["stored"]), int(token["seq"]))
    except (signing.BadSignature, LookupError, TypeError, ValueError) as error:
        raise InvalidStatement("more", _("Liên kết này không còn dùng được.")) from error
    if authority != credential.authority_id or not held.items() <= query.items():
        raise Forbidden
    return _list(call, query, credential, only, after)


def _list(
    call: Call, query: dict[str, str], credential: Credential, only: Authority | None, after: queries.Place | None
) -> HttpResponse:
    rest = dict(query)
    language = rest.pop("language", "")
    form, files = _form(rest)
    rows, follows = queries.page(queries.parse(rest), only=only, after=after)
    more = ""
    if follows:
        last = rows[-1].place
        token = {"query": query, "stored": last.stored.isoformat(), "seq": last.seq}
        more = f"{call.path}?more=" + signing.dumps({**token, "authority": credential.authority_id}, salt=SALT)
    raws = [row.raw for row in rows]
    shown = formats.show(raws, form, language, in_full=only is None)
    body = f'{{"statements":[{",".join(shown)}],"more":{json.dumps(more)}}}'
    answer = _answer(body, raws if files else None)
    return dated(answer, max(row.place.stored for row in rows)) if rows else answer


def _answer(body: str, with_files_of: list[str] | None) -> HttpResponse:
    """JSON, or with the files of some statements behind it."""
    if with_files_of is None:
        return HttpResponse(body, content_type="application/json")
    first = multipart.Part({"Content-Type": "application/json"}, body.encode())
    files = attachments.parts_of(json.loads(raw) for raw in with_files_of)
    content, content_type = multipart.join([first, *files])
    return HttpResponse(content, content_type=content_type)

"""The statement resource over HTTP. The version is settled first, then who asks, then what.

Every answer, refusals included, names its version; every answer of ``statements`` says up to when it is complete.
"""

import datetime as dt
import json
import uuid
from collections.abc import Callable
from typing import Any

from django.core import signing
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from xapi import formats, queries
from xapi import validation_values as v
from xapi.credentials import READ, READ_MINE, WRITE, Unauthenticated, allows, authenticate
from xapi.models import Authority, Credential
from xapi.recording import Conflict, DuplicateId, VoidForbidden, record
from xapi.requests import VERSIONS, prepare, read_json, requested_version
from xapi.rows import format_instant
from xapi.validation import InvalidStatement

SALT = "xapi.more"
View = Callable[[HttpRequest, str, Credential], HttpResponse]


class Forbidden(Exception):
    """The credential lacks the scope (403)."""


def _refuse(status: int, message: str, path: str = "") -> HttpResponse:
    answer = {"message": message, "path": path} if path else {"message": message}
    return JsonResponse(answer, status=status, json_dumps_params={"ensure_ascii": False})


def _guarded(request: HttpRequest, default: str) -> HttpResponse:
    """Run the method asked for; every refusal becomes its status here."""
    version = requested_version(request)
    if version is None:
        return _refuse(400, _("Cần tiêu đề X-Experience-API-Version là 1.0.x hoặc 2.0.x."))
    try:
        credential = authenticate(request)
        method = _METHODS.get(request.method or "")
        return method(request, version, credential) if method else _not_allowed()
    except Unauthenticated:
        refused = _refuse(401, _("Khóa truy cập không đúng."))
        refused["WWW-Authenticate"] = 'Basic realm="xAPI"'
        return refused
    except InvalidStatement as error:
        return _refuse(400, error.message, error.path)
    except DuplicateId:
        return _refuse(400, _("Một lần gửi không được có hai phát biểu cùng mã."))
    except Forbidden:
        return _refuse(403, _("Khóa này không có quyền đó."))
    except VoidForbidden:
        return _refuse(403, _("Không được hủy phát biểu này."))
    except Conflict:
        return _refuse(409, _("Đã có một phát biểu khác mang mã này."))
    except RequestDataTooBig:
        return _refuse(413, _("Nội dung gửi quá lớn."))


def _not_allowed() -> HttpResponse:
    refused = _refuse(405, _("Phương thức này không được hỗ trợ."))
    refused["Allow"] = "GET, HEAD, POST, PUT"
    return refused


def _finish(response: HttpResponse, version: str) -> HttpResponse:
    response["X-Experience-API-Version"] = version
    response["Content-Length"] = str(len(response.content))
    return response


@csrf_exempt
def about(request: HttpRequest, default: str) -> HttpResponse:
    """The versions spoken; asks for neither a version nor a key."""
    version = requested_version(request) or default
    if request.GET:
        return _finish(_refuse(400, _("Tham số này không có trong chuẩn.")), version)
    return _finish(JsonResponse({"version": list(VERSIONS)}), version)


@csrf_exempt
def statements(request: HttpRequest, default: str) -> HttpResponse:
    # Nobody pages by the answer to a writer: the mark of the last second serves her, and saves a query.
    through = queries.complete_through(0 if request.method in ("GET", "HEAD") else 1)
    response = _finish(_guarded(request, default), requested_version(request) or default)
    response["X-Experience-API-Consistent-Through"] = format_instant(through)
    return response


def _only_parameters(request: HttpRequest, allowed: frozenset[str]) -> None:
    for name in request.GET:
        if name not in allowed or len(request.GET.getlist(name)) > 1:
            raise InvalidStatement(name, _("Tham số này không dùng được ở đây."))


def _need(credential: Credential, scope: str) -> None:
    if not allows(credential, scope):
        raise Forbidden


def _post(request: HttpRequest, version: str, credential: Credential) -> HttpResponse:
    _need(credential, WRITE)
    _only_parameters(request, frozenset())
    body = read_json(request)
    batch = [prepare(item, version) for item in (body if isinstance(body, list) else [body])]
    ids = record(batch, authority=credential.authority)
    return JsonResponse([str(value) for value in ids], safe=False)


def _put(request: HttpRequest, version: str, credential: Credential) -> HttpResponse:
    _need(credential, WRITE)
    _only_parameters(request, frozenset({"statementId"}))
    statement_id = request.GET.get("statementId", "")
    v.uuid(statement_id, "statementId", version)
    statement = prepare(read_json(request), version)
    if uuid.UUID(statement.get("id", statement_id)) != uuid.UUID(statement_id):
        raise InvalidStatement("id", _("Mã trong phát biểu khác với statementId."))
    record([{**statement, "id": statement_id}], authority=credential.authority)
    return HttpResponse(status=204)


def _get(request: HttpRequest, version: str, credential: Credential) -> HttpResponse:
    only = None
    if not allows(credential, READ):
        _need(credential, READ_MINE)
        only = credential.authority
    if "more" in request.GET:
        return _continue(request, credential, only)
    if "statementId" in request.GET or "voidedStatementId" in request.GET:
        return _get_one(request, version, only)
    _only_parameters(request, queries.FILTERS | {"format", "attachments"})
    query = {name: request.GET[name] for name in request.GET}
    return _list(request, query, credential, only, None)


def _form(query: dict[str, str]) -> str:
    """The format asked for; ``format`` and ``attachments`` are taken out of ``query``."""
    form = query.pop("format", "exact")
    v.one_of(*formats.FORMATS)(form, "format", "")
    attachments = query.pop("attachments", "false")
    v.one_of("true", "false")(attachments, "attachments", "")
    if attachments == "true":
        raise InvalidStatement("attachments", _("Kho này chỉ giữ tệp đính kèm theo fileUrl."))
    return form


def _get_one(request: HttpRequest, version: str, only: Authority | None) -> HttpResponse:
    voided = "voidedStatementId" in request.GET
    name = "voidedStatementId" if voided else "statementId"
    _only_parameters(request, frozenset({name, "format", "attachments"}))
    query = {key: request.GET[key] for key in request.GET}
    form = _form(query)
    v.uuid(query[name], name, version)
    row = queries.find_one(query[name], voided=voided, only=only)
    if row is None:
        return _refuse(404, _("Không có phát biểu này."))
    response = HttpResponse(formats.show(row.raw, form, _languages(request)), content_type="application/json")
    response["Last-Modified"] = http_date(row.stored.timestamp())
    return response


def _continue(request: HttpRequest, credential: Credential, only: Authority | None) -> HttpResponse:
    """The next page of an answer given to the same authority; the token carries the whole question."""
    _only_parameters(request, frozenset({"more"}))
    try:
        token: dict[str, Any] = signing.loads(request.GET["more"], salt=SALT)
    except signing.BadSignature as error:
        raise InvalidStatement("more", _("Liên kết này không còn dùng được.")) from error
    if token["authority"] != credential.authority_id:
        raise Forbidden
    after = queries.Place(dt.datetime.fromisoformat(token["stored"]), int(token["seq"]))
    return _list(request, token["query"], credential, only, after)


def _list(
    request: HttpRequest,
    query: dict[str, str],
    credential: Credential,
    only: Authority | None,
    after: queries.Place | None,
) -> HttpResponse:
    rest = dict(query)
    form = _form(rest)
    rows, follows = queries.page(queries.parse(rest), only=only, after=after)
    more = ""
    if follows:
        last = rows[-1].place
        token = {"query": query, "stored": last.stored.isoformat(), "seq": last.seq}
        more = f"{request.path}?more=" + signing.dumps({**token, "authority": credential.authority_id}, salt=SALT)
    languages = _languages(request)
    shown = ",".join(formats.show(row.raw, form, languages) for row in rows)
    body = f'{{"statements":[{shown}],"more":{json.dumps(more)}}}'
    response = HttpResponse(body, content_type="application/json")
    if rows:
        response["Last-Modified"] = http_date(max(row.place.stored for row in rows).timestamp())
    return response


def _languages(request: HttpRequest) -> list[str]:
    named = request.headers.get("Accept-Language", "").lower().split(",")
    return [part.partition(";")[0].strip() for part in named if part.strip()]


_METHODS: dict[str, View] = {"GET": _get, "HEAD": _get, "POST": _post, "PUT": _put}

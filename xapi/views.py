"""Every resource of the standard behind one view: version first, then who asks, then what.

Every answer, refusals included, names its version; every answer of ``statements`` says up to when it is complete.
"""

from collections.abc import Callable, Mapping

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from xapi import calls, describing_views, document_views, queries, statement_views
from xapi.answers import refuse
from xapi.calls import Call, TooBig
from xapi.credentials import Forbidden, TooMany, Unauthenticated, authenticate
from xapi.documents import Missing, NeedsPrecondition, PreconditionFailed
from xapi.models import Credential
from xapi.recording import Conflict, DuplicateId, VoidForbidden
from xapi.rows import format_instant
from xapi.validation_values import InvalidStatement

Handler = Callable[[Call, Credential], HttpResponse]
RESOURCES: dict[str, dict[str, Handler]] = {
    "statements": {"GET": statement_views.get, "POST": statement_views.post, "PUT": statement_views.put},
    "activities": {"GET": describing_views.activity},
    "agents": {"GET": describing_views.person},
    "activities/state": document_views.methods(document_views.STATE_RESOURCE),
    "activities/profile": document_views.methods(document_views.ACTIVITY_PROFILE),
    "agents/profile": document_views.methods(document_views.AGENT_PROFILE),
}
# Writers that closed a circle: PostgreSQL ends one of them, and sending it again is right (SQLSTATE, class 40).
ROLLED_BACK = ("40001", "40P01")
ATTEMPTS = 3


@csrf_exempt
def about(request: HttpRequest, default: str) -> HttpResponse:
    """The versions spoken; asks for neither a version nor a key."""
    version = calls.version_of(calls.headers_of(request)) or default
    try:
        answer = describing_views.about(calls.read(request, default=version))
    except (InvalidStatement, TooBig):
        answer = refuse(400, _("Tham số này không có trong chuẩn."))
    return _finish(answer, version)


@csrf_exempt
def resource(request: HttpRequest, name: str, default: str) -> HttpResponse:
    through = None
    if name == "statements":
        # Nobody pages by the answer to a writer: the mark of the last second serves her, and saves a query.
        through = queries.complete_through(0 if request.method in ("GET", "HEAD") else 1)
    answer = serve(request, RESOURCES[name], default)
    if through:
        answer["X-Experience-API-Consistent-Through"] = format_instant(through)
    return answer


def _by_key(call: Call) -> Credential:
    return authenticate(call.headers.get("authorization", ""))


def serve(
    request: HttpRequest,
    methods: Mapping[str, Handler],
    default: str,
    *,
    who: Callable[[Call], Credential] = _by_key,
    read: Callable[[HttpRequest], Call] = calls.read,
) -> HttpResponse:
    """Answer with one of ``methods``; ``who`` says for whom, ``read`` what of the request is taken."""
    version = calls.version_of(calls.headers_of(request)) or default
    try:
        call = read(request)
        return _finish(_guarded(methods, call, who), call.version)
    except InvalidStatement as error:
        return _finish(refuse(400, error.message, error.path), version)
    except TooBig:
        return _finish(refuse(413, _("Nội dung gửi quá lớn.")), version)


def _finish(response: HttpResponse, version: str) -> HttpResponse:
    response["X-Experience-API-Version"] = version
    response["Content-Length"] = str(len(response.content))
    return response


def _guarded(methods: Mapping[str, Handler], call: Call, who: Callable[[Call], Credential]) -> HttpResponse:
    """Run the method asked for; every refusal becomes its status."""
    try:
        credential = who(call)
        handler = methods.get(call.method)
        return _run(handler, call, credential) if handler else _not_allowed(methods)
    except Unauthenticated:
        refused = refuse(401, _("Khóa truy cập không đúng."))
        refused["WWW-Authenticate"] = 'Basic realm="xAPI"'
        return refused
    except TooMany as error:
        refused = refuse(429, error.message or _("Khóa này đã gửi quá nhiều yêu cầu; hãy gửi lại sau."))
        refused["Retry-After"] = str(error.seconds)
        return refused
    except InvalidStatement as error:
        return refuse(400, error.message, error.path)
    except Forbidden as error:
        return refuse(403, error.message or _("Khóa này không có quyền đó."), error.path)
    except tuple(REFUSALS) as error:
        status, message = REFUSALS[type(error)]
        return refuse(status, message())
    except NeedsPrecondition as error:
        if error.exists:
            return refuse(409, _("Tài liệu đã có. Hãy đọc nó rồi gửi If-Match kèm ETag của nó."))
        return refuse(400, _("Cần If-Match hoặc If-None-Match."))


REFUSALS: dict[type[Exception], tuple[int, Callable[[], str]]] = {
    DuplicateId: (400, lambda: _("Một lần gửi không được có hai phát biểu cùng mã.")),
    VoidForbidden: (403, lambda: _("Không được hủy phát biểu này.")),
    Missing: (404, lambda: _("Không có nội dung này.")),
    Conflict: (409, lambda: _("Đã có một phát biểu khác mang mã này.")),
    PreconditionFailed: (
        412,
        lambda: _("Tài liệu đã thay đổi hoặc không còn: điều kiện If-Match hay If-None-Match sai."),
    ),
}


def _run(handler: Handler, call: Call, credential: Credential) -> HttpResponse:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return handler(call, credential)
        except OperationalError as error:
            if attempt == ATTEMPTS or getattr(error.__cause__, "sqlstate", "") not in ROLLED_BACK:
                raise
    raise AssertionError  # pragma: no cover - the loop returns or raises


def _not_allowed(methods: Mapping[str, Handler]) -> HttpResponse:
    refused = refuse(405, _("Phương thức này không được hỗ trợ."))
    refused["Allow"] = ", ".join(sorted({*methods, "HEAD"}))
    return refused

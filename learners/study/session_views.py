"""The statement store as a learner's own page sees it: her statements and her states of one enrolment.

It is the store of ``/xapi/``, asked with her session in place of a key. Everything about who she is comes from the
enrolment in the address: what the page says of it is overwritten.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Sum
from django.db.models.functions import Coalesce, Length
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from learners.enrolment import authorities
from learners.enrolment.models import Enrolment
from learners.enrolment.statements import actor
from learners.people.consents import may_measure_reading
from learners.study.access import access_enrolment
from learners.study.saying import as_hers, unit_within
from learners.study.veiling import veiled
from xapi import calls, document_views, statement_views
from xapi import parameters as p
from xapi.answers import refuse
from xapi.calls import Call, TooBig
from xapi.credentials import READ, STATE, WRITE, count_request
from xapi.models import Credential, Document, DocumentKind
from xapi.rows import agent_key, bounded
from xapi.validation_values import InvalidStatement
from xapi.views import Handler, serve

MAX_BYTES = 64 * 1024
# Of one enrolment: far more than any lesson keeps, far less than would fill a store.
MAX_STATES, MAX_STATE_BYTES = 200, 1024 * 1024
# Requests for one enrolment; a page that is read sends one or two.
PER_MINUTE = 120
VERSION = "1.0.3"
MethodsOf = Callable[[Enrolment], Mapping[str, Handler]]


def statements(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    agreed = may_measure_reading(request.user)
    return answer(request, enrolment, partial(_statements, agreed=agreed))


def state(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    return answer(request, enrolment, _state)


def answer(request: HttpRequest, enrolment: UUID, methods_of: MethodsOf) -> HttpResponse:
    """One of the methods for her enrolment, with whatever the store refuses: JSON, and little of it."""
    try:
        mine = access_enrolment(request, enrolment)
    except Http404:
        if not request.user.is_authenticated:
            return refuse(401, _("Phiên làm việc đã hết. Anh/chị đăng nhập lại."))
        return refuse(404, _("Không có nội dung này."))
    return serve(request, methods_of(mine), VERSION, who=lambda call: _session(mine), read=_read)


def _session(mine: Enrolment) -> Credential:
    """No key anybody could send: it is made for this one request. Raises ``TooMany`` past ``STUDY_PER_MINUTE``."""
    limit = getattr(settings, "STUDY_PER_MINUTE", PER_MINUTE)
    count_request(f"study-asked-{mine.pk}", limit, _("Trang học gửi quá nhiều yêu cầu. Anh/chị thử lại sau một phút."))
    return Credential(authority=authorities.learner_session(), scopes=[WRITE, READ, STATE])


def _read(request: HttpRequest) -> Call:
    """JSON and little of it; a form could be sent from another site."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BYTES:
        raise TooBig
    call = calls.read(request, default=VERSION, forms=False)
    if call.method in ("POST", "PUT") and call.content_type != "application/json":
        raise InvalidStatement("", _("Chỉ nhận application/json."))
    return call


def _statements(mine: Enrolment, *, agreed: bool) -> Mapping[str, Handler]:
    ready = partial(as_hers, enrolment=mine, agreed=agreed)
    held = {**_her(mine), "related_agents": "false", "alone": "true"}
    return {
        "GET": veiled(partial(statement_views.get, held=held)),
        "POST": partial(statement_views.post, ready=ready),
        "PUT": partial(statement_views.put, ready=ready),
    }


def _state(mine: Enrolment) -> Mapping[str, Handler]:
    """Those of the store, after what says where the document lies has been put right."""

    def of_hers(handler: Handler, call: Call, credential: Credential) -> HttpResponse:
        unit_within(p.iri(call.params, "activityId"), mine, "activityId")
        if call.method in ("PUT", "POST") and _is_full(call, mine):
            return no_room()
        return handler(replace(call, params={**call.params, **_her(mine)}), credential)

    named = document_views.methods(document_views.STATE_RESOURCE)
    return {method: partial(of_hers, handler) for method, handler in named.items()}


def no_room() -> HttpResponse:
    return refuse(413, _("Chỗ lưu của khóa học này đã đầy. Anh/chị xóa bớt rồi lưu lại."))


def _is_full(call: Call, mine: Enrolment) -> bool:
    replaced = (call.params.get("activityId", ""), call.params.get("stateId", "")) if call.method == "PUT" else None
    return not has_room(mine, len(call.body), replaced)


def has_room(mine: Enrolment, size: int, replaced: tuple[str, str] | None) -> bool:
    """For ``size`` bytes beside her other states; the one ``replaced`` (activity, state id) makes room."""
    kept = Document.objects.filter(kind=DocumentKind.STATE, agent=agent_key(actor(mine)) or "", registration=mine.pk)
    if replaced is not None:
        activity, state_id = map(bounded, replaced)
        kept = kept.exclude(activity=activity, document_id=state_id)
    held = kept.aggregate(count=Count("pk"), bytes=Coalesce(Sum(Length("content")), 0))
    return held["count"] < MAX_STATES and held["bytes"] + size <= MAX_STATE_BYTES


def _her(mine: Enrolment) -> dict[str, str]:
    return {"agent": json.dumps(actor(mine)), "registration": str(mine.pk)}

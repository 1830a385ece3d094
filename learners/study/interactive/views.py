"""Where an interactive content is heard: its page around the frame posts events and puts states, she presses buttons.

As ``session_views``: JSON and little of it, her session in place of a key, and nothing of what is sent says who she is.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from content.h5p.models import Content
from content.pages.pressed import buttons_only
from learners.enrolment.models import Enrolment
from learners.enrolment.statements import part_iri
from learners.people.consents import may_measure_reading
from learners.study.access import access_enrolment
from learners.study.gates import learner_only
from learners.study.interactive.actions import Gone, begin_again, keep_state, take_events
from learners.study.interactive.posted import Posted, place_in, posted_in
from learners.study.interactive.standing import words_of
from learners.study.interactive.tokens import Token
from learners.study.interactive.tries import STATE_ID
from learners.study.session_views import answer, has_room, no_room
from xapi.answers import as_json, refuse
from xapi.calls import Call, parse_json
from xapi.credentials import Forbidden
from xapi.models import Credential
from xapi.rows import Json
from xapi.validation_values import InvalidStatement, require_object
from xapi.views import Handler

# Of the buttons' forms: the page's own token, and that the part stands on a page by itself.
ATTEMPT, ALONE = "luot", "rieng"


def events(request: HttpRequest, enrolment: UUID, unit_key: UUID, content_key: UUID) -> HttpResponse:
    agreed = may_measure_reading(request.user)
    return answer(request, enrolment, partial(_events, about=(unit_key, content_key), agreed=agreed))


def state(request: HttpRequest, enrolment: UUID, unit_key: UUID, content_key: UUID) -> HttpResponse:
    return answer(request, enrolment, partial(_state, about=(unit_key, content_key)))


def _events(mine: Enrolment, *, about: tuple[UUID, UUID], agreed: bool) -> Mapping[str, Handler]:
    def post(call: Call, credential: Credential) -> HttpResponse:
        body, token = _read(call, mine, about)
        try:
            taken = take_events(enrolment=mine, token=token, posted=posted_in(body), agreed=agreed)
        except Gone:
            return refuse(410, _("Nội dung này không còn dùng được nữa. Anh/chị tải lại trang."))
        refused = [{"number": number, "message": message} for number, message in taken.refused]
        return as_json({"recorded": [str(one) for one in taken.recorded], "refused": refused, **words_of(taken.part)})

    return {"POST": post}


def _state(mine: Enrolment, *, about: tuple[UUID, UUID]) -> Mapping[str, Handler]:
    def put(call: Call, credential: Credential) -> HttpResponse:
        body, token = _read(call, mine, about)
        require_object(body.get("state"), "state")
        if not has_room(mine, len(call.body), (part_iri(*about), STATE_ID)):
            return no_room()
        keep_state(enrolment=mine, token=token, state=body["state"], place=place_in(body))
        return HttpResponse(status=204)

    return {"PUT": put}


def _read(call: Call, mine: Enrolment, about: tuple[UUID, UUID]) -> tuple[Json, Token]:
    """Raises ``Forbidden`` where the page was not made for this enrolment and this part of this unit."""
    if call.params:
        raise InvalidStatement(next(iter(call.params)), _("Không có tham số nào ở đây."))
    body: Any = parse_json(call.body)
    require_object(body, "")
    token = Token.read(body.get("attempt"))
    if token is None or (token.enrolment, token.unit_key, token.content_key) != (mine.pk, *about):
        raise Forbidden(_("Trang này không còn gửi kết quả được. Anh/chị tải lại trang rồi làm tiếp."), "attempt")
    return body, token


@buttons_only
@learner_only
def again(request: HttpRequest, enrolment: UUID, unit_key: UUID, content_key: UUID) -> HttpResponse:
    """A new try, of the newest revision."""
    mine = access_enrolment(request, enrolment)
    content = Content.objects.filter(key=content_key, current__isnull=False).first()
    if content is None or content.current_id is None:
        raise Http404
    begin_again(enrolment=mine, unit_key=unit_key, content_key=content_key, revision=content.current_id)
    return redirect(_back(request, mine, unit_key, content_key))


@buttons_only
@learner_only
def seen(request: HttpRequest, enrolment: UUID, unit_key: UUID, content_key: UUID) -> HttpResponse:
    """Her own word, for a content that has none; the page's token says since when she has had it before her."""
    mine = access_enrolment(request, enrolment)
    token = Token.read(request.POST.get(ATTEMPT))
    if token is None or (token.enrolment, token.unit_key, token.content_key) != (mine.pk, unit_key, content_key):
        messages.info(request, _("Trang đã cũ nên chưa ghi được. Anh/chị bấm lại ở trang vừa tải."))
        return redirect(_back(request, mine, unit_key, content_key))
    try:
        part = take_events(enrolment=mine, token=token, posted=Posted.marking(), agreed=False).part
    except Gone:
        part = None
    if part is None:
        messages.info(request, _("Chưa ghi được: anh/chị xem nội dung thêm một lúc rồi bấm lại."))
    return redirect(_back(request, mine, unit_key, content_key))


def _back(request: HttpRequest, mine: Enrolment, unit_key: UUID, content_key: UUID) -> str:
    if ALONE in request.POST:
        return reverse("study:part", args=[mine.pk, unit_key, content_key])
    return f"{reverse('study:unit', args=[mine.pk, unit_key])}#phan-{content_key}"

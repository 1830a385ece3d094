"""An interactive part of a lesson by itself: slides and videos have no room in a lesson on a phone."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from courses.editions.models import UnitKind
from courses.editions.queries import released_unit
from learners.progress.queries import outline
from learners.study.access import access_enrolment
from learners.study.actions import open_unit
from learners.study.gates import learner_only
from learners.study.interactive.sessions import BLOCK, sessions
from learners.study.places import Retired, here


@require_safe
@learner_only
def part(request: HttpRequest, enrolment: UUID, unit_key: UUID, content_key: UUID) -> HttpResponse:
    """The same try as in the lesson: whichever page she goes on in."""
    mine = access_enrolment(request, enrolment)
    try:
        place = here(outline(mine, mine.progress), unit_key)
    except Retired:
        messages.info(request, _("Khóa học đã có bản mới và phần này không còn trong đó. Đây là mục lục hiện nay."))
        return redirect("study:outline", mine.pk)
    if place.current.unit.kind == UnitKind.ASSESSMENT:
        raise Http404
    shown = released_unit(place.current.unit, get_language() or "")
    pieces = [piece for piece in shown.pieces() if piece.block is not None and piece.block.block_type == BLOCK]
    found = sessions(mine, unit_key, pieces, place.current.state)
    if content_key not in found:
        raise Http404
    open_unit(place=place)
    blocks = [piece.block for piece in pieces if piece.block is not None and piece.block.value["content"]]
    block = next(one for one in blocks if one.value["content"].key == content_key)
    context = {"place": place, "page": shown.page, "part": block, "content": block.value["content"]}
    return render(request, "study/part.html", {**context, "interactive_sessions": found, "is_alone": True})

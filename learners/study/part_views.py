"""An interactive part of a lesson by itself: slides and videos have no room in a lesson on a phone."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from courses.editions.models import UnitKind
from courses.editions.queries import released_unit
from learners.progress.queries import outline
from learners.study.access import access_enrolment
from learners.study.actions import open_unit
from learners.study.gates import learner_only
from learners.study.interactive.sessions import parts_of, sessions
from learners.study.lesson_views import to_outline
from learners.study.places import Retired, here


@require_safe
@learner_only
def part(request: HttpRequest, enrolment: UUID, unit_key: UUID, content_key: UUID) -> HttpResponse:
    """The same try as in the lesson: whichever page she goes on in."""
    mine = access_enrolment(request, enrolment)
    try:
        place = here(outline(mine, mine.progress), unit_key)
    except Retired:
        return to_outline(request, mine)
    if place.current.unit.kind == UnitKind.ASSESSMENT:
        raise Http404
    shown = released_unit(place.current.unit, get_language() or "")
    pieces = list(shown.pieces())
    found = sessions(mine, unit_key, pieces, place.current.state)
    if content_key not in found:
        raise Http404
    open_unit(place=place)
    part = next(block for block in parts_of(pieces) if block.value["content"].key == content_key)
    context = {"place": place, "page": shown.page, "part": part, "content": part.value["content"]}
    return render(request, "study/part.html", {**context, "interactive_sessions": found, "is_alone": True})

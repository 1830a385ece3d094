"""The player: one unit at a time, a lesson or the door to an assessment."""

from collections.abc import Iterator
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from content.pages.pressed import buttons_only
from courses.editions.asking import AssessmentRules
from courses.editions.models import UnitKind
from courses.editions.queries import released_unit
from learners.attempts.request_forms import AskForm
from learners.attempts.standing import standing
from learners.enrolment.models import Enrolment
from learners.enrolment.statements import unit_iri
from learners.progress.queries import outline
from learners.study import inline
from learners.study.access import access_enrolment
from learners.study.actions import PartsLacking, finish_lesson, open_unit
from learners.study.asking import asking
from learners.study.door import door
from learners.study.gates import learner_only
from learners.study.interactive.sessions import sessions
from learners.study.keeping import forget_answers, kept_answers
from learners.study.places import Here, Retired, here
from xapi.vocabulary import Verb


@require_http_methods(["GET", "HEAD", "POST"])
@learner_only
def unit(request: HttpRequest, enrolment: UUID, unit_key: UUID) -> HttpResponse:
    mine = access_enrolment(request, enrolment)
    try:
        place = here(outline(mine, mine.progress), unit_key)
    except Retired:
        return to_outline(request, mine)
    open_unit(place=place)
    show = show_assessment if place.current.unit.kind == UnitKind.ASSESSMENT else _lesson
    return show(request, place)


def to_outline(request: HttpRequest, mine: Enrolment) -> HttpResponse:
    """From a unit that is retired."""
    messages.info(request, _("Khóa học đã có bản mới và phần này không còn trong đó. Đây là mục lục hiện nay."))
    return redirect("study:outline", mine.pk)


def _lesson(request: HttpRequest, place: Here) -> HttpResponse:
    mine, current = place.outline.enrolment, place.current.unit
    shown = released_unit(current, get_language() or "")
    pieces = list(shown.pieces())
    answered = request.method == "POST"
    if answered:
        forget_answers(request)
        inline.answer(enrolment=mine, unit_key=current.unit_key, pieces=pieces, post=request.POST)
    unsent = None if answered else kept_answers(request)
    parts = inline.parts(mine, pieces, request.POST if answered else unsent, graded=answered)
    context = {"place": place, "page": shown.page, "parts": parts, "token": inline.new_token(), "unsent": unsent}
    playing = {"interactive_sessions": sessions(mine, current.unit_key, pieces, place.current.state)}
    reading = {"activity": unit_iri(current.unit_key), "verb": Verb.EXPERIENCED}
    return render(request, "study/lesson.html", {**context, **playing, **reading})


def show_assessment(request: HttpRequest, place: Here, form: AskForm | None = None) -> HttpResponse:
    """``form``: what she asked for, where it has to be written anew."""
    unit = place.current.unit
    page = released_unit(unit, get_language() or "").page
    rules, mine = AssessmentRules.of(unit.rules), place.outline.enrolment
    stands = standing(mine, unit)
    context = {"place": place, "page": page, "ask": asking(mine, unit, stands, form)}
    return render(request, "study/assessment.html", {**context, **door(rules, stands, request.GET)})


@buttons_only
@learner_only
def complete(request: HttpRequest, enrolment: UUID, unit_key: UUID) -> HttpResponse:
    mine = access_enrolment(request, enrolment)
    try:
        done = finish_lesson(enrolment=mine, unit_key=unit_key)
    except PartsLacking as lacking:
        messages.warning(request, _still_to_do(lacking))
        return redirect("study:unit", mine.pk, unit_key)
    if done.retired:
        messages.info(request, _("Đã ghi nhận. Khóa học đã có bản mới và phần này không còn trong đó."))
    if done.course_completed:
        messages.success(request, _("Anh/chị đã hoàn thành khóa học."))
    if done.after is None or done.course_completed:
        return redirect("study:outline", mine.pk)
    return redirect("study:unit", mine.pk, done.after.unit.unit_key)


def _still_to_do(lacking: PartsLacking) -> SafeString:
    """With a link to each part."""
    links = format_html_join(", ", '<a href="#phan-{}">{}</a>', _links(lacking))
    return format_html(_("Bài này chưa xong: anh/chị còn phải làm {}."), links)


def _links(lacking: PartsLacking) -> Iterator[tuple[str, str]]:
    for session in lacking.sessions:
        yield str(session.content.key), session.content.title

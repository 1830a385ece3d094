"""The pages of a learner, walked through by an editor: every one says that it is a draft, none records anything."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from content.pages.pressed import buttons_only
from courses.editions.asking import AssessmentRules
from courses.editions.models import UnitKind
from learners.attempts.actions import Saved
from learners.attempts.queries import REVISIONS, answers_in, paper_from, result_from
from learners.rehearsal.sitting import Sitting
from learners.rehearsal.walk import Walk, access_sitting, access_walk
from learners.study import in_hand, inline
from learners.study.assessment_views import DO, REVIEW, SUBMIT, saved_json
from learners.study.gates import wants_json
from learners.study.marks import tried
from learners.study.places import Here
from learners.study.showing_words import withheld


@require_safe
@login_required
def course(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    walk = access_walk(request, enrolment)
    shown = {"page": walk.rehearsal.edition.course, "rehearsed_contents": walk.rehearsal.contents}
    return _show(request, walk, "course", **shown)


@require_safe
@login_required
def outline(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    walk = access_walk(request, enrolment)
    return _show(request, walk, "outline", course=walk.course_outline())


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def unit(request: HttpRequest, enrolment: UUID, unit_key: UUID) -> HttpResponse:
    walk = access_walk(request, enrolment)
    place = walk.place(unit_key)
    walk.memory.open(unit_key)
    show = _assessment if place.current.unit.kind == UnitKind.ASSESSMENT else _lesson
    return show(request, walk, place)


def _lesson(request: HttpRequest, walk: Walk, place: Here) -> HttpResponse:
    shown = walk.shown(place.current.unit.unit_key)
    answered = request.method == "POST"
    parts = inline.parts(walk.enrolment, list(shown.pieces()), request.POST if answered else None, graded=answered)
    return _show(request, walk, "lesson", place=place, page=shown.page, parts=parts, token=inline.new_token())


def _assessment(request: HttpRequest, walk: Walk, place: Here) -> HttpResponse:
    unit = place.current.unit
    page, stands = walk.shown(unit.unit_key).page, walk.standing(unit)
    context = {"place": place, "page": page, "rules": AssessmentRules.of(unit.rules), "standing": stands}
    return _show(request, walk, "assessment", **context, tried=tried(stands, timezone.now()))


@buttons_only
@login_required
def complete(request: HttpRequest, enrolment: UUID, unit_key: UUID) -> HttpResponse:
    walk = access_walk(request, enrolment)
    place = walk.place(unit_key)
    if place.current.unit.kind != UnitKind.LESSON:
        return redirect("rehearsal:unit", enrolment, unit_key)
    walk.memory.finish(unit_key)
    if place.after is None:
        return redirect("rehearsal:outline", enrolment)
    return redirect("rehearsal:unit", enrolment, place.after.unit.unit_key)


@buttons_only
@login_required
def start(request: HttpRequest, enrolment: UUID, unit_key: UUID) -> HttpResponse:
    walk = access_walk(request, enrolment)
    unit = walk.place(unit_key).current.unit
    standing = walk.standing(unit) if unit.kind == UnitKind.ASSESSMENT and unit.rules["parts"] else None
    if standing is None or not (standing.open or standing.may_start):
        return redirect("rehearsal:unit", enrolment, unit_key)
    in_hand.put_down(request)
    return redirect("rehearsal:attempt", walk.memory.sit(unit).key)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def attempt(request: HttpRequest, attempt: UUID) -> HttpResponse:
    walk, sitting = access_sitting(request, attempt)
    if sitting.handed_in:
        return redirect("rehearsal:result", sitting.key)
    if request.method == "POST":
        return _posted(request, walk, sitting)
    place = walk.place(sitting.unit_key)
    context = {"attempt": sitting.attempt(walk.enrolment), "paper": paper_from(sitting.items())}
    return _show(
        request, walk, "review" if REVIEW in request.GET else "paper", title=place.current.unit.title, **context
    )


def _posted(request: HttpRequest, walk: Walk, sitting: Sitting) -> HttpResponse:
    items = sitting.items()
    if REVISIONS in request.POST:
        sitting.answer(answers_in(request.POST, items))
    wish = request.POST.get(DO)
    if wish == SUBMIT:
        _hand_in(request, walk, sitting)
    walk.memory.keep()
    if wants_json(request):
        return saved_json(Saved(sitting.saved_at, [item.revision for item in items], []))
    response = redirect("rehearsal:result" if wish == SUBMIT else "rehearsal:attempt", sitting.key)
    response["Location"] += f"?{REVIEW}" if wish == REVIEW else ""
    return response


def _hand_in(request: HttpRequest, walk: Walk, sitting: Sitting) -> None:
    if sitting.hand_in(sitting.items()):
        walk.memory.finish(sitting.unit_key)
    in_hand.take(request, sitting.attempt(walk.enrolment))


@require_safe
@login_required
def result(request: HttpRequest, attempt: UUID) -> HttpResponse:
    walk, sitting = access_sitting(request, attempt)
    if sitting.handed_in is None:
        return redirect("rehearsal:attempt", sitting.key)
    tried_one = sitting.attempt(walk.enrolment)
    seen = in_hand.shown_to(request, tried_one)
    went = result_from(tried_one, sitting.items(), seen)
    told = withheld(tried_one, seen, timezone.now())
    return _show(request, walk, "result", result=went, outcome=walk.outcome(sitting), withheld=told)


@buttons_only
@login_required
def restart(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    walk = access_walk(request, enrolment)
    walk.memory.forget()
    return redirect("rehearsal:course", enrolment)


def _show(request: HttpRequest, walk: Walk, template: str, **context: Any) -> HttpResponse:
    return render(request, f"rehearsal/{template}.html", {"walk": walk, **context})

"""The pages of a learner, walked through by an editor: every one says that it is a draft, none records anything."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from content.pages.pressed import buttons_only
from courses.editions.asking import AssessmentRules
from courses.editions.models import UnitKind
from learners.attempts.actions import Saved
from learners.attempts.in_turn import is_in_turn, turn_of
from learners.attempts.models import AttemptItem
from learners.attempts.opening import Given
from learners.attempts.queries import REVISIONS, TURN, answers_in, number_in, paper_from, posted_of, result_from
from learners.attempts.showing import shown_of
from learners.rehearsal.sitting import Sitting
from learners.rehearsal.walk import Walk, access_sitting, access_walk
from learners.study import in_hand, inline
from learners.study.appealing import without_appeals
from learners.study.assessment_views import CODE, HONOUR, SUBMIT, saved_json
from learners.study.door import ASKED_FOR, MISSING, door
from learners.study.gates import wants_json
from learners.study.paper_pages import DO, LOOK_BACK, next_page, page
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
    page, rules = walk.shown(unit.unit_key).page, AssessmentRules.of(unit.rules)
    told = {**door(rules, walk.in_time(unit), request.GET), "standing": walk.standing(unit)}
    return _show(request, walk, "assessment", place=place, page=page, **told)


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
    if unit.kind != UnitKind.ASSESSMENT or not unit.rules["parts"]:
        return redirect("rehearsal:unit", enrolment, unit_key)
    why = walk.refusal(unit, Given(request.POST.get(CODE, ""), HONOUR in request.POST))
    if why is not None:
        missing = f"?{MISSING}={why}" if why in ASKED_FOR else ""
        return redirect(f"{reverse('rehearsal:unit', args=[enrolment, unit_key])}{missing}")
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
    items, title = sitting.items(), walk.place(sitting.unit_key).current.unit.title
    item_at = dict(enumerate(items)).get
    name, context = page(sitting.attempt(walk.enrolment), paper_from(items), request.GET, None, item_at)
    return _show(request, walk, name, title=title, **context)


def _posted(request: HttpRequest, walk: Walk, sitting: Sitting) -> HttpResponse:
    items, query = sitting.items(), next_page(request.POST)
    if TURN in request.POST:
        query = _answered(request, sitting, items)
    elif REVISIONS in request.POST and not is_in_turn(items[0].attempt):
        sitting.answer(answers_in(request.POST, posted_of(items, request.POST)))
    wish = request.POST.get(DO)
    if wish == SUBMIT:
        _hand_in(request, walk, sitting)
    walk.memory.keep()
    if wants_json(request):
        return saved_json(Saved(sitting.saved_at, [item.revision for item in items], []))
    response = redirect("rehearsal:result" if wish == SUBMIT else "rehearsal:attempt", sitting.key)
    response["Location"] += "" if wish == SUBMIT else query
    return response


def _answered(request: HttpRequest, sitting: Sitting, items: list[AttemptItem]) -> str:
    """Keep the answer to the question whose turn it is; the query of the page that follows."""
    number = number_in(request.POST, TURN)
    if turn_of(items) != number - 1:
        return ""
    sitting.answer(answers_in(request.POST, posted_of(items, request.POST)))
    return f"?{LOOK_BACK}={number}" if shown_of(items[0].attempt, timezone.now()) else ""


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
    shown = {"result": went, "lines": without_appeals(went), "outcome": walk.outcome(sitting), "withheld": told}
    return _show(request, walk, "result", **shown)


@buttons_only
@login_required
def restart(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    walk = access_walk(request, enrolment)
    walk.memory.forget()
    return redirect("rehearsal:course", enrolment)


def _show(request: HttpRequest, walk: Walk, template: str, **context: Any) -> HttpResponse:
    return render(request, f"rehearsal/{template}.html", {"walk": walk, **context})

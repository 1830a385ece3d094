"""An assessment from its start to its result: everything on the server, every step a page."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from content.pages.pressed import buttons_only
from learners.attempts.actions import AlreadySubmitted, NotAnAssessment, Saved, TimeIsUp, open_attempt
from learners.attempts.actions import submit as submit_attempt
from learners.attempts.models import Attempt
from learners.attempts.opening import MayNotOpen
from learners.attempts.queries import REVISIONS, paper
from learners.attempts.queries import result as result_of
from learners.attempts.saying import opening_words
from learners.progress.queries import outline
from learners.study import in_hand
from learners.study.access import access_attempt, access_enrolment
from learners.study.gates import learner_only, wants_json
from learners.study.keeping import forget_answers, kept_answers
from learners.study.papers import outcome, save_posted, title_of
from learners.study.places import Retired, here
from learners.study.showing_words import withheld

# What the buttons of a paper ask for.
DO, SAVE, REVIEW, SUBMIT = "viec", "luu", "xem-lai", "nop"
# What the door of an assessment asks for, where it does.
CODE, HONOUR = "ma-vao-bai", "cam-ket"


@buttons_only
@learner_only
def start(request: HttpRequest, enrolment: UUID, unit_key: UUID) -> HttpResponse:
    mine = access_enrolment(request, enrolment)
    try:
        place = here(outline(mine, mine.progress), unit_key)
        code, honour = request.POST.get(CODE, ""), HONOUR in request.POST
        opened = open_attempt(enrolment=mine, unit=place.current.unit, access_code=code, honour=honour)
        in_hand.put_down(request)
        return redirect("study:attempt", opened.pk)
    except Retired:
        messages.info(request, _("Khóa học đã có bản mới và bài kiểm tra này không còn trong đó."))
        return redirect("study:outline", mine.pk)
    except MayNotOpen as refused:
        messages.error(request, opening_words(refused.opening))
    except NotAnAssessment:
        messages.error(request, _("Phần này không phải bài kiểm tra."))
    return redirect("study:unit", mine.pk, unit_key)


@require_http_methods(["GET", "HEAD", "POST"])
@learner_only
def attempt(request: HttpRequest, attempt: UUID) -> HttpResponse:
    mine = access_attempt(request, attempt)
    if not mine.is_open:
        return _too_late(request, mine) if request.method == "POST" else redirect("study:result", mine.pk)
    if request.method == "POST":
        return _posted(request, mine)
    unsaved = kept_answers(request)
    context = {"attempt": mine, "paper": paper(mine, unsaved), "title": title_of(mine), "unsaved": unsaved}
    # Answers not saved yet are looked at first: handing in would leave them out.
    template = "study/review.html" if REVIEW in request.GET and not unsaved else "study/paper.html"
    return render(request, template, context)


def _posted(request: HttpRequest, mine: Attempt) -> HttpResponse:
    """A paper that names no revisions brings no answers: the page before handing in."""
    try:
        saved = save_posted(mine, request.POST) if REVISIONS in request.POST else None
    except TimeIsUp:
        return _time_is_up(request, mine)
    except AlreadySubmitted:
        return _too_late(request, mine)
    forget_answers(request)
    if wants_json(request):
        return saved_json(saved)
    if saved and saved.outdated:
        return _changed_elsewhere(request, mine, saved)
    wish = request.POST.get(DO)
    if wish == SUBMIT:
        in_hand.take(request, mine)
        return redirect("study:result", submit_attempt(attempt=mine).pk)
    response = redirect("study:attempt", mine.pk)
    response["Location"] += f"?{REVIEW}" if wish == REVIEW else ""
    return response


def saved_json(saved: Saved | None) -> JsonResponse:
    at = time_format(localtime(saved.at), "H:i") if saved and saved.at else ""
    outdated = [position + 1 for position in saved.outdated] if saved else []
    revisions = ",".join(map(str, saved.revisions)) if saved else ""
    return JsonResponse({"saved": at, "revisions": revisions, "outdated": outdated})


def _changed_elsewhere(request: HttpRequest, mine: Attempt, saved: Saved) -> HttpResponse:
    numbers = ", ".join(str(position + 1) for position in saved.outdated)
    text = _("Câu %(numbers)s đã được trả lời ở cửa sổ khác; câu trả lời mới hơn được giữ. Anh/chị kiểm tra rồi lưu.")
    messages.warning(request, text % {"numbers": numbers})
    return redirect("study:attempt", mine.pk)


def _too_late(request: HttpRequest, mine: Attempt) -> HttpResponse:
    forget_answers(request)
    in_hand.take(request, mine)
    if wants_json(request):
        return JsonResponse({"submitted": True}, status=409)
    messages.info(request, _("Bài này đã nộp rồi. Câu trả lời gửi sau khi nộp không được tính."))
    return redirect("study:result", mine.pk)


def _time_is_up(request: HttpRequest, mine: Attempt) -> HttpResponse:
    """To the result, or to the page before handing in while that is still allowed."""
    forget_answers(request)
    ended = not access_attempt(request, mine.pk).is_open
    if ended:
        in_hand.take(request, mine)
    if wants_json(request):
        return JsonResponse({"time_is_up": True, "submitted": ended}, status=409)
    messages.warning(request, _("Đã hết giờ làm bài. Những câu lưu trước giờ đó được tính."))
    response = redirect("study:result" if ended else "study:attempt", mine.pk)
    response["Location"] += "" if ended else f"?{REVIEW}"
    return response


@require_safe
@learner_only
def result(request: HttpRequest, attempt: UUID) -> HttpResponse:
    mine = access_attempt(request, attempt)
    if mine.is_open:
        return redirect("study:attempt", mine.pk)
    if mine.submitted_at is None:
        messages.warning(request, _("Lượt làm này đã hết giờ khi chưa nộp nên không có kết quả."))
        return redirect("study:unit", mine.enrolment_id, mine.unit_key)
    seen = in_hand.shown_to(request, mine)
    context = {"result": result_of(mine, seen), "outcome": outcome(mine)}
    return render(request, "study/result.html", {**context, "withheld": withheld(mine, seen, timezone.now())})

"""An assessment from its start to its result: everything on the server, every step a page."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from content.pages.pressed import buttons_only
from learners.attempts.accommodations import granted_to
from learners.attempts.actions import AlreadySubmitted, NotAnAssessment, Saved, TimeIsUp, open_attempt
from learners.attempts.actions import submit as submit_attempt
from learners.attempts.appeal_forms import AppealForm
from learners.attempts.models import Attempt
from learners.attempts.opening import MayNotOpen
from learners.attempts.queries import REVISIONS, TURN, answered_item, number_in, paper
from learners.attempts.queries import result as result_of
from learners.attempts.saying import opening_words
from learners.attempts.sessions import opened_in
from learners.attempts.showing import shown_of
from learners.progress.queries import outline
from learners.regrading.history import told_regradings
from learners.study import in_hand
from learners.study.access import access_attempt, access_enrolment
from learners.study.answer_files import FIELD, Problems, files_json, is_about_files, pressed, take_files
from learners.study.appealing import with_appeals
from learners.study.door import ASKED_FOR, MISSING
from learners.study.gates import learner_only, wants_json
from learners.study.keeping import forget_answers, kept_answers
from learners.study.paper_pages import DO, LOOK_BACK, REVIEW, next_page, page, this_sheet
from learners.study.papers import outcome, save_in_turn, save_posted, title_of
from learners.study.places import Retired, here
from learners.study.showing_words import withheld

# What the button of the page before handing in asks for.
SUBMIT = "nop"
# What the door of an assessment asks for, where it does.
CODE, HONOUR = "ma-vao-bai", "cam-ket"


@buttons_only
@learner_only
def start(request: HttpRequest, enrolment: UUID, unit_key: UUID) -> HttpResponse:
    mine = access_enrolment(request, enrolment)
    try:
        place = here(outline(mine, mine.progress), unit_key)
        code, honour = request.POST.get(CODE, ""), HONOUR in request.POST
        session = request.session.session_key
        opened = open_attempt(enrolment=mine, unit=place.current.unit, access_code=code, honour=honour, session=session)
        in_hand.put_down(request)
        return redirect("study:attempt", opened.pk)
    except Retired:
        messages.info(request, _("Khóa học đã có bản mới và bài kiểm tra này không còn trong đó."))
        return redirect("study:outline", mine.pk)
    except MayNotOpen as refused:
        if refused.opening.why in ASKED_FOR:
            return redirect(f"{reverse('study:unit', args=[mine.pk, unit_key])}?{MISSING}={refused.opening.why}")
        messages.error(request, opening_words(refused.opening))
    except NotAnAssessment:
        messages.error(request, _("Phần này không phải bài kiểm tra."))
    return redirect("study:unit", mine.pk, unit_key)


@require_http_methods(["GET", "HEAD", "POST"])
@learner_only
def attempt(request: HttpRequest, attempt: UUID) -> HttpResponse:
    if request.method == "POST" and REVISIONS in request.POST and TURN not in request.POST:
        return _saved(request, attempt)
    mine = access_attempt(request, attempt)
    if not mine.is_open:
        return _too_late(request, mine) if request.method == "POST" else redirect("study:result", mine.pk)
    if request.method == "POST":
        return _posted(request, mine)
    opened_in(attempt=mine, session=request.session.session_key)
    unsaved = kept_answers(request)
    name, context = page(mine, paper(mine, unsaved), request.GET, unsaved, partial(answered_item, mine))
    return render(request, f"study/{name}.html", {**context, "title": title_of(mine)})


def _sent_back(request: HttpRequest, mine: Attempt, problems: Problems) -> HttpResponse:
    """The page it came from, with what is typed there, and what is wrong with the files that came along."""
    # In its turn a question is answered once: until then its words are the page's alone.
    typed = request.POST if TURN in request.POST else None
    name, context = page(mine, paper(mine, typed), request.POST, None, partial(answered_item, mine))
    return render(request, f"study/{name}.html", {**context, "title": title_of(mine), "problems": problems})


def _saved(request: HttpRequest, attempt: UUID) -> HttpResponse:
    try:
        mine, saved = save_posted(request, attempt)
        problems = take_files(request, attempt) if is_about_files(request) else {}
    except TimeIsUp:
        return _time_is_up(request, attempt)
    except AlreadySubmitted:
        return _too_late(request, access_attempt(request, attempt))
    forget_answers(request)
    if wants_json(request):
        return saved_json(saved)
    if saved.outdated:
        _warn_of_newer(request, saved)
    if problems:
        return _sent_back(request, mine, problems)
    return _to_paper(mine, this_sheet(request.POST)) if saved.outdated else _onwards(request, mine)


def _posted(request: HttpRequest, mine: Attempt) -> HttpResponse:
    """An answer in its turn, files, or no answers at all: the page before handing in."""
    if is_about_files(request):
        return _with_files(request, mine)
    if TURN in request.POST:
        return _answered(request, mine)
    forget_answers(request)
    return _onwards(request, mine)


def _with_files(request: HttpRequest, mine: Attempt) -> HttpResponse:
    """Of a question in its turn, or by the page's script, which sends nothing else."""
    try:
        problems = take_files(request, mine.pk)
    except TimeIsUp:
        return _time_is_up(request, mine.pk)
    except AlreadySubmitted:
        return _too_late(request, mine)
    if wants_json(request):
        return files_json(request, mine, problems)
    if problems or pressed(request):
        return _sent_back(request, mine, problems)
    return _answered(request, mine) if TURN in request.POST else _to_paper(mine, "")


def _onwards(request: HttpRequest, mine: Attempt) -> HttpResponse:
    if request.POST.get(DO) == SUBMIT:
        in_hand.take(request, mine)
        return redirect("study:result", submit_attempt(attempt=mine).pk)
    number = pressed(request)
    return _to_paper(mine, next_page(request.POST) + (f"#{FIELD}{number}" if number else ""))


def _to_paper(mine: Attempt, query: str) -> HttpResponse:
    response = redirect("study:attempt", mine.pk)
    response["Location"] += query
    return response


def _answered(request: HttpRequest, mine: Attempt) -> HttpResponse:
    """A question in its turn."""
    try:
        kept = save_in_turn(request, mine)
    except TimeIsUp:
        return _time_is_up(request, mine.pk)
    except AlreadySubmitted:
        return _too_late(request, mine)
    forget_answers(request)
    if not kept:
        messages.info(request, _("Câu này đã trả lời rồi nên không sửa được nữa. Đây là câu tiếp theo."))
    looks_back = kept and shown_of(mine, timezone.now())
    return _to_paper(mine, f"?{LOOK_BACK}={number_in(request.POST, TURN)}" if looks_back else "")


def saved_json(saved: Saved) -> JsonResponse:
    at = time_format(localtime(saved.at), "H:i") if saved.at else ""
    outdated = [position + 1 for position in saved.outdated]
    return JsonResponse({"saved": at, "revisions": ",".join(map(str, saved.revisions)), "outdated": outdated})


def _warn_of_newer(request: HttpRequest, saved: Saved) -> None:
    numbers = ", ".join(str(position + 1) for position in saved.outdated)
    text = _("Câu %(numbers)s đã được trả lời ở cửa sổ khác; câu trả lời mới hơn được giữ. Anh/chị kiểm tra rồi lưu.")
    messages.warning(request, text % {"numbers": numbers})


def _too_late(request: HttpRequest, mine: Attempt) -> HttpResponse:
    forget_answers(request)
    in_hand.take(request, mine)
    if wants_json(request):
        return JsonResponse({"submitted": True}, status=409)
    messages.info(request, _("Bài này đã nộp rồi. Câu trả lời gửi sau khi nộp không được tính."))
    return redirect("study:result", mine.pk)


def _time_is_up(request: HttpRequest, attempt: UUID) -> HttpResponse:
    """To the result, or to the page before handing in while that is still allowed."""
    forget_answers(request)
    mine = access_attempt(request, attempt)
    ended = not mine.is_open
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
    return show_result(request, mine)


def show_result(request: HttpRequest, mine: Attempt, objected: tuple[int, AppealForm] | None = None) -> HttpResponse:
    """``objected``: the number of a question and what she wrote about it, where it has to be written anew."""
    then = outcome(mine)
    granted = then.standing.granted if then.standing else granted_to([mine])[mine.pk]
    seen = in_hand.shown_to(request, mine, granted)
    went = result_of(mine, seen)
    context = {
        "result": went,
        "lines": with_appeals(went, objected),
        "outcome": then,
        "regradings": told_regradings(mine),
    }
    told = withheld(mine, seen, timezone.now(), granted)
    return render(request, "study/result.html", {**context, "withheld": told})

"""The pages of whoever marks: the queue, and one question to be marked."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.questions.types import by_hand
from courses.questions.wording import response_words
from learners.attempts.given import takes_files
from learners.attempts.models import AttemptItem, ItemMark
from learners.marking import sheet
from learners.marking.actions import DRAFT, AlreadyMarked, Given, NotAJudgement, counted, earlier, finish, save_draft
from learners.marking.files import are_erased, nameless
from learners.marking.permissions import item_to_mark, require_marking
from learners.marking.queue import done, drafted, groups, rows, titles_of, waiting

UNIT, PAGE, DO, KEEP = "bai", "trang", "viec", "nhap"
PER_PAGE = 50


@login_required
@never_cache
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    require_marking(request.user)
    found = groups(request.user)
    chosen = next((one for one in found if str(one.unit_key) == request.GET.get(UNIT)), None)
    items = waiting(request.user)
    pages = Paginator(items.filter(attempt__unit_key=chosen.unit_key) if chosen else items, PER_PAGE)
    page = pages.get_page(request.GET.get(PAGE))
    shown = items.filter(pk__in=[one.pk for one in page.object_list])
    lines = rows(drafted(shown), {one.unit_key: one.titles for one in found})
    return render(request, "marking/queue.html", {"groups": found, "chosen": chosen, "page": page, "lines": lines})


@login_required
@never_cache
@require_safe
def marked(request: HttpRequest) -> HttpResponse:
    """Where a mark is found again that is to be corrected."""
    require_marking(request.user)
    page = Paginator(done(request.user), PER_PAGE).get_page(request.GET.get(PAGE))
    shown = list(page.object_list)
    lines = rows(shown, titles_of(item.attempt.unit_key for item in shown))
    return render(request, "marking/marked.html", {"page": page, "lines": lines})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mark_item(request: HttpRequest, item: int) -> HttpResponse:
    found = item_to_mark(request.user, item)
    if request.method != "POST":
        return _page(request, found)
    given = _given(request, found)
    problems = _problems(found, given, request.POST.get(DO) == KEEP)
    if problems:
        return _page(request, found, given, problems)
    if request.POST.get(DO) == KEEP:
        save_draft(item=found, given=given, acting_user=request.user)
        messages.success(request, _("Đã lưu nháp. Chỉ anh/chị thấy phần này; bài vẫn đang chờ chấm."))
        return redirect(request.path)
    return _finished(request, found, given)


def _finished(request: HttpRequest, item: AttemptItem, given: Given) -> HttpResponse:
    try:
        finish(item=item, given=given, acting_user=request.user)
    except AlreadyMarked as already:
        messages.warning(request, _already(already.mark))
        return redirect(request.path)
    except NotAJudgement:
        return _page(request, item, given, {_first(item, given): _("Hãy chọn một mức cho mỗi tiêu chí.")})
    if not item.attempt.is_waiting:
        messages.success(request, _("Đã sửa điểm. Người học được báo kèm lý do."))
        return redirect(request.path)
    messages.success(request, _("Đã ghi điểm."))
    response = redirect("marking:queue")
    response["Location"] += f"?{UNIT}={item.attempt.unit_key}"
    return response


def _given(request: HttpRequest, item: AttemptItem) -> Given:
    post = request.POST
    seen = post.get(sheet.SEEN, "")
    return Given(
        judgement=sheet.read(item.version, post),
        comment=post.get(sheet.COMMENT, "").replace("\r\n", "\n").replace("\x00", "").strip(),
        seen=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 4 else 0,
        reason=post.get(sheet.REASON, "").replace("\x00", "").strip()[: sheet.LONGEST_REASON],
    )


def _problems(item: AttemptItem, given: Given, is_draft: bool) -> dict[str, str]:
    """By the field to be mended."""
    longest = sheet.longest_comment(item.version)
    if len(given.comment) > longest:
        return {sheet.COMMENT: _("Nhận xét dài nhất %d ký tự.") % longest}
    if given.seen and not given.reason and not is_draft:
        return {sheet.REASON: _("Hãy ghi vì sao sửa điểm.")}
    return {}


def _first(item: AttemptItem, given: Given) -> str:
    """The first criterion without a choice."""
    places = [place for place, level in enumerate(given.judgement) if level is None]
    return f"{sheet.CRITERION}{places[0] if places else 0}"


def _already(held: ItemMark) -> str:
    who = held.marked_by.get_full_name() if held.marked_by else _("Người khác")
    at = date_format(localtime(held.marked_at), "SHORT_DATETIME_FORMAT")
    return _("%(who)s đã chấm câu này lúc %(at)s. Điểm anh/chị vừa chọn không được ghi.") % {"who": who, "at": at}


def _page(
    request: HttpRequest, item: AttemptItem, given: Given | None = None, problems: dict[str, str] | None = None
) -> HttpResponse:
    version, held = item.version, counted(item)
    draft = None if held else item.marks.filter(number=DRAFT, marked_by=request.user.pk).first()
    base = held or draft
    told = given or Given(base.judgement if base else [], base.comment if base else "")
    unit_key: UUID = item.attempt.unit_key
    context: dict[str, Any] = {
        "item": item,
        "titles": titles_of([unit_key]).get(unit_key),
        "answer": response_words(version, item.response),
        "takes_files": takes_files(item),
        "files": nameless(item),
        "are_erased": are_erased(item),
        "parts": sheet.parts(version, told.judgement),
        "comment": told.comment,
        "reason": told.reason,
        "is_seen": sheet.is_seen(version),
        "longest": sheet.longest_comment(version),
        "problems": problems or {},
        "held": held,
        "earlier": list(earlier(held)) if held else [],
        "judged": by_hand(version.question.kind).judged(version.data, held.judgement) if held else [],
    }
    return render(request, "marking/item.html", context)

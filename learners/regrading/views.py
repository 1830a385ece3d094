"""From a question whose key was wrong to everybody graded again: decide, look at who changes, start, watch."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from courses.questions.models import Question, QuestionVersion
from courses.questions.plain_text import to_text
from courses.questions.registry import released_in
from courses.rekeying.judging import rekeyed
from courses.rekeying.models import Rekeying
from learners.attempts.permissions import may_read
from learners.regrading import listing
from learners.regrading.actions import go_on, stop
from learners.regrading.foreseeing import foresee
from learners.regrading.forms import KeyForm, StartForm
from learners.regrading.models import Regrade
from learners.regrading.permissions import question_to_regrade, regrade_to_see, require_regrading
from mooc.foundation.tabular import csv_lines

ICON = "rotate"
# The gravest that a page lists; all of them are in the file.
LISTED = 200
PER_PAGE = 50


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    require_regrading(request.user)
    rows = Regrade.objects.select_related("question__current")
    listed = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    return render(request, "regrading/index.html", {**_frame(_("Chấm lại")), "listed": listed})


def decide(request: HttpRequest, question: int) -> HttpResponse:
    found = question_to_regrade(request.user, question)
    versions = list(found.versions.select_related("question").order_by("-number"))
    form = KeyForm(found, versions, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.decide(request.user):
        messages.success(request, _("Đã ghi cách chấm mới. Bài nộp từ bây giờ được chấm theo cách này."))
        return redirect("regrading:foresee", found.pk)
    context = {"form": form, "question": found, "lines": _told(versions)}
    return render(request, "regrading/decide.html", {**_frame(str(found), found), **context}, status=_status(form))


def _told(versions: list[QuestionVersion]) -> list[dict[str, Any]]:
    ids = [version.pk for version in versions]
    decided, asked = rekeyed(ids), released_in(ids)
    numbers = {version.pk: version.number for version in versions}
    return [
        {
            "version": version,
            "key": to_text(version.question.kind, version.data),
            "asked": len(asked.get(version.pk, [])),
            "judged": _judged(version, decided.get(version.pk), numbers),
        }
        for version in versions
    ]


def _judged(version: QuestionVersion, row: Rekeying | None, numbers: dict[int, int]) -> str:
    if row is None or row.key_id == version.pk:
        return _("theo đáp án của chính nó")
    if row.key_id is not None:
        return _("theo đáp án của phiên bản %d") % numbers[row.key_id]
    return row.get_way_display()


def foresee_changes(request: HttpRequest, question: int) -> HttpResponse:
    found = question_to_regrade(request.user, question)
    form = StartForm(request.POST if request.method == "POST" else None)
    made = form.start(found, request.user) if request.method == "POST" else None
    if made:
        return redirect("regrading:show", made.pk)
    last = Rekeying.objects.filter(version__question=found).order_by("-pk").first()
    form.fields["reason"].initial = last.reason if last else ""
    going = found.regrades.exclude(state="done").first()
    summary = foresee(found)
    context = {"form": form, "question": found, "going": going, "summary": summary, "listed": LISTED}
    context["lines"] = listing.told(summary.lines[:LISTED])
    return render(request, "regrading/foresee.html", {**_frame(str(found), found), **context}, status=_status(form))


@require_safe
def file(request: HttpRequest, question: int) -> StreamingHttpResponse:
    found = question_to_regrade(request.user, question)
    rows = listing.rows(foresee(found).lines)
    answer = StreamingHttpResponse(csv_lines(listing.head(), rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="cham-lai-{found.pk}.csv"'
    return answer


@require_safe
def show(request: HttpRequest, regrade: UUID) -> HttpResponse:
    found = regrade_to_see(request.user, regrade)
    rows = found.changed.select_related("attempt__enrolment__person").order_by("-at", "-pk")
    context = {"regrade": found, "question": found.question, "changed": found.changed.count(), "listed": LISTED}
    told = {"lines": listing.changed(rows[:LISTED]), "may_read": may_read(request.user)}
    return render(request, "regrading/show.html", {**_frame(str(found.question), found.question), **context, **told})


@require_POST
def halt(request: HttpRequest, regrade: UUID) -> HttpResponse:
    found = regrade_to_see(request.user, regrade)
    if stop(regrade=found, acting_user=request.user):
        messages.success(request, _("Đã tạm dừng. Ai đã chấm lại thì giữ kết quả mới."))
    return redirect("regrading:show", found.pk)


@require_POST
def resume(request: HttpRequest, regrade: UUID) -> HttpResponse:
    found = regrade_to_see(request.user, regrade)
    if go_on(regrade=found, acting_user=request.user):
        messages.success(request, _("Chấm lại tiếp từ chỗ đã dừng."))
    return redirect("regrading:show", found.pk)


def _status(form: Any) -> int:
    return 422 if form.errors else 200


def _frame(title: str, question: Question | None = None) -> dict[str, Any]:
    trail = [{"url": reverse("regrading:index"), "label": _("Chấm lại")}]
    if question is None:
        trail = [{"url": "", "label": _("Chấm lại")}]
    else:
        history = reverse("wagtailsnippets_questions_question:history", args=[question.pk])
        trail += [{"url": history, "label": _("Các phiên bản")}, {"url": "", "label": _("Sửa đáp án và chấm lại")}]
    return {"header_title": title, "page_title": title, "header_icon": ICON, "breadcrumbs_items": trail}

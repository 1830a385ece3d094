"""What learners object to, for the authors of the course: what waits, by question, and one with its answer."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.questions.registry import links
from learners.attempts.appeal_forms import DecideForm
from learners.attempts.appealing import AlreadyDecided, decide_appeal
from learners.attempts.appeals import VERSION, appeal_to, appeals_to, objections
from learners.attempts.models import Appeal, Decision
from learners.attempts.permissions import require_authorship

ICON = "comment"
PAGE = 25
# Of the number of a version; SQLite cannot compare with more than 19.
MOST_DIGITS = 18


@require_safe
def appeals(request: HttpRequest) -> HttpResponse:
    """What waits; of one version of a question (``VERSION``) what was answered as well."""
    require_authorship(request.user)
    version = request.GET.get(VERSION, "")
    found = appeals_to(request.user)
    of_one = version.isascii() and version.isdigit() and len(version) <= MOST_DIGITS
    found = found.filter(item__version=int(version)) if of_one else found.filter(answered_at=None)
    page = Paginator(found, PAGE).get_page(request.GET.get("p"))
    context = {"page_obj": page, "lines": objections(list(page.object_list)), "version": version if of_one else ""}
    return render(request, "attempts/appeals.html", {**context, **_frame()})


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, appeal: int) -> HttpResponse:
    require_authorship(request.user)
    found = appeal_to(request.user, appeal)
    form = DecideForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _decide(request, found, form)
    [line] = objections([found])
    context = {"line": line, "form": form, "links": links(request.user, line.version.question)}
    return render(request, "attempts/appeal.html", {**context, **_frame()})


def _decide(request: HttpRequest, found: Appeal, form: DecideForm) -> HttpResponse:
    """Where the question will be mended she is led on to where that is done."""
    try:
        decide_appeal(appeal=found, acting_user=request.user, **form.cleaned_data)
    except AlreadyDecided as before:
        who = before.appeal.answered_by.get_full_name() if before.appeal.answered_by else _("người khác")
        said = {"who": who, "how": before.appeal.get_decision_display()}
        messages.info(request, _("%(who)s đã trả lời trước đó: %(how)s.") % said)
        return redirect("attempts:appeals")
    messages.success(request, _("Đã trả lời. Người học được báo."))
    mends = form.cleaned_data["decision"] == Decision.MENDED
    return redirect("attempts:appeal", found.pk) if mends else redirect("attempts:appeals")


def _frame() -> dict[str, str]:
    title = _("Ý kiến về câu hỏi")
    return {"header_title": title, "page_title": title, "header_icon": ICON}

"""An attempt for whoever answers for it: what happened in it, and whether a receipt proves it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from learners.attempts.given import read_files
from learners.attempts.grant_views import grants_at
from learners.attempts.permissions import attempt_to_read, attempts_to_grant, require_reading
from learners.attempts.receipts import find, still_proves
from learners.attempts.telling import log_of
from mooc.foundation.models import audit

ICON = "clipboard-list"
CODE = "ma"


@require_safe
def receipts(request: HttpRequest) -> HttpResponse:
    require_reading(request.user)
    typed = request.GET.get(CODE, "")
    found = find(typed)
    if found:
        return redirect("attempts:log", found.pk)
    return render(request, "attempts/receipts.html", {"typed": typed, **_frame(_("Biên nhận bài làm"))})


@require_safe
def log(request: HttpRequest, attempt: UUID) -> HttpResponse:
    row = attempt_to_read(request.user, attempt)
    audit(acting_user=request.user, verb="attempt.read", subject=row)
    items = list(row.items.select_related("version__question").order_by("position"))
    read_files(items)
    context = {"attempt": row, "lines": log_of(row), "proved": bool(row.receipt) and still_proves(row, items)}
    told = {"grants": grants_at(row), "may_grant": attempts_to_grant(request.user).filter(pk=row.pk).exists()}
    return render(request, "attempts/log.html", {**context, **told, **_frame(_("Lượt làm bài"))})


def _frame(title: str) -> dict[str, str]:
    return {"header_title": title, "page_title": title, "header_icon": ICON}

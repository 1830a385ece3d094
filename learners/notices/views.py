"""What the site told me, and saying that I have read it."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from learners.notices.actions import mark_all_read, mark_read
from learners.notices.models import Notice
from learners.notices.queries import access_notice, own_notices
from learners.people.models import Account

PER_PAGE = 20


@require_safe
@login_required
def index(request: HttpRequest) -> HttpResponse:
    page = Paginator(own_notices(request.user), PER_PAGE).get_page(request.GET.get("trang"))
    unread = [notice for notice in page if notice.read_at is None]
    return render(request, "notices/index.html", {"page": page, "unread": unread, "written": _written(page)})


def _written(page: Page[Notice]) -> str:
    """Which of them have no words but the Vietnamese ones they were written in: "notices", "some notices", ""."""
    written = [notice for notice in page if notice.worded is None]
    if not written:
        return ""
    return "notices" if len(written) == len(page) else "some notices"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def read(request: HttpRequest, notice: int) -> HttpResponse:
    """A post marks it read and leads on; whoever comes back here from signing in looks at the list again."""
    found = access_notice(request.user, notice)
    if request.method != "POST" or not isinstance(request.user, Account):
        return redirect("notices:index")
    mark_read(notice=found, acting_user=request.user)
    return redirect(found.url or "notices:index")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def read_all(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and isinstance(request.user, Account):
        mark_all_read(acting_user=request.user)
    return redirect("notices:index")

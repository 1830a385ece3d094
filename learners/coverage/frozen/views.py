"""Báo cáo chốt: freezing what is on the page, the list, one frozen report, and what two of them do not share."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from learners.coverage.asking import Asked, access_report
from learners.coverage.frozen.content import shown
from learners.coverage.frozen.differing import differ
from learners.coverage.frozen.forms import FreezeForm
from learners.coverage.frozen.freezing import AlreadyFrozen, NotFrozen, freeze_report, latest_of
from learners.coverage.frozen.models import FrozenReport
from learners.coverage.frozen.permissions import FrozenScope, access_frozen, access_frozen_scope
from mooc.foundation.numerals import whole_number

PAGE = 30


@login_required
def frozen_reports(request: HttpRequest) -> HttpResponse:
    found = access_frozen_scope(request).listed().prefetch_related("copies")
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    return render(request, "coverage/frozen_list.html", {"page": page})


@login_required
def show_frozen(request: HttpRequest, frozen: int) -> HttpResponse:
    found = access_frozen(request, frozen)
    told = shown(found)
    revisions = FrozenReport.objects.filter(**found.series).order_by("-revision").defer("content")
    context = {"frozen": found, "asked": told, "report": told.report, "revisions": revisions}
    return render(request, "coverage/frozen.html", context)


@login_required
def compare(request: HttpRequest, frozen: int) -> HttpResponse:
    """With ``?voi=`` another one of the same agency and campaign, else with the revision before."""
    later = access_frozen(request, frozen)
    same = FrozenScope(request.user).reports().filter(campaign=later.campaign_id, agency=later.agency_id)
    others = same.exclude(pk=later.pk)
    asked = request.GET.get("voi", "")
    earlier: FrozenReport | None
    if asked:
        earlier = get_object_or_404(others, pk=whole_number(asked))
    else:
        before = others.filter(**later.series, revision__lt=later.revision).order_by("-revision")
        earlier = before.first() or others.filter(frozen_at__lte=later.frozen_at).first()
    pair = sorted([later, *([earlier] if earlier else [])], key=lambda one: (one.frozen_at, one.pk))
    found = differ(*pair) if earlier else None
    context = {"frozen": later, "others": others.defer("content")[:PAGE], "found": found}
    return render(request, "coverage/frozen_compare.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def freeze(request: HttpRequest, slug: str) -> HttpResponse:
    asked = access_report(request, slug, details=True)
    if not FrozenScope(request.user, asked.scope).holds(asked.root):
        raise Http404
    if asked.form.errors or not asked.report.total.rosters:
        return redirect(f"{resolve_url('coverage:report', slug)}?{request.GET.urlencode()}")
    latest = latest_of(asked.report)
    number = latest.revision + 1 if latest else 1
    posted = request.POST if request.method == "POST" else None
    form = FreezeForm(posted, initial={"revision": number})
    if form.is_valid() and (answer := _freeze(request, form, asked)):
        return answer
    context = {"asked": asked, "report": asked.report, "form": form, "latest": latest, "number": number}
    return render(request, "coverage/freeze.html", context)


def _freeze(request: HttpRequest, form: FreezeForm, asked: Asked) -> HttpResponse | None:
    """To the frozen report; None where nothing was frozen and the form says why."""
    try:
        made = freeze_report(
            report=asked.report,
            teams=asked.teams,
            revision=form.cleaned_data["revision"],
            reason=form.cleaned_data["reason"],
            acting_user=request.user,
        )
    except AlreadyFrozen as there:
        messages.info(request, str(there))
        return redirect("coverage:frozen", there.frozen.pk)
    except NotFrozen as why:
        form.add_error(None, str(why))
        return None
    messages.success(request, _("Đã chốt. Số liệu của bản này không thay đổi nữa."))
    return redirect("coverage:frozen", made.pk)

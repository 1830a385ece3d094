"""The wizard: what happens and when, which agencies, what becomes of them, and a look at it before it counts."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from learners.agencies.history import History
from learners.agencies.models import Reorganisation, ReorganisationKind, ReorganisationStatus
from learners.agencies.reorganising.applying import (
    CannotReorganise,
    NotADraft,
    delete_draft,
    keep_draft,
    make_effective,
)
from learners.agencies.reorganising.following import follow_at_once
from learners.agencies.reorganising.forms import (
    ASKED,
    SHARES,
    BasisForm,
    BelowForm,
    ChangeForm,
    TargetForm,
    WithdrawForm,
)
from learners.agencies.reorganising.proposal import Proposal, Source, Target
from learners.agencies.reorganising.telling import in_short, tell, tell_sources, tell_targets
from learners.agencies.reorganising.withdrawing import CannotWithdraw, withdraw
from learners.agencies.structure.days import said
from learners.agencies.structure.permissions import draft_to_change, event_to_see, require_reorganising
from learners.agencies.structure.searching import search
from learners.agencies.structure.views import frame
from mooc.foundation.numerals import whole_number

MOST_EVENTS = 200


def index(request: HttpRequest) -> HttpResponse:
    require_reorganising(request.user)
    today = timezone.localdate()
    events = list(Reorganisation.objects.order_by("-effective_on", "-id")[:MOST_EVENTS])
    short = in_short(events)
    for event in events:
        event.in_short = short[event.pk]  # type: ignore[attr-defined]
    drafts = [event for event in events if event.status == ReorganisationStatus.DRAFT]
    rest = [event for event in events if event.status != ReorganisationStatus.DRAFT]
    groups = [
        (_("Bản nháp"), drafts),
        (_("Sắp có hiệu lực"), [event for event in rest if event.effective_on > today]),
        (_("Đã có hiệu lực"), [event for event in rest if event.effective_on <= today]),
    ]
    return render(request, "agencies/reorganisations.html", _frame({"groups": groups}))


def begin(request: HttpRequest) -> HttpResponse:
    """``co-quan`` and ``kind`` in the address come from the life of an agency."""
    require_reorganising(request.user)
    return _basis(request, Reorganisation(kind=request.GET.get("kind", "")), request.GET.get("co-quan", ""))


def basis(request: HttpRequest, event: int) -> HttpResponse:
    return _basis(request, draft_to_change(request.user, event))


def _basis(request: HttpRequest, event: Reorganisation, first: str = "") -> HttpResponse:
    form = BasisForm(request.POST if request.method == "POST" else None, instance=event)
    if request.method == "POST" and form.is_valid():
        made = form.save(commit=False)
        proposal = _fitting(Proposal.of(made))
        source = _agency(first) if first and not proposal.sources else None
        if source:
            proposal = proposal.with_source(source)
        return _keep(request, made, proposal, "reorganising:sources")
    return _step(request, "agencies/basis.html", {"form": form}, event, 1)


def _fitting(proposal: Proposal) -> Proposal:
    """After another kind was chosen, only what that kind can have stays."""
    shares = [value for value, _label in SHARES.get(ReorganisationKind(proposal.kind), [("whole", "")])]
    sources = tuple(replace(one, share=one.share if one.share in shares else shares[0]) for one in proposal.sources)
    if proposal.continues:
        return replace(proposal, sources=sources[:1], targets=(), below="")
    if proposal.kind == ReorganisationKind.SPLIT:
        sources = sources[:1]
    targets = () if proposal.kind == ReorganisationKind.DISSOLVE else proposal.targets
    return replace(proposal, sources=sources, targets=targets, changed=None)


def sources(request: HttpRequest, event: int) -> HttpResponse:
    draft = draft_to_change(request.user, event)
    proposal = Proposal.of(draft)
    if request.method == "POST":
        shares = {one.agency: request.POST.get(f"share-{one.agency}", one.share) for one in proposal.sources}
        allowed = [value for value, _label in SHARES.get(ReorganisationKind(proposal.kind), [])]
        kept = tuple(Source(key, share if share in allowed else "") for key, share in shares.items())
        kept = tuple(
            replace(one, share=one.share or old.share) for one, old in zip(kept, proposal.sources, strict=True)
        )
        proposal = replace(proposal, sources=kept)
        add, remove = _agency(request.POST.get("add", "")), _agency(request.POST.get("remove", ""))
        if add:
            proposal = proposal.with_source(add)
        if remove:
            proposal = replace(proposal, sources=tuple(one for one in kept if one.agency != remove))
        stays = add or remove
        return _keep(request, draft, proposal, "reorganising:sources" if stays else "reorganising:targets")
    context = {
        "proposal": proposal,
        "sources": tell_sources(proposal),
        "shares": SHARES.get(ReorganisationKind(proposal.kind), []),
        "one": proposal.continues or proposal.kind == ReorganisationKind.SPLIT,
    }
    return _step(request, "agencies/sources.html", {**context, **_search(request)}, draft, 2)


def targets(request: HttpRequest, event: int) -> HttpResponse:
    draft = draft_to_change(request.user, event)
    proposal = Proposal.of(draft)
    return _change(request, draft, proposal) if proposal.kind in ASKED else _receivers(request, draft, proposal)


def _change(request: HttpRequest, draft: Reorganisation, proposal: Proposal) -> HttpResponse:
    form = ChangeForm(request.POST if request.method == "POST" else None, proposal=proposal)
    if request.method == "POST" and form.is_valid():
        return _keep(request, draft, replace(proposal, changed=form.target()), "reorganising:show")
    context = {"form": form, "proposal": proposal, "sources": tell_sources(proposal)}
    return _step(request, "agencies/change.html", context, draft, 3)


def _receivers(request: HttpRequest, draft: Reorganisation, proposal: Proposal) -> HttpResponse:
    told = tell_targets(proposal)
    below = BelowForm(request.POST if "below-step" in request.POST else None, proposal=proposal, names=told.names)
    form = TargetForm(
        request.POST if "new" in request.POST else None,
        day=proposal.day,
        initial={"parent": said(told.superior, proposal.day)},
    )
    if request.method == "POST":
        changed = _receive(request, proposal, form, below)
        if changed is not None:
            done = "below-step" in request.POST or "next" in request.POST
            return _keep(request, draft, changed, "reorganising:show" if done else "reorganising:targets")
    context = {"form": form, "below": below, "told": told, "proposal": proposal}
    return _step(request, "agencies/targets.html", {**context, **_search(request)}, draft, 3)


def _receive(request: HttpRequest, proposal: Proposal, form: TargetForm, below: BelowForm) -> Proposal | None:
    """The proposal with what was posted; None where a form has to be mended."""
    if "new" in request.POST:
        return replace(proposal, targets=(*proposal.targets, form.target())) if form.is_valid() else None
    if "below-step" in request.POST:
        return replace(proposal, below=below.cleaned_data["below"]) if below.is_valid() else None
    add, remove = _agency(request.POST.get("add", "")), request.POST.get("remove", "")
    if add and add not in [one.agency for one in proposal.targets]:
        return replace(proposal, targets=(*proposal.targets, Target(agency=add)))
    removed = whole_number(remove)
    if removed is not None:
        kept = tuple(one for number, one in enumerate(proposal.targets) if number != removed)
        return replace(proposal, targets=kept, below="")
    return proposal


def show(request: HttpRequest, event: int) -> HttpResponse:
    """Of a draft the look before it counts; of any other what it did."""
    found = event_to_see(request.user, event)
    context = {"event": found, "told": tell(found), "today": timezone.localdate(), "withdrawing": WithdrawForm()}
    if found.status == ReorganisationStatus.DRAFT:
        return _step(request, "agencies/preview.html", context, found, 4)
    return render(request, "agencies/event.html", _frame(context, str(found)))


@require_POST
def effective(request: HttpRequest, event: int) -> HttpResponse:
    draft = event_to_see(request.user, event)
    try:
        made = make_effective(reorganisation=draft, acting_user=request.user)
    except CannotReorganise as refused:
        messages.error(request, _("Chưa cho có hiệu lực, còn chỗ mâu thuẫn: %s") % refused.problems[0].text)
    except NotADraft:
        messages.warning(request, _("Bản này không còn là bản nháp."))
    else:
        follow_at_once(reorganisation=made, acting_user=request.user)
        messages.success(request, _("Đã cho có hiệu lực. Cơ cấu của ngày ấy xem được từ bây giờ."))
    return redirect("reorganising:show", event)


@require_POST
def delete(request: HttpRequest, event: int) -> HttpResponse:
    draft = event_to_see(request.user, event)
    try:
        delete_draft(reorganisation=draft, acting_user=request.user)
    except NotADraft:
        messages.warning(request, _("Chỉ xóa được bản nháp. Sự kiện đã có hiệu lực thì rút lại."))
        return redirect("reorganising:show", event)
    messages.success(request, _("Đã xóa bản nháp."))
    return redirect("reorganising:index")


@require_POST
def take_back(request: HttpRequest, event: int) -> HttpResponse:
    found = event_to_see(request.user, event)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        try:
            withdraw(reorganisation=found, reason=form.cleaned_data["reason"], acting_user=request.user)
        except CannotWithdraw as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Đã rút lại. Các thông tin trước sự kiện này lại có hiệu lực."))
    else:
        messages.error(request, _("Chưa rút lại: hãy ghi lý do."))
    return redirect("reorganising:show", event)


def _agency(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _search(request: HttpRequest) -> dict[str, Any]:
    typed = request.GET.get("q", "")[:200].strip()
    hits = search(typed, timezone.localdate(), History.read())[0] if typed else []
    agencies = {hit.agency: hit for hit in reversed(hits)}
    return {"typed": typed, "hits": list(reversed(agencies.values()))}


def _keep(request: HttpRequest, draft: Reorganisation, proposal: Proposal, after: str) -> HttpResponse:
    try:
        kept = keep_draft(reorganisation=draft, proposal=proposal, acting_user=request.user)
    except NotADraft:
        messages.warning(request, _("Bản này không còn là bản nháp, nên không sửa được nữa."))
        return redirect("reorganising:index")
    return redirect(after, kept.pk)


def _step(
    request: HttpRequest, template: str, context: dict[str, Any], event: Reorganisation, step: int
) -> HttpResponse:
    steps = [
        (1, _("Việc gì, ngày nào"), "reorganising:basis"),
        (2, _("Cơ quan được sắp xếp"), "reorganising:sources"),
        (3, _("Kết quả"), "reorganising:targets"),
        (4, _("Xem trước"), "reorganising:show"),
    ]
    links = [(number, label, reverse(name, args=[event.pk]) if event.pk else "") for number, label, name in steps]
    context = {**context, "event": event, "steps": links, "step": step}
    return render(request, template, _frame(context, _("Lập sắp xếp") if not event.pk else str(event)))


def _frame(context: dict[str, Any], title: str = "") -> dict[str, Any]:
    here = _("Sắp xếp tổ chức")
    if not title:
        return frame(context, here)
    return frame(context, title, (here, reverse("reorganising:index")))

"""Campaigns under /phu-trach/: the list, a draft and its form, announcing, changing while it runs, ending."""

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from content.pages.pressed import buttons_only
from learners.campaigns import actions
from learners.campaigns.choosing import definition_form
from learners.campaigns.copying import a_year_later
from learners.campaigns.definition import Definition, definition_of
from learners.campaigns.describing import course_titles, history_of, listed, state_of, told_of
from learners.campaigns.foreseeing import compare, foresee
from learners.campaigns.forms import CancelForm, DefinitionForm, EndForm, reason_field
from learners.campaigns.models import Campaign
from learners.campaigns.pending import waiting_in
from learners.campaigns.running import Runner, access_campaign, access_runner
from learners.campaigns.wrong import why_not
from mooc.foundation.numerals import whole_number

CONFIRMED = "xac-nhan"


@require_safe
@login_required
def index(request: HttpRequest) -> HttpResponse:
    runner = access_runner(request)
    return render(request, "campaigns/index.html", {"campaigns": listed(runner.campaigns(), runner.today)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """``?tu=``: with what an earlier one asked, a year later."""
    runner = access_runner(request)
    if request.method != "POST":
        return _show_form(request, definition_form(runner, of=_copied(request, runner)), None)
    form = definition_form(runner, request.POST)
    if not form.is_valid():
        return _show_form(request, form, None)
    made = actions.create_campaign(definition=form.definition(), acting_user=request.user)
    messages.success(request, _("Đã lưu bản nháp. Chưa ai được giao: hãy xem trước rồi bấm Giao."))
    return redirect("campaigns:show", made.pk)


@require_safe
@login_required
def show(request: HttpRequest, campaign: int) -> HttpResponse:
    runner, found = access_campaign(request, campaign)
    return _show(request, runner, found)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, campaign: int) -> HttpResponse:
    """A draft is changed at once; of a running one the reader sees what becomes of it first."""
    runner, found = access_campaign(request, campaign)
    before = definition_of(found)
    if request.method != "POST":
        return _show_form(request, definition_form(runner, of=before), found)
    form = definition_form(runner, request.POST, of=before)
    if not form.is_valid():
        return _show_form(request, form, found)
    definition = _with_ended(form.definition(), before, runner)
    reason = ""
    if found.announced_at is not None:
        asked = reason_of(request)
        if asked.errors or CONFIRMED not in request.POST:
            return _show_change(request, runner, found, before, definition, form, asked)
        reason = asked.cleaned_data["reason"]
    version = request.POST.get("version", "")
    try:
        actions.change_campaign(
            campaign=found, definition=definition, reason=reason, acting_user=request.user,
            version=whole_number(version),
        )  # fmt: skip
    except actions.NothingChanged:
        messages.info(request, _("Không có gì thay đổi."))
    except (actions.AsksNothing, actions.NotAnnounced, actions.ChangedMeanwhile) as error:
        messages.error(request, why_not(error))
    else:
        messages.success(request, _("Đã lưu thay đổi."))
    return redirect("campaigns:show", found.pk)


@buttons_only
@login_required
def announce(request: HttpRequest, campaign: int) -> HttpResponse:
    _runner, found = access_campaign(request, campaign)
    try:
        actions.announce(campaign=found, acting_user=request.user)
    except actions.NotADraft:
        messages.info(request, _("Đợt này đã giao trước đó."))
    except actions.AsksNothing as error:
        messages.error(request, why_not(error))
    else:
        messages.success(request, _("Đã giao. Người trong đối tượng thấy đợt này ở “Việc học của tôi”."))
    return redirect("campaigns:show", found.pk)


@buttons_only
@login_required
def move_end(request: HttpRequest, campaign: int) -> HttpResponse:
    """Extend, or end early, by which day is given."""
    runner, found = access_campaign(request, campaign)
    form = EndForm(request.POST, auto_id="ngay-cuoi-%s")
    if form.is_valid():
        verb = actions.extend if form.cleaned_data["closes_on"] > found.closes_on else actions.end_early
        try:
            verb(campaign=found, acting_user=request.user, **form.cleaned_data)
        except (actions.WrongDay, actions.NotAnnounced) as error:
            form.add_error("closes_on", why_not(error))
        else:
            messages.success(request, _("Đã đổi ngày cuối của đợt."))
            return redirect("campaigns:show", found.pk)
    return _show(request, runner, found, end=form)


@buttons_only
@login_required
def cancel(request: HttpRequest, campaign: int) -> HttpResponse:
    runner, found = access_campaign(request, campaign)
    form = CancelForm(request.POST, auto_id="huy-%s")
    if not form.is_valid():
        return _show(request, runner, found, cancel=form)
    try:
        actions.cancel(campaign=found, acting_user=request.user, **form.cleaned_data)
    except actions.NotAnnounced:
        messages.info(request, _("Đợt này không còn giao cho ai."))
    else:
        messages.success(request, _("Đã hủy đợt. Không ai bị tính là chưa hoàn thành; kết quả học vẫn giữ."))
    return redirect("campaigns:show", found.pk)


def reason_of(request: HttpRequest) -> CancelForm:
    """Asked for on the page that shows what a change does; empty when that page is first shown."""
    form = CancelForm(request.POST if CONFIRMED in request.POST else None, auto_id="ly-do-%s")
    form.fields["reason"] = reason_field(_("Lý do thay đổi"))
    return form


def _show(
    request: HttpRequest, runner: Runner, campaign: Campaign, end: EndForm | None = None,
    cancel: CancelForm | None = None,
) -> HttpResponse:  # fmt: skip
    definition = definition_of(campaign)
    [one] = listed([campaign], runner.today)
    day = max(runner.today, campaign.opens_on) if one.is_draft or one.is_live else campaign.closes_on
    foreseen = foresee(definition, day, campaign.pk)
    titles = course_titles(foreseen.without_edition)
    context = {
        "one": one,
        "campaign": campaign,
        "told": told_of(definition, day),
        "definition": definition,
        "foreseen": foreseen,
        "pending": waiting_in(campaign.pk),
        "unreleased": [titles.get(key, str(key)) for key in foreseen.without_edition],
        "history": history_of(campaign),
        "end": end or EndForm(auto_id="ngay-cuoi-%s"),
        "cancel": cancel or CancelForm(auto_id="huy-%s"),
    }
    return render(request, "campaigns/show.html", context)


def _show_form(request: HttpRequest, form: DefinitionForm, campaign: Campaign | None) -> HttpResponse:
    state = state_of(campaign, form.runner.today) if campaign else ""
    return render(request, "campaigns/form.html", {"form": form, "campaign": campaign, "state": state})


def _show_change(
    request: HttpRequest, runner: Runner, campaign: Campaign, before: Definition, after: Definition,
    form: DefinitionForm, asked: CancelForm,
) -> HttpResponse:  # fmt: skip
    posted = [(name, value) for name, values in request.POST.lists() for value in values]
    own = {"csrfmiddlewaretoken", CONFIRMED, "reason", "version"}
    context = {
        "campaign": campaign,
        "changed": compare(before, after, max(runner.today, after.opens_on), campaign.pk),
        "before": told_of(before, runner.today),
        "after": told_of(after, runner.today),
        "old": before,
        "new": after,
        "is_same": before == after,
        "posted": [(name, value) for name, value in posted if name not in own],
        "form": asked,
    }
    return render(request, "campaigns/change.html", context)


def _with_ended(definition: Definition, before: Definition, runner: Runner) -> Definition:
    """Agencies that are no more cannot be typed, and stay."""
    there = set(runner.may_choose().values_list("pk", flat=True))
    gone = {agency for agency in before.agencies | before.excluded if agency not in there}
    return replace(
        definition,
        agencies=definition.agencies | (before.agencies & gone),
        excluded=definition.excluded | (before.excluded & gone),
    )


def _copied(request: HttpRequest, runner: Runner) -> Definition | None:
    earlier = request.GET.get("tu", "")
    if not earlier:
        return None
    found = get_object_or_404(runner.campaigns(), pk=whole_number(earlier))
    return a_year_later(definition_of(found), runner.today)

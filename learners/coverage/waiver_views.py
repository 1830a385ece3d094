"""Exemptions and extensions: what waits, one request, and everything about one person in one campaign."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from learners.campaigns import waiving
from learners.campaigns.models import Exemption, Extension, WaiverRequest
from learners.campaigns.waiver_forms import (
    EndWaiverForm,
    GiveExemptionForm,
    GiveExtensionForm,
    GrantWaiverForm,
    RefuseWaiverForm,
)
from learners.campaigns.wrong import why_not
from learners.coverage.person_views import access_scope
from learners.coverage.waivers import (
    Waivers,
    access_person_waivers,
    access_waiver,
    open_waivers_of,
    waiver_lines,
)
from mooc.foundation.numerals import whole_number

PAGE = 25
REFUSE, EXEMPT, EXTEND = "tu-choi", "mien", "gia-han"
END_EXEMPTION, END_EXTENSION = "thoi-mien", "thoi-gia-han"
WRONG = (waiving.WrongDays, waiving.OverlapsAnother, waiving.NotAboutOneself, waiving.NotAsked)


@require_safe
@login_required
@never_cache
def waivers(request: HttpRequest) -> HttpResponse:
    scope = access_scope(request)
    page = Paginator(open_waivers_of(scope), PAGE).get_page(request.GET.get("trang"))
    return render(
        request, "coverage/waivers.html", {"page": page, "lines": waiver_lines(scope, list(page.object_list))}
    )


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def waiver(request: HttpRequest, waiver: int) -> HttpResponse:
    scope = access_scope(request)
    found = access_waiver(scope, waiver)
    refuses = REFUSE in request.POST
    posted = request.POST if request.method == "POST" else None
    grant = GrantWaiverForm(
        None if refuses else posted, kind=found.kind, auto_id="dong-y-%s", initial=_asked_days(request, found)
    )
    refuse = RefuseWaiverForm(posted if refuses else None, auto_id="khong-%s")
    form = refuse if refuses else grant
    if form.is_valid() and _decided(request, found, form):
        return redirect("coverage:waivers")
    [line] = waiver_lines(scope, [found])
    return render(request, "coverage/waiver.html", {"line": line, "grant": grant, "refuse": refuse, "form": form})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def person_waivers(request: HttpRequest, person: UUID, campaign: int) -> HttpResponse:
    """Given unasked and taken back here, and the whole history."""
    found = access_person_waivers(access_scope(request), person, campaign)
    filled = _forms(request, found)
    bound = next((form for form in filled.values() if form.is_bound), None)
    if bound is not None and bound.is_valid() and found.may_decide and _done(request, found, bound):
        return redirect("coverage:person_waivers", found.person.pk, found.campaign.pk)
    context = {"told": found, "forms": filled, "form": bound or forms.Form()}
    return render(request, "coverage/person_waivers.html", context)


def _asked_days(request: HttpRequest, asked: WaiverRequest) -> dict[str, Any]:
    return {
        "first_day": asked.first_day,
        "last_day": asked.last_day,
        "answer": _("Theo đề nghị của người học."),
        "approved_by": _name_of(request),
    }


def _name_of(request: HttpRequest) -> str:
    reader: Any = request.user
    return str(reader.get_full_name())


def _decided(request: HttpRequest, asked: WaiverRequest, form: forms.Form) -> bool:
    """Whether it is decided now, by her or by somebody before her, which she is told."""
    try:
        if isinstance(form, RefuseWaiverForm):
            waiving.refuse(asked=asked, reason=form.cleaned_data["refusal"], acting_user=request.user)
            messages.success(request, _("Đã trả lời: chưa đồng ý. Người đề nghị đọc được lý do trong Thông báo."))
        else:
            waiving.grant(asked=asked, acting_user=request.user, **form.cleaned_data)
            messages.success(request, _("Đã đồng ý. Người đề nghị được báo, số liệu đã tính theo."))
    except waiving.AlreadyDecided as before:
        messages.info(request, decided_words(before.asked))
    except WRONG as error:
        form.add_error(None, why_not(error))
        return False
    return True


def decided_words(asked: WaiverRequest) -> str:
    """Who was faster, and how."""
    who = {
        "who": asked.decided_by.get_full_name() if asked.decided_by else _("người khác"),
        "at": date_format(asked.decided_at, "SHORT_DATETIME_FORMAT") if asked.decided_at else "",
    }
    if asked.granted:
        return _("%(who)s đã đồng ý trước đó, lúc %(at)s.") % who
    if asked.decided_by_id == asked.asked_by_id:
        return _("%(who)s đã rút đề nghị lúc %(at)s.") % who
    return _("%(who)s đã trả lời trước đó, lúc %(at)s: chưa đồng ý.") % who


def _forms(request: HttpRequest, told: Waivers) -> dict[str, forms.Form]:
    """The one whose button was pressed is filled in."""
    posted = request.POST if request.method == "POST" else None
    first = {"first_day": told.campaign.opens_on, "approved_by": _name_of(request)}
    kinds: dict[str, tuple[type[forms.Form], dict[str, Any]]] = {
        EXTEND: (GiveExtensionForm, {"approved_by": _name_of(request)}),
        EXEMPT: (GiveExemptionForm, first),
        END_EXEMPTION: (EndWaiverForm, {}),
        END_EXTENSION: (EndWaiverForm, {}),
    }
    return {
        name.replace("-", "_"): kind(
            posted if posted and name in posted else None, auto_id=f"{name}-%s", initial=initial
        )
        for name, (kind, initial) in kinds.items()
    }


def _done(request: HttpRequest, told: Waivers, form: forms.Form) -> bool:
    given = form.cleaned_data
    about: dict[str, Any] = {"campaign": told.campaign, "person": told.person, "acting_user": request.user}
    try:
        if isinstance(form, GiveExtensionForm):
            waiving.extend(**about, **given)
        elif isinstance(form, GiveExemptionForm):
            waiving.exempt(**about, **given)
        else:
            _taken_back(request, told, given["reason"])
    except WRONG as error:
        form.add_error(None, why_not(error))
        return False
    messages.success(request, _("Đã ghi. Người này được báo, số liệu đã tính theo."))
    return True


def _taken_back(request: HttpRequest, told: Waivers, reason: str) -> None:
    for name, rows, verb in (
        (END_EXEMPTION, told.exemptions, waiving.end_exemption),
        (END_EXTENSION, told.extensions, waiving.end_extension),
    ):
        if name in request.POST:
            model: Any = Exemption if name == END_EXEMPTION else Extension
            chosen = request.POST[name]
            mine = model.objects.filter(pk__in=[row.pk for row in rows]).select_related("campaign")
            row = get_object_or_404(mine, pk=whole_number(chosen))
            argument = "exemption" if name == END_EXEMPTION else "extension"
            call: Any = verb
            call(**{argument: row}, reason=reason, acting_user=request.user)

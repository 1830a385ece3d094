"""From a request to a report the reader may see; anything outside her scope does not exist for her."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learners.agencies.models import Agency, AgencyClosure
from learners.agencies.permissions import AgencyScope, grants
from learners.campaigns.models import Campaign
from learners.coverage.reporting import Report, Row, report
from mooc.foundation.periods import on


def _date(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class DatesForm(forms.Form):
    hoan_thanh = _date(_("tính đến hết ngày"))
    co_cau = _date(_("theo cơ cấu ngày"))
    danh_sach = _date(_("theo danh sách ngày"))


@dataclass
class Asked:
    report: Report
    form: DatesForm
    # Kept on every link of the page.
    query: str


def access_report(request: HttpRequest, slug: str, agency: UUID | None = None) -> Asked:
    """The asked report below ``agency``, else ``?co-quan=``, else the first agency granted to the reader."""
    campaign = get_object_or_404(Campaign, slug=slug)
    today = timezone.localdate()
    form = DatesForm(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    completion = given.get("hoan_thanh") or min(today, campaign.closes_on)
    structure = given.get("co_cau") or completion
    membership = given.get("danh_sach") or completion
    root = _access_root(request, agency or _as_uuid(request.GET.get("co-quan")), today)
    dates = {"hoan_thanh": completion, "co_cau": structure, "danh_sach": membership}
    query = "&".join(f"{name}={day:%Y-%m-%d}" for name, day in dates.items())
    found = report(
        campaign=campaign,
        root=root,
        structure=structure,
        membership=membership,
        completion=completion,
        alone=is_alone(request, root, today),
    )
    shown = form if not form.is_valid() else DatesForm(dates)
    return Asked(found, shown, query)


def _as_uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise Http404 from error


def _access_root(request: HttpRequest, asked: UUID | None, day: dt.date) -> Agency:
    scope = AgencyScope(request.user)
    if asked is None:
        granted = grants(request.user, day).order_by("id").first()
        if granted is None:
            raise Http404
        return granted.agency
    root = get_object_or_404(Agency, pk=asked)
    if not scope.allows(root, day):
        raise Http404
    return root


def is_alone(request: HttpRequest, root: Agency, day: dt.date) -> bool:
    """Whether the reader was granted ``root`` without what is below it, and nothing wider above."""
    held = grants(request.user, day)
    above = AgencyClosure.objects.filter(on(day), descendant=root).values("ancestor")
    wide = held.filter(with_descendants=True).filter(Q(agency=root) | Q(agency__in=above))
    return held.filter(agency=root, with_descendants=False).exists() and not wide.exists()


def chosen_row(found: Report, choice: str | None) -> Row:
    """Within the agency: all its people, its own ("truc-tiep"), or the unassigned ("chua-phan")."""
    if choice == "chua-phan":
        return found.unassigned
    if choice == "truc-tiep":
        return next((row for row in found.rows if row.direct), Row(None, found.name))
    return found.total

"""The call list of an agency, and the reminder for its own chat group. Documents of the agency, in Vietnamese."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from learners.campaigns.forms import CancelForm, reason_field
from learners.coverage.asking import access_people
from learners.coverage.call_list import MOST, call_list, record_reveal
from learners.coverage.group_text import group_text, site_address

PRINTED = "in-kem"


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def calls(request: HttpRequest, slug: str, agency: UUID) -> HttpResponse:
    chosen = access_people(request, slug, agency)
    if chosen.row is None or chosen.state != "unfinished":
        raise Http404
    listed = call_list(chosen)
    form = CancelForm(request.POST if request.method == "POST" else None, auto_id="xem-so-%s")
    form.fields["reason"] = reason_field(_("Xem số điện thoại để làm gì"))
    revealed = form.is_valid()
    if revealed:
        record_reveal(chosen=chosen, listed=listed, reason=form.cleaned_data["reason"], acting_user=request.user)
    context = {
        "chosen": chosen,
        "asked": chosen.asked,
        "report": chosen.asked.report,
        "numbers": chosen.row.numbers,
        "text": group_text(
            name=chosen.name, campaign=chosen.asked.campaign, numbers=chosen.row.numbers, site=site_address(request)
        ),
        "listed": listed,
        "form": form,
        "revealed": revealed,
        "prints": revealed and PRINTED in request.POST,
        "most": MOST,
    }
    return render(request, "coverage/calls.html", context)

"""The learner's own certificate, its paper, and the public verification."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from learners.certificates.codes import faults, grouped, normalise
from learners.certificates.forms import VerifyForm
from learners.certificates.models import Certificate, State
from learners.certificates.permissions import access_own_certificate
from learners.certificates.printing import as_pdf, hours, qr_svg, verification_address, verification_place
from learners.certificates.queries import find_by_code


def _told(certificate: Certificate) -> dict[str, Any]:
    return {"certificate": certificate, "hours": hours(certificate), "State": State}


@login_required
@require_safe
@cache_control(private=True, no_cache=True)
def show(request: HttpRequest, certificate: UUID) -> HttpResponse:
    found = access_own_certificate(request.user, certificate)
    qr = mark_safe(qr_svg(found.code))  # noqa: S308 - made by us from an address
    verification = {"qr": qr, "address": verification_address(found.code), "place": verification_place()}
    return render(request, "certificates/show.html", {**_told(found), **verification})


@login_required
@require_safe
@cache_control(private=True, no_cache=True)
def pdf(request: HttpRequest, certificate: UUID) -> HttpResponse:
    found = access_own_certificate(request.user, certificate)
    if found.state != State.VALID:
        return redirect("certificates:show", found.pk)
    name = f"giay-chung-nhan-{found.number.replace('/', '-')}.pdf"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(as_pdf(found), content_type="application/pdf", headers=disposition)


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    form = VerifyForm(request.GET if "ma" in request.GET else None)
    if form.is_valid():
        return redirect("certificates:verified", form.cleaned_data["ma"])
    return _unlisted(render(request, "certificates/verify.html", {"form": form}))


@require_safe
@never_cache
def verified(request: HttpRequest, code: str) -> HttpResponse:
    found = find_by_code(normalise(code))
    if found is None:
        shown = grouped(normalise(code)[:20])
        context = {"code": shown, "faults": faults(normalise(code)), "form": VerifyForm(initial={"ma": shown})}
        return _unlisted(render(request, "certificates/not_found.html", context, status=404))
    return _unlisted(render(request, "certificates/verified.html", _told(found)))


def _unlisted(response: HttpResponse) -> HttpResponse:
    """A page about somebody is not for search engines."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response

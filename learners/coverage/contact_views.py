"""Whom the people of an agency ask about their learning: set by its officer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from learners.agencies.contacts import inherited_contact, set_contact
from learners.agencies.models import Agency, AgencyContact
from learners.agencies.queries import name_on
from learners.coverage.contact_form import ContactForm
from learners.coverage.permissions import access_agency
from learners.coverage.person_views import access_scope


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, agency: UUID) -> HttpResponse:
    scope = access_scope(request)
    found = access_agency(scope, agency)
    form = ContactForm(request.POST if request.method == "POST" else None, initial=_present(found))
    if form.is_valid():
        set_contact(agency=found, told=form.told(), acting_user=request.user)
        messages.success(request, _("Đã lưu liên hệ. Người của cơ quan thấy ở cuối mỗi trang và ở trang Trợ giúp."))
        return redirect("coverage:home")
    name = name_on([found.pk], scope.day).get(found.pk)
    context = {"form": form, "name": name or found, "inherited": inherited_contact(found, scope.day)}
    return render(request, "coverage/contact.html", context)


def _present(agency: Agency) -> dict[str, Any]:
    return {**(AgencyContact.objects.filter(agency=agency).values("name", "phone", "email").first() or {})}

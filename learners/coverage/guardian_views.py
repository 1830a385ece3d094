"""A guardian's consent that was signed on paper: typed in by the officer who keeps the sheet."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from learners.coverage.permissions import PeopleScope
from learners.coverage.person_views import access_scope
from learners.people.consents import text_in_force
from learners.people.models import Account, Channel, DataPurpose
from learners.people.records import of_person
from learners.people.registration import give_consent, waits_for_guardian
from learners.people.registration_forms import PaperConsentForm


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def guardian(request: HttpRequest, person: UUID) -> HttpResponse:
    account = access_waiting(access_scope(request), person)
    form = PaperConsentForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"form": form, "account": account, "person": person, "text": text_in_force(DataPurpose.GUARDIAN)}
        return render(request, "coverage/guardian.html", context)
    give_consent(
        account=account,
        guardian_name=form.cleaned_data["guardian_name"],
        acting_user=request.user,
        channel=Channel.PAPER,
    )
    messages.success(request, _("Đã ghi nhận bản giấy. Em đăng nhập được ngay."))
    return redirect("coverage:person", person)


def access_waiting(scope: PeopleScope, person: UUID) -> Account:
    """Of somebody whose codes the reader gives, while a guardian's consent is missing; 404 for anybody else."""
    found = get_object_or_404(scope.may_get_codes(), pk=person)
    accounts = Account.objects.filter(of_person(found.pk)).select_related("person")
    account = min(accounts, key=lambda one: one.person_id != found.pk, default=None)
    if account is None or not waits_for_guardian(account):
        raise Http404
    return account

"""A lost phone: another administrator takes the second factor of an account away, in the accounts of the admin."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.users.views.users import EditView

from learners.people.factor import NoFactor, factor_of, reset
from learners.people.models import Account


class AccountEditView(EditView):
    """Says whether the account has a factor, beside what else is its own."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "factor": factor_of(self.object), "editing_self": self.editing_self}


@permission_required("people.change_account")
def reset_factor(request: HttpRequest, pk: UUID) -> HttpResponse:
    account = access_resettable(request, pk)
    edit = reverse("wagtailusers_users:edit", args=[account.pk])
    if request.method != "POST":
        return render(request, "people/accounts/reset_factor.html", {"account": account, "edit": edit})
    try:
        reset(account=account, acting_user=request.user)
    except NoFactor:
        raise Http404 from None
    messages.success(request, _("Đã đặt lại xác nhận hai bước của %(name)s.") % {"name": account.get_full_name()})
    return redirect(edit)


def access_resettable(request: HttpRequest, pk: UUID) -> Account:
    """Of somebody else, and with a factor: nobody is her own second pair of eyes."""
    account = get_object_or_404(Account.objects.select_related("person"), pk=pk)
    if account == request.user or factor_of(account) is None:
        raise Http404
    return account

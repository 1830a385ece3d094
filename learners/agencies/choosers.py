"""Choosing an agency or an account in the admin, searched without marks."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView, ChosenMultipleView, ChosenView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from learners.agencies.models import Agency
from learners.people.models import Account
from mooc.foundation.vietnamese import fold


class FoldedFilter(BaseFilterForm):
    """Finds what holds the folded words in one of ``lookups``."""

    q = forms.CharField(label=_("Tìm"), required=False)
    lookups: tuple[str, ...] = ()

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        self.search_query = self.cleaned_data["q"].strip()
        self.is_searching = bool(self.search_query)
        if not self.is_searching:
            return objects
        words = fold(self.search_query)
        keys = [objects.model.objects.filter(**{f"{name}__icontains": words}).values("pk") for name in self.lookups]
        return objects.filter(pk__in=keys[0].union(*keys[1:]))


class AgencyFilter(FoldedFilter):
    lookups = ("names__folded", "codes__code")


class AccountFilter(FoldedFilter):
    lookups = ("username", "person__folded_name", "phone")


class _Granting(View):
    """Accounts are not there for every editor to look through: only who may grant a scope chooses."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm("agencies.add_scope"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class _Agencies(_Granting):
    filter_form_class = AgencyFilter

    def get_object_list(self) -> QuerySet[Agency]:
        return Agency.objects.all()


class _Accounts(_Granting):
    filter_form_class = AccountFilter

    def get_object_list(self) -> QuerySet[Account]:
        return Account.objects.filter(is_active=True).select_related("person")

    @property
    def columns(self) -> list[Column]:
        return [*super().columns, Column("name", label=_("Họ và tên"), accessor="get_full_name")]  # type: ignore[misc]


class AgencyChooseView(_Agencies, ChooseView):
    pass


class AgencyChooseResultsView(_Agencies, ChooseResultsView):
    pass


class AccountChooseView(_Accounts, ChooseView):
    pass


class AccountChooseResultsView(_Accounts, ChooseResultsView):
    pass


class GrantingChosenView(_Granting, ChosenView):
    pass


class GrantingChosenMultipleView(_Granting, ChosenMultipleView):
    pass


class _GrantingChooser(ChooserViewSet):
    chosen_view_class = GrantingChosenView
    chosen_multiple_view_class = GrantingChosenMultipleView


class AgencyChooserViewSet(_GrantingChooser):
    model = Agency
    icon = "site"
    choose_one_text = _("Chọn cơ quan")
    choose_another_text = _("Chọn cơ quan khác")
    choose_view_class = AgencyChooseView
    choose_results_view_class = AgencyChooseResultsView


class AccountChooserViewSet(_GrantingChooser):
    model = Account
    icon = "user"
    choose_one_text = _("Chọn tài khoản")
    choose_another_text = _("Chọn tài khoản khác")
    choose_view_class = AccountChooseView
    choose_results_view_class = AccountChooseResultsView


agency_chooser = AgencyChooserViewSet("agency_chooser", url_prefix="chon-co-quan")
account_chooser = AccountChooserViewSet("account_chooser", url_prefix="chon-tai-khoan")

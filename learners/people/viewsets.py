"""Accounts in Wagtail's admin."""

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.users.views.users import IndexView, UserViewSet

from learners.people.account_forms import AccountCreationForm, AccountEditForm
from learners.people.factor_admin import AccountEditView, reset_factor
from learners.people.models import Account
from mooc.foundation.vietnamese import fold


class AccountIndexView(IndexView):
    @cached_property
    def search_fields(self) -> set[str]:
        return {"username", "phone", "email", "person__folded_name"}

    @cached_property
    def search_query(self) -> str:
        """Folded: names are searched without marks, and nothing else here has any."""
        return fold(super().search_query or "")

    def get_base_queryset(self) -> QuerySet[Account]:
        return super().get_base_queryset().select_related("person")

    def order_queryset(self, queryset: QuerySet[Account]) -> QuerySet[Account]:
        if self.ordering in {"name", "-name"}:
            return queryset.order_by(self.ordering.replace("name", "person__sort_key"))
        return super().order_queryset(queryset)


class AccountViewSet(UserViewSet):
    menu_label = _("Tài khoản")
    index_view_class = AccountIndexView
    edit_view_class = AccountEditView
    create_template_name = "people/accounts/create.html"
    edit_template_name = "people/accounts/edit.html"

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        return AccountEditForm if for_update else AccountCreationForm

    def get_urlpatterns(self) -> list[Any]:
        return [*super().get_urlpatterns(), path("reset-factor/<uuid:pk>/", reset_factor, name="reset_factor")]

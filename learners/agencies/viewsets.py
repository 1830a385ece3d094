"""Who answers for which agencies, in Wagtail's admin."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from learners.agencies.models import Scope
from learners.agencies.scope_forms import EndForm, GrantForm


class ScopeIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet[Scope]:
        found: QuerySet[Scope] = super().get_base_queryset()
        return found.select_related("account__person", "agency", "granted_by__person").prefetch_related("agency__names")


class ScopeEditView(EditView):
    def get_form_class(self) -> type[Any]:
        return EndForm


class ScopeViewSet(ModelViewSet):
    model = Scope
    icon = "view"
    menu_label = _("Phân công phụ trách")
    menu_order = 610
    add_to_settings_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False
    index_view_class = ScopeIndexView
    edit_view_class = ScopeEditView
    ordering = ["-valid_from", "-id"]
    list_display = [
        Column("account", label=_("Tài khoản"), accessor=lambda scope: scope.account.get_full_name()),
        Column("agency", label=_("Cơ quan")),
        Column(
            "with_descendants",
            label=_("Gồm cả trực thuộc"),
            accessor=lambda s: _("Có") if s.with_descendants else _("Không"),
        ),
        Column("valid_from", label=_("Từ ngày"), accessor=lambda scope: f"{scope.valid_from:%d/%m/%Y}"),
        Column(
            "valid_to", label=_("Đến trước ngày"), accessor=lambda s: f"{s.valid_to:%d/%m/%Y}" if s.valid_to else ""
        ),
        Column(
            "granted_by", label=_("Người giao"), accessor=lambda s: s.granted_by.get_full_name() if s.granted_by else ""
        ),
    ]

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        return EndForm if for_update else GrantForm

"""The list of clients' keys: searched without marks by client, or by key; filtered by how they stand."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import ButtonsColumnMixin, Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import Button

from learners.progress.keys import wording
from learners.progress.keys.permissions import CHANGE, SEES
from mooc.foundation.vietnamese import fold
from xapi.models import Authority, Credential


class KeyFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("Tình trạng"),
        choices=wording.State.choices,
        method="of_state",
        empty_label=_("Tất cả"),
    )

    class Meta:
        model = Credential
        fields: list[str] = []

    def of_state(self, queryset: QuerySet[Credential], name: str, value: str) -> QuerySet[Credential]:
        return queryset.filter(wording.in_state(value, timezone.now()))


class ClientColumn(ButtonsColumnMixin, TitleColumn):
    """Who has the key, and what can be done with it while it is in force."""

    cell_template_name = "progress/keys/client_cell.html"

    def get_buttons(self, instance: Credential, parent_context: Any) -> list[Button]:
        if instance.revoked_at or not parent_context["request"].user.has_perm(CHANGE):
            return []
        actions = [("rotate", _("Đổi mã")), ("limit", _("Mức gọi")), ("revoke", _("Thu hồi"))]
        return [
            Button(
                label,
                reverse(f"client_keys:{name}", args=[instance.pk]),
                classname="button button-small button-secondary",
                attrs={"aria-label": f"{label}: {instance.authority.name}, {instance.key}"},
                priority=number,
            )
            for number, (name, label) in enumerate(actions)
        ]


class StateColumn(StatusTagColumn):
    cell_template_name = "progress/keys/state_cell.html"

    def get_cell_context_data(self, instance: Credential, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return {**context, "detail": wording.state_detail(instance)}


class KeyPaginator(WagtailPaginator):
    @property
    def items_count_label(self) -> str:
        return ngettext("%s khóa", "%s khóa", self.count) % self.count


class KeyIndexView(IndexView):
    model = Credential
    page_title = _("Khóa kết nối")
    paginator_class = KeyPaginator
    add_item_label = _("Cấp khóa")
    any_permission_required = SEES
    header_icon = "key"
    template_name = "wagtailadmin/generic/index.html"
    results_template_name = "progress/keys/index_results.html"
    index_url_name = "client_keys:index"
    index_results_url_name = "client_keys:index_results"
    add_url_name = "client_keys:add"
    search_fields = ["key"]
    filterset_class = KeyFilters
    default_ordering = ["authority__name", "-created_at"]
    paginate_by = 30
    columns = [
        ClientColumn("client", label=_("Bên kết nối"), accessor="authority.name", sort_key="authority__name"),
        Column("rights", label=_("Được làm gì"), accessor=wording.rights_in_short),
        StateColumn(
            "state",
            label=_("Tình trạng"),
            accessor=lambda credential: wording.state_of(credential, timezone.now()).label,
            primary=lambda credential: not credential.revoked_at,
        ),
        Column("last_used_at", label=_("Dùng gần nhất"), accessor=wording.last_used, sort_key="last_used_at"),
        Column("limit", label=_("Số lần gọi mỗi phút"), accessor=wording.limit),
    ]

    def get_base_queryset(self) -> QuerySet[Credential]:
        found: QuerySet[Credential] = super().get_base_queryset()
        return found.select_related("authority")

    def search_queryset(self, queryset: QuerySet[Credential]) -> QuerySet[Credential]:
        """Clients with a key are few: their names are folded here rather than kept folded."""
        if not self.is_searching:
            return queryset
        words = fold(self.search_query)
        named = Authority.objects.filter(credentials__isnull=False).values_list("pk", "name").distinct()
        clients = [pk for pk, name in named if words in fold(name)]
        return queryset.filter(Q(authority__in=clients) | Q(key__icontains=self.search_query))

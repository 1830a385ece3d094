"""Registrations."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import register_permission_policy

from learners.agencies.choosers import account_chooser, agency_chooser
from learners.agencies.models import Scope
from learners.agencies.reorganising import views as reorganising
from learners.agencies.structure import views as structure
from learners.agencies.structure.permissions import may_reorganise
from learners.agencies.viewsets import ScopeViewSet
from mooc.foundation.permissions import NeverDeleted

# What somebody could see, and until when, is part of the record.
register_permission_policy(Scope, NeverDeleted(Scope), exact_class=True)


@hooks.register("register_admin_viewset")
def viewsets() -> list[ViewSet]:
    return [ScopeViewSet("scopes", url_prefix="phan-cong"), agency_chooser, account_chooser]


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    """Groups may be given the right to grant scopes and to end them, and to reorganise."""
    return Permission.objects.filter(
        content_type__app_label="agencies", codename__in=["add_scope", "change_scope", "view_scope", "reorganise"]
    )


class StructureMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_reorganise(request.user)


@hooks.register("register_admin_menu_item")
def structure_in_menu() -> MenuItem:
    return StructureMenuItem(
        _("Cơ quan"), reverse("structure:index"), name="agencies", icon_name=structure.ICON, order=640
    )


@hooks.register("register_admin_urls")
def structure_urls() -> list[URLPattern | URLResolver]:
    looking = [
        path("", structure.show_tree, name="index"),
        path("tim/", structure.find, name="search"),
        path("<uuid:agency>/", structure.show_tree, name="node"),
        path("<uuid:agency>/lich-su/", structure.show_life, name="life"),
        path("sua/<str:table>/<int:row>/", structure.correct, name="correct"),
    ]
    changing = [
        path("", reorganising.index, name="index"),
        path("lap/", reorganising.begin, name="begin"),
        path("<int:event>/", reorganising.show, name="show"),
        path("<int:event>/can-cu/", reorganising.basis, name="basis"),
        path("<int:event>/nguon/", reorganising.sources, name="sources"),
        path("<int:event>/dich/", reorganising.targets, name="targets"),
        path("<int:event>/hieu-luc/", reorganising.effective, name="effective"),
        path("<int:event>/xoa/", reorganising.delete, name="delete"),
        path("<int:event>/rut-lai/", reorganising.take_back, name="take_back"),
    ]
    return [
        path("co-quan/", include((looking, "structure"), namespace="structure")),
        path("sap-xep/", include((changing, "reorganising"), namespace="reorganising")),
    ]

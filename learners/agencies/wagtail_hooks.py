"""Registrations."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import register_permission_policy

from learners.agencies.choosers import account_chooser, agency_chooser
from learners.agencies.models import Scope
from learners.agencies.viewsets import ScopeViewSet
from mooc.foundation.permissions import NeverDeleted

# What somebody could see, and until when, is part of the record.
register_permission_policy(Scope, NeverDeleted(Scope), exact_class=True)


@hooks.register("register_admin_viewset")
def viewsets() -> list[ViewSet]:
    return [ScopeViewSet("scopes", url_prefix="phan-cong"), agency_chooser, account_chooser]


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    """Groups may be given the right to grant and to end."""
    return Permission.objects.filter(
        content_type__app_label="agencies", codename__in=["add_scope", "change_scope", "view_scope"]
    )

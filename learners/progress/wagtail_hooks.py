"""Registrations."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet

from learners.progress.keys.permissions import CODENAMES
from learners.progress.keys.viewset import KeyViewSet


@hooks.register("register_admin_viewset")
def viewsets() -> list[ViewSet]:
    return [KeyViewSet("client_keys", url_prefix="khoa-ket-noi")]


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    """Groups may be given the right to issue, to rotate and revoke, and to see."""
    return Permission.objects.filter(content_type__app_label="xapi", codename__in=CODENAMES)

"""Registrations."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from wagtail import hooks


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    """Groups may be given the right to make campaigns, of the agencies each member answers for."""
    return Permission.objects.filter(content_type__app_label="campaigns", codename="run")

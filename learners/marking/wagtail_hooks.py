"""Registrations."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from learners.attempts.permissions import MARK


class MarkingMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(MARK))


@hooks.register("register_admin_menu_item")
def marking_in_menu() -> MenuItem:
    return MarkingMenuItem(_("Chấm bài"), reverse("marking:queue"), name="marking", icon_name="edit", order=651)


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    """Groups may be given the right to mark."""
    return Permission.objects.filter(content_type__app_label="attempts", codename="mark_answers")

"""Registrations."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from courses.questions import registry
from courses.questions.models import Question
from learners.regrading import views
from learners.regrading.permissions import may_regrade


class RegradesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_regrade(request.user)


@hooks.register("register_reports_menu_item")
def regrades_in_menu() -> MenuItem:
    label = gettext_lazy("Chấm lại")
    return RegradesMenuItem(label, reverse("regrading:index"), name="regrades", icon_name=views.ICON, order=160)


@hooks.register("register_admin_urls")
def regrading_urls() -> list[URLPattern | URLResolver]:
    pages = [
        path("", views.index, name="index"),
        path("cau/<int:question>/", views.decide, name="decide"),
        path("cau/<int:question>/thu/", views.foresee_changes, name="foresee"),
        path("cau/<int:question>/thu.csv", views.file, name="file"),
        path("<uuid:regrade>/", views.show, name="show"),
        path("<uuid:regrade>/dung/", views.halt, name="stop"),
        path("<uuid:regrade>/tiep/", views.resume, name="go_on"),
    ]
    return [path("cham-lai/", include((pages, "regrading"), namespace="regrading"))]


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    """Groups may be given the right to mend keys that were used."""
    return Permission.objects.filter(content_type__app_label="regrading", codename="regrade")


def links(user: Any, question: Question) -> list[registry.Link]:
    if not may_regrade(user):
        return []
    return [registry.Link(_("Sửa đáp án đã dùng và chấm lại"), reverse("regrading:decide", args=[question.pk]))]


registry.register_links(links)

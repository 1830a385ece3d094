"""Registrations."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import page_permission_policy

from learners.feedback import views


class FeedbackMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return page_permission_policy.user_has_any_permission(request.user, {"change", "publish"})


@hooks.register("register_reports_menu_item")
def feedback_in_menu() -> MenuItem:
    address = reverse("feedback_admin:courses")
    return FeedbackMenuItem(_("Ý kiến học viên"), address, name="feedback", icon_name=views.ICON, order=150)


@hooks.register("register_admin_urls")
def feedback_urls() -> list[URLPattern | URLResolver]:
    pages = [path("", views.courses, name="courses"), path("<int:course>/", views.course, name="course")]
    return [path("y-kien/", include((pages, "feedback_admin"), namespace="feedback_admin"))]

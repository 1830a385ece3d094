"""Registrations."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem


@hooks.register("register_admin_menu_item")
def way_back() -> MenuItem:
    """From the admin to the learner's pages, whose header switches between all the roles somebody holds."""
    return MenuItem(_("Về trang học tập"), reverse("study:home"), name="way-back", icon_name="arrow-left", order=10)

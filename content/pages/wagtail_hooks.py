"""Wagtail's list of sites names three columns after their attributes, in English whatever language its reader has."""

from django.utils.text import capfirst
from wagtail.models import Site
from wagtail.sites.views import IndexView

for column in IndexView.columns:
    if column.name in {"port", "site_name", "root_page"}:
        column.label = capfirst(Site._meta.get_field(column.name).verbose_name)

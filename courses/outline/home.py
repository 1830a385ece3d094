"""The editors' part of Wagtail's first screen."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from courses.outline.dashboard import dashboard_of
from courses.outline.permissions import may_begin_somewhere


class EditorsPanel(Component):
    name = "courses"
    template_name = "outline/home.html"
    order = 100

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        user = self.request.user
        return {"dashboard": dashboard_of(user), "may_begin": may_begin_somewhere(user)}

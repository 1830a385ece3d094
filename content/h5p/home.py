"""What waits for whoever decides on libraries, on the first screen of Wagtail's admin."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from content.h5p.models import Approval, Library
from content.h5p.permissions import may_decide


class LibrariesPanel(Component):
    """Nothing for anybody else, and nothing where nothing waits."""

    name = "h5p_libraries"
    template_name = "h5p/home.html"
    order = 90

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        pending = Library.objects.filter(approval=Approval.PENDING)
        return {"waiting": pending.count() if may_decide(self.request.user) else 0}

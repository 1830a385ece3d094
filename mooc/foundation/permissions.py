"""Permission bases for what the admin shows."""

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy


class NeverDeleted(ModelPermissionPolicy):
    """As Django's permissions say, but nobody deletes: records point at these rows for as long as they are kept."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "delete" and super().user_has_permission(user, action)

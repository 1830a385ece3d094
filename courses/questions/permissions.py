"""Who may do what in the bank: as Django's permissions say, but nobody deletes a question.

Papers and statements point at its versions for as long as they are kept; a question out of use is simply not used.
"""

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy


class NeverDeleted(ModelPermissionPolicy):
    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "delete" and super().user_has_permission(user, action)

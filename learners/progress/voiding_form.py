"""The reason for voiding a statement."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from learners.progress.voiding import CannotVoid, void_statement
from xapi.models import Statement

SHORTEST = 10
TOO_SHORT = _("Hãy ghi lý do, ít nhất 10 ký tự, để người khác hiểu vì sao phát biểu này bị hủy.")


class VoidForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do hủy"),
        help_text=_("Được lưu lâu dài cùng phát biểu. Không ghi số điện thoại hay thông tin riêng của người học."),
        min_length=SHORTEST,
        max_length=1000,
        error_messages={
            "required": TOO_SHORT,
            "min_length": TOO_SHORT,
            "max_length": _("Lý do dài quá 1000 ký tự. Hãy viết gọn lại."),
        },
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def void(self, target: Statement, acting_user: Any) -> bool:
        """False, with an error on the form, when the reason or the statement is not fit."""
        if not self.is_valid():
            return False
        try:
            void_statement(target=target, reason=self.cleaned_data["reason"], acting_user=acting_user)
        except CannotVoid as refused:
            self.add_error(None, str(refused))
            return False
        return True

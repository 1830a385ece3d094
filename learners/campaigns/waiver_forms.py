"""What is written to ask for an exemption or an extension, and to give or refuse one."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from learners.campaigns.forms import day_field, reason_field
from learners.campaigns.models import WaiverKind

# With a campaign's name it still fits into a notice.
LONGEST_ANSWER = 200


class AskExtensionForm(forms.Form):
    last_day = day_field(_("Xin gia hạn đến hết ngày"))
    reason = reason_field(_("Lý do"))


class AskExemptionForm(forms.Form):
    first_day = day_field(_("Từ ngày"), required=False)
    last_day = day_field(_("Đến hết ngày"), required=False)
    reason = reason_field(_("Lý do"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        check_days(self, given.get("first_day"), given.get("last_day"))
        return given


ASK = {WaiverKind.EXTENSION: AskExtensionForm, WaiverKind.EXEMPTION: AskExemptionForm}


def check_days(form: forms.Form, first: dt.date | None, last: dt.date | None) -> None:
    if first and last and last < first:
        form.add_error("last_day", ValidationError(gettext("Ngày cuối phải từ ngày đầu trở về sau.")))


def _approver() -> forms.CharField:
    return forms.CharField(
        label=_("Người duyệt"), max_length=200, error_messages={"required": _("Hãy ghi tên người duyệt.")}
    )


def _answer(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST_ANSWER,
        error_messages={
            "required": _("Hãy ghi căn cứ hoặc lý do. Người đề nghị sẽ đọc dòng này."),
            "max_length": _("Chỉ ghi được tối đa %(limit_value)d ký tự. Hãy viết ngắn lại."),
        },
    )


class GrantWaiverForm(forms.Form):
    """The days asked for stand in it; others may be given."""

    first_day = day_field(_("Miễn từ ngày"))
    last_day = day_field(_("Đến hết ngày"), required=False)
    answer = _answer(_("Căn cứ"))
    approved_by = _approver()

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind == WaiverKind.EXTENSION:
            del self.fields["first_day"]
            self.fields["last_day"] = day_field(_("Gia hạn đến hết ngày"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        check_days(self, given.get("first_day"), given.get("last_day"))
        return given


class RefuseWaiverForm(forms.Form):
    """The field is named apart: both forms stand on one page."""

    refusal = _answer(_("Lý do không đồng ý"))


class GiveExemptionForm(forms.Form):
    first_day = day_field(_("Miễn từ ngày"))
    last_day = day_field(_("Đến hết ngày"), required=False)
    reason = reason_field(_("Lý do"))
    approved_by = _approver()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        check_days(self, given.get("first_day"), given.get("last_day"))
        return given


class GiveExtensionForm(forms.Form):
    due_on = day_field(_("Gia hạn đến hết ngày"))
    reason = reason_field(_("Lý do"))
    approved_by = _approver()


class EndWaiverForm(forms.Form):
    reason = reason_field(_("Lý do thu hồi"))

"""What an officer types when she freezes a report again, and about the paper that was signed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class FreezeForm(forms.Form):
    """``revision`` is what she was shown, so that a form sent twice freezes once."""

    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Lý do chốt lại"),
        max_length=300,
        required=False,
        error_messages={"max_length": _("Chỉ ghi được tối đa 300 ký tự. Hãy viết ngắn lại.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("revision", 1) > 1 and "reason" in cleaned and not cleaned["reason"].strip():
            self.add_error("reason", gettext("Hãy ghi lý do chốt lại. Người đọc hai bản sẽ thấy dòng này."))
        return cleaned


class SignedForm(forms.Form):
    """The engine makes up neither number nor date: both are copied from the paper."""

    number = forms.CharField(
        label=_("Số, ký hiệu văn bản"),
        max_length=60,
        error_messages={"required": _("Hãy ghi số, ký hiệu như trên bản đã ký, ví dụ 215/BC-SNV.")},
    )
    signed_on = forms.DateField(
        label=_("Ngày ký"),
        input_formats=["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"],
        widget=forms.DateInput(format="%d/%m/%Y"),
        error_messages={
            "required": _("Hãy ghi ngày ký."),
            "invalid": _("Ngày chưa đúng. Hãy ghi ngày/tháng/năm, ví dụ 30/06/2026."),
        },
    )
    file = forms.FileField(label=_("Bản đã ký (PDF)"), required=False, widget=forms.FileInput(attrs={"accept": ".pdf"}))

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_signed_on(self) -> Any:
        day = self.cleaned_data["signed_on"]
        if day > self.today:
            shown = date_format(self.today, "SHORT_DATE_FORMAT")
            raise ValidationError(gettext("Ngày ký không được sau hôm nay (%(day)s).") % {"day": shown})
        return day

"""What a learner writes to ask for more attempts, and the two answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from learners.attempts.request_models import LONGEST_ANSWER, LONGEST_WORDS

MOST = 5
TOO_LONG = _("Chỉ ghi được tối đa %(limit_value)d ký tự. Hãy viết ngắn lại.")


class AskForm(forms.Form):
    words = forms.CharField(
        label=_("Lời nhắn"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3, "aria-describedby": "xin-them-goi-y"}),
        error_messages={
            "required": _("Anh/chị ghi vài lời: vì sao cần làm lại bài này."),
            "max_length": TOO_LONG,
        },
    )


class GrantForm(forms.Form):
    attempts = forms.IntegerField(label=_("Số lượt cho thêm"), min_value=1, max_value=MOST, initial=1)
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=LONGEST_ANSWER,
        error_messages={
            "required": _("Hãy ghi lý do. Người đề nghị sẽ đọc dòng này."),
            "max_length": TOO_LONG,
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].initial = gettext("Theo đề nghị của người học.")


class DeclineForm(forms.Form):
    """The field is named apart: both forms stand on one page."""

    answer = forms.CharField(
        label=_("Lý do không cho thêm"),
        max_length=LONGEST_ANSWER,
        error_messages={
            "required": _("Hãy ghi lý do. Người đề nghị sẽ đọc dòng này."),
            "max_length": TOO_LONG,
        },
    )

"""What a learner writes about a question, and the author's answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from learners.attempts.models import Decision
from learners.attempts.request_forms import TOO_LONG
from learners.attempts.request_models import LONGEST_ANSWER, LONGEST_WORDS


class AppealForm(forms.Form):
    words = forms.CharField(
        label=_("Theo anh/chị, câu này chưa đúng ở chỗ nào?"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Anh/chị ghi câu này chưa đúng ở chỗ nào."), "max_length": TOO_LONG},
    )


class DecideForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Quyết định"),
        choices=Decision,
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn giữ nguyên hay sẽ sửa.")},
    )
    answer = forms.CharField(
        label=_("Trả lời người học"),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Hãy ghi vài lời. Người học sẽ đọc dòng này."), "max_length": TOO_LONG},
    )

"""The two forms of an import: which file, and whether what is refused may stay out."""

from collections import Counter
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from courses.exchange.actions import NotBroughtIn, bring_in, keep
from courses.exchange.items import Malformed
from courses.exchange.models import WaitingQuestions
from courses.exchange.reading import LARGEST
from courses.exchange.verdicts import Status


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("Tệp câu hỏi"),
        help_text=_("Bảng tính .xlsx theo mẫu, GIFT, Aiken hoặc Moodle XML; nhiều nhất 5 MB và 500 câu một lần."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.txt,.gift,.xml"}),
        error_messages={
            "required": _("Anh/chị hãy chọn một tệp."),
            "empty": _("Tệp trống. Anh/chị kiểm tra đã lưu nội dung chưa rồi tải lên lại."),
        },
    )

    def keep(self, acting_user: Any) -> WaitingQuestions | None:
        """The file as it waits, or None and the form says why."""
        if not self.is_valid():
            return None
        file: UploadedFile = self.cleaned_data["file"]
        try:
            return keep(name=file.name or "", content=file.read(LARGEST + 1), acting_user=acting_user)
        except Malformed as error:
            self.add_error("file", str(error))
            return None


class BringInForm(forms.Form):
    without_refused = forms.BooleanField(label=_("Bỏ qua các câu bị từ chối, đưa các câu còn lại vào"), required=False)

    def bring_in(self, waiting: WaitingQuestions, acting_user: Any) -> Counter[Status] | None:
        """What came in, or None and the form says why not."""
        if not self.is_valid():
            return None
        agreed = self.cleaned_data["without_refused"]
        try:
            return bring_in(waiting=waiting, without_refused=agreed, acting_user=acting_user)
        except NotBroughtIn as error:
            self.add_error(None, str(error))
            return None

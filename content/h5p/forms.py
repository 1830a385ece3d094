"""The forms of packages: which file, what a content is called, why a library is withdrawn."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.h5p.package.limits import MOST_PACKED

MOST_MB = MOST_PACKED // 2**20


class PackageForm(forms.Form):
    """``ticket`` tells a button pressed twice from two packages."""

    ticket = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)
    file = forms.FileField(
        label=gettext_lazy("Gói H5P (.h5p)"),
        widget=forms.FileInput(attrs={"accept": ".h5p,.zip"}),
        error_messages={
            "required": gettext_lazy("Anh/chị hãy chọn một tệp .h5p."),
            "empty": gettext_lazy("Tệp trống. Anh/chị xuất lại gói rồi thử lần nữa."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("Nhiều nhất %d MB. Kéo tệp thả vào khung này, hoặc bấm để chọn.") % MOST_MB

    def clean_file(self) -> UploadedFile:
        """What is in it is looked at by the worker."""
        file: UploadedFile = self.cleaned_data["file"]
        if (size := file.size or 0) > MOST_PACKED:
            told = {"size": -(-size // 2**20), "most": MOST_MB}
            text = _(
                "Gói lớn %(size)d MB, nhiều nhất là %(most)d MB. Anh/chị nén video hoặc ảnh trong gói rồi xuất lại."
            )
            raise ValidationError(text % told)
        return file


class TitleForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Tên"), max_length=160)


class RefuseForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Vì sao không duyệt"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Anh/chị ghi lý do: người gửi gói cần biết phải làm gì tiếp.")},
    )


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Vì sao rút"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": gettext_lazy("Anh/chị ghi lý do: người soạn bài cần biết vì sao nội dung dừng lại.")
        },
    )

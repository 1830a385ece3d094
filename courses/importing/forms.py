"""The two forms of an import: which file, and what the lesson made from it is called and says of its pictures."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.catalogue.models import LessonPage, ModulePage
from courses.importing.actions import Described, NotMade, keep, make_lesson
from courses.importing.models import WaitingFile
from courses.importing.pictures import LONGEST_ALT, Picture
from courses.importing.reading import LARGEST
from courses.importing.verdicts import Note, Reading, Refused


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Tệp Word (.docx) hoặc Markdown (.md)"),
        help_text=gettext_lazy("Nhiều nhất 12 MB. Chưa có gì được tạo cho đến khi anh/chị xem và đồng ý."),
        widget=forms.FileInput(attrs={"accept": ".docx,.md,.markdown"}),
        error_messages={
            "required": gettext_lazy("Anh/chị hãy chọn một tệp."),
            "empty": gettext_lazy("Tệp trống. Anh/chị kiểm tra đã lưu nội dung chưa rồi tải lên lại."),
        },
    )
    # What was found on the way to a verdict.
    notes: list[Note] = []

    def keep(self, module: ModulePage, acting_user: Any) -> WaitingFile | None:
        """The file as it waits, or None and the form says why."""
        if not self.is_valid():
            return None
        file: UploadedFile = self.cleaned_data["file"]
        try:
            content = file.read(LARGEST + 1)
            return keep(module=module, name=file.name or "", content=content, acting_user=acting_user)
        except Refused as error:
            self.add_error("file", error.verdict)
            self.notes = error.notes
            return None


class LessonForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Tên bài"), max_length=255)
    minutes = forms.IntegerField(
        label=gettext_lazy("Số phút"),
        min_value=1,
        max_value=480,
        help_text=gettext_lazy("Ước tính theo độ dài; anh/chị sửa nếu có phần thực hành."),
    )
    required = forms.BooleanField(label=gettext_lazy("Bài bắt buộc"), required=False)

    def __init__(self, reading: Reading, data: Any = None) -> None:
        first = {"title": reading.title, "minutes": reading.minutes, "required": reading.required}
        super().__init__(data, initial=first)
        self.reading = reading
        for number, picture in enumerate(reading.pictures):
            self._ask_about(number, picture)

    def _ask_about(self, number: int, picture: Picture) -> None:
        self.fields[f"alt_{number}"] = forms.CharField(
            label=_("Ảnh %d cho thấy gì") % (number + 1),
            initial=picture.alt,
            max_length=LONGEST_ALT,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        self.fields[f"decorative_{number}"] = forms.BooleanField(
            label=_("Chỉ để trang trí, không cần mô tả"), required=False
        )

    @property
    def pictures(self) -> list[tuple[Picture, forms.BoundField, forms.BoundField]]:
        return [
            (picture, self[f"alt_{number}"], self[f"decorative_{number}"])
            for number, picture in enumerate(self.reading.pictures)
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number in range(len(self.reading.pictures)):
            if not cleaned.get(f"alt_{number}", "").strip() and not cleaned.get(f"decorative_{number}"):
                message = _("Anh/chị mô tả ảnh %d, hoặc đánh dấu là ảnh trang trí.") % (number + 1)
                self.add_error(f"alt_{number}", message)
        return cleaned

    def make(self, waiting: WaitingFile, acting_user: Any) -> LessonPage | None:
        """The draft, or None and the form says why."""
        if not self.is_valid():
            return None
        found = self.cleaned_data
        numbers = range(len(self.reading.pictures))
        try:
            return make_lesson(
                waiting=waiting,
                title=found["title"],
                minutes=found["minutes"],
                required=found["required"],
                described=[Described(found[f"alt_{n}"].strip(), found[f"decorative_{n}"]) for n in numbers],
                acting_user=acting_user,
            )
        except NotMade as error:
            self.add_error(None, str(error))
            return None

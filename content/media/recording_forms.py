"""The forms of sound and video in the admin: what a file is, is read from it; words for who cannot hear are asked for.

All is looked at before anything is kept.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm

from content.media.captions import LONGEST, check, read
from content.media.kinds import HEAD, VIDEO, kind_of
from content.media.recordings import Recording
from mooc.foundation.vietnamese import words


class RecordingForm(WagtailAdminModelForm):
    """The file is asked for once: another file is another recording."""

    instance: Recording

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["file"]

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        size = file.size or 0
        if size > settings.RECORDING_MB * 2**20:
            told = {"size": -(-size // 2**20), "most": settings.RECORDING_MB}
            raise ValidationError(_("Tệp lớn %(size)d MB, nhiều nhất là %(most)d MB. Hãy nén hoặc cắt ngắn.") % told)
        kind = kind_of(file.read(HEAD), self.instance.what)
        file.seek(0)
        if kind is None:
            raise ValidationError(_unplayable(self.instance.what))
        self.instance.mime, self.instance.size = kind.mime, size
        file.name = f"{'-'.join(words(self.data.get('title', '')))[:60] or 'tep'}.{kind.extension}"
        return file

    def save(self, commit: bool = True) -> Recording:
        """The author comes from ``for_user``, which Wagtail's views hand to every form."""
        if self.instance.pk is None:
            self.instance.created_by = self.for_user
        saved: Recording = super().save(commit)
        return saved


def _unplayable(what: str) -> str:
    if what == VIDEO:
        return _("Tệp này không phải video MP4 hay WebM nên điện thoại cũ không phát được. Hãy xuất lại thành MP4.")
    return _("Tệp này không phải âm thanh MP3, M4A, Ogg hay WAV nên điện thoại cũ không phát được. Hãy xuất thành MP3.")


class VideoForm(RecordingForm):
    captions_file = forms.FileField(
        label=gettext_lazy("Tệp phụ đề (.vtt)"),
        help_text=gettext_lazy("Thay cho phụ đề ở dưới, nếu chọn."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".vtt,text/vtt"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        name = "captions_file" if cleaned.get("captions_file") else "captions"
        try:
            cleaned["captions"] = self._captions(cleaned)
        except ValidationError as error:
            self.add_error(name, error)
            return cleaned
        if not cleaned["captions"] and not cleaned.get("silent"):
            text = _("Video cần phụ đề cho người không nghe được, hoặc đánh dấu “không có lời nói”.")
            self.add_error("captions", text)
        return cleaned

    def _captions(self, cleaned: dict[str, Any]) -> str:
        file = cleaned.get("captions_file")
        text: str = read(file.read(LONGEST)) if file else cleaned.get("captions", "")
        return check(text) if text.strip() else ""


class AudioForm(RecordingForm):
    def clean_transcript(self) -> str:
        text: str = self.cleaned_data["transcript"]
        if not text.strip():
            raise ValidationError(_("Âm thanh cần lời thoại viết ra, cho người không nghe được."))
        return text

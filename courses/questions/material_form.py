"""The fields of a question's material, for the bank's form."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.images.widgets import AdminImageChooser
from wagtail.snippets.widgets import AdminSnippetChooser

from content.media.models import Audio, CourseImage, Video
from courses.questions.material import LONGEST_HINT, MOST_HINTS, Material
from courses.questions.models import QuestionVersion


class MaterialForm(WagtailAdminModelForm):
    """To be built upon; ``material_of`` makes what was cleaned of it."""

    hint_lines = forms.CharField(
        label=gettext_lazy("Gợi ý"),
        help_text=gettext_lazy("Mỗi dòng một gợi ý, từ nhẹ đến rõ. Người học mở lần lượt từng gợi ý khi cần."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    image = forms.ModelChoiceField(
        label=gettext_lazy("Ảnh"), queryset=CourseImage.objects.all(), required=False, widget=AdminImageChooser
    )
    image_alt = forms.CharField(
        label=gettext_lazy("Ảnh cho thấy gì"),
        help_text=gettext_lazy("Đọc lên cho người không nhìn thấy ảnh, không nói ra đáp án."),
        max_length=300,
        required=False,
    )
    decorative = forms.BooleanField(label=gettext_lazy("Chỉ để trang trí, không cần mô tả"), required=False)
    audio = forms.ModelChoiceField(
        label=gettext_lazy("Âm thanh"),
        queryset=Audio.objects.all(),
        required=False,
        widget=AdminSnippetChooser(model=Audio, icon="media"),
    )
    video = forms.ModelChoiceField(
        label=gettext_lazy("Video"),
        queryset=Video.objects.all(),
        required=False,
        widget=AdminSnippetChooser(model=Video, icon="media"),
    )

    def clean_hint_lines(self) -> list[str]:
        hints = [line.strip() for line in self.cleaned_data["hint_lines"].splitlines() if line.strip()]
        if len(hints) > MOST_HINTS or any(len(hint) > LONGEST_HINT for hint in hints):
            text = _("Nhiều nhất %(number)d gợi ý, mỗi gợi ý dài nhất %(length)d ký tự.")
            raise forms.ValidationError(text % {"number": MOST_HINTS, "length": LONGEST_HINT})
        return hints

    def check_material(self) -> None:
        cleaned = self.cleaned_data
        if cleaned.get("image") and not cleaned.get("image_alt", "").strip() and not cleaned.get("decorative"):
            self.add_error("image_alt", _("Hãy ghi ảnh cho thấy gì, hoặc đánh dấu là ảnh trang trí."))
        if cleaned.get("audio") and cleaned.get("video"):
            self.add_error("video", _("Mỗi câu hỏi có một bản ghi: chọn âm thanh hoặc video."))


def material_initial(version: QuestionVersion) -> dict[str, Any]:
    return {
        "hint_lines": "\n".join(version.hints),
        "image": version.image_id,
        "image_alt": version.image_alt,
        "decorative": bool(version.image_id and not version.image_alt),
        "audio": version.audio_id,
        "video": version.video_id,
    }


def material_of(cleaned: dict[str, Any]) -> Material:
    image, audio, video = (cleaned[name].pk if cleaned[name] else None for name in ("image", "audio", "video"))
    alt = "" if image is None or cleaned["decorative"] else cleaned["image_alt"].strip()
    return Material(tuple(cleaned["hint_lines"]), image, alt, audio, video)

"""Sound and video of lessons, each with its words for those who cannot hear.

A recording's file is never replaced: learners were shown it. Another file is another recording; captions and transcript
are words, and corrected for everybody at once. Nobody deletes one.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.search import index

from content.media.captions import spoken
from content.media.kinds import AUDIO, VIDEO
from content.media.links import token_of
from mooc.foundation.vietnamese import search_text

FOLDER = "recordings"


class Recording(index.Indexed, models.Model):
    """``mime`` is what the first bytes say; ``size`` is in bytes."""

    what: str

    title = models.CharField(gettext_lazy("tên"), max_length=160)
    file = models.FileField(gettext_lazy("tệp"), upload_to=FOLDER, max_length=200)
    mime = models.CharField(max_length=40, editable=False)
    size = models.PositiveBigIntegerField(editable=False)
    seconds = models.PositiveIntegerField(gettext_lazy("thời lượng (giây)"), null=True, blank=True)
    transcript = models.TextField(gettext_lazy("lời thoại"), blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    search_fields = [index.SearchField("folded"), index.AutocompleteField("folded")]

    class Meta:
        abstract = True
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title

    def folded(self) -> str:
        return search_text(self.title)

    @property
    def size_words(self) -> str:
        """As shown before anything is fetched: "640 KB", "12 MB", "1,5 MB"."""
        kilobytes = max(1, round(self.size / 1024))
        if kilobytes < 1000:
            return f"{kilobytes} KB"
        megabytes = self.size / 2**20
        return f"{number_format(megabytes, 0 if megabytes >= 10 else 1)} MB"

    @property
    def length_words(self) -> str:
        """ "45 giây", "3 phút"; "" where nobody said how long it is."""
        if not self.seconds:
            return ""
        if self.seconds < 60:
            return _("%d giây") % self.seconds
        return _("%d phút") % round(self.seconds / 60)

    @property
    def words(self) -> list[str]:
        """What is said in it, paragraph by paragraph."""
        return [line.strip() for line in self.transcript.splitlines() if line.strip()]

    @property
    def address(self) -> str:
        return reverse("media:recording", args=[token_of(self.what, self.pk)])


class Video(Recording):
    what = VIDEO

    captions = models.TextField(gettext_lazy("phụ đề"), blank=True)
    silent = models.BooleanField(gettext_lazy("không có lời nói"), default=False)
    poster = models.ForeignKey(
        "media.CourseImage",
        verbose_name=gettext_lazy("ảnh đại diện"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta(Recording.Meta):
        verbose_name = gettext_lazy("video")
        verbose_name_plural = gettext_lazy("video")
        constraints = [
            models.CheckConstraint(condition=~Q(captions="") | Q(silent=True), name="media_video_captions_or_silent")
        ]

    @property
    def words(self) -> list[str]:
        return super().words or spoken(self.captions)

    @property
    def captions_address(self) -> str:
        return reverse("media:captions", args=[token_of(self.what, self.pk)])


class Audio(Recording):
    what = AUDIO

    class Meta(Recording.Meta):
        verbose_name = gettext_lazy("âm thanh")
        verbose_name_plural = gettext_lazy("âm thanh")
        constraints = [models.CheckConstraint(condition=~Q(transcript=""), name="media_audio_transcript")]


KINDS: dict[str, type[Recording]] = {VIDEO: Video, AUDIO: Audio}

"""The question bank.

A **question** is an identity; what is asked is a **version** of it, which is never changed: an edit makes the next
version, and papers already drawn keep theirs. ``data`` is plain JSON whose shape its type fixes: see
``courses.questions.types``. A version's **material** is what stands beside the question: hints, a picture, a recording.
"""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.search import index


class QuestionKind(models.TextChoices):
    SINGLE = "single", _("Chọn một")
    MULTIPLE = "multiple", _("Chọn nhiều")
    TRUE_FALSE = "truefalse", _("Đúng hay sai")
    FILL = "fill", _("Điền vào chỗ trống")
    NUMERIC = "numeric", _("Trả lời bằng số")
    ORDER = "order", _("Sắp xếp")
    MATCH = "match", _("Nối cặp")
    LIKERT = "likert", _("Thang đo ý kiến")
    ESSAY = "essay", _("Tự luận")
    PERFORMANCE = "performance", _("Quan sát thực hành")


class Difficulty(models.TextChoices):
    EASY = "easy", _("Dễ")
    MEDIUM = "medium", _("Vừa")
    HARD = "hard", _("Khó")


class Question(index.Indexed, models.Model):
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    source_key = models.CharField(_("mã nguồn"), max_length=64, unique=True, null=True, blank=True)
    kind = models.CharField(_("loại"), max_length=16, choices=QuestionKind)
    competence = models.CharField(
        _("năng lực"),
        help_text=_("Ví dụ: 2.3 theo DigComp. Bài kiểm tra rút câu theo mã này."),
        max_length=16,
        blank=True,
    )
    difficulty = models.CharField(_("độ khó"), max_length=6, choices=Difficulty, default=Difficulty.MEDIUM)
    tags = TaggableManager(
        verbose_name=_("nhãn"),
        help_text=_("Cách nhau bằng dấu phẩy. Bài kiểm tra rút câu theo nhãn."),
        blank=True,
    )
    current = models.ForeignKey(
        "QuestionVersion", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    search_fields = [
        index.SearchField("folded"),
        index.AutocompleteField("folded"),
        *(index.FilterField(name) for name in ("id", "kind", "difficulty", "competence")),
    ]

    class Meta:
        verbose_name = _("câu hỏi")
        verbose_name_plural = _("câu hỏi")

    def __str__(self) -> str:
        return self.current.prompt if self.current else str(self.key)

    def folded(self) -> str:
        from mooc.foundation.vietnamese import search_text

        return search_text(self.current.prompt) if self.current else ""


# What a version on a page is read with, in one query.
SHOWN = ("question", "image", "audio", "video__poster")


class QuestionVersion(models.Model):
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    prompt = models.TextField(_("câu hỏi"))
    data = models.JSONField()
    explanation = models.TextField(_("giải thích"), blank=True)
    # Texts, shown one after the other as she asks for them.
    hints = models.JSONField(default=list)
    image = models.ForeignKey("media.CourseImage", null=True, on_delete=models.PROTECT, related_name="+")
    # "" for a picture that only decorates.
    image_alt = models.CharField(max_length=300, blank=True)
    audio = models.ForeignKey("media.Audio", null=True, on_delete=models.PROTECT, related_name="+")
    video = models.ForeignKey("media.Video", null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    # What of ``courses.rekeying`` it is judged by in place of its own key, once that was asked for; never stored.
    way = ""

    class Meta:
        ordering = ["question", "number"]
        verbose_name = _("câu hỏi")
        verbose_name_plural = _("câu hỏi")
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="questions_version_number"),
            models.CheckConstraint(
                condition=models.Q(audio=None) | models.Q(video=None), name="questions_version_one_recording"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prompt} ({self.number})"


# A question is not in use because it has versions.
_OF: Any = QuestionVersion._meta.get_field("question")
_OF.wagtail_reference_index_ignore = True

"""Editions: the frozen course a learner is enrolled on.

Publishing a page changes what editors see; **releasing** a course makes an edition, whose units point to the page
*revision* they were released with. A correction of text may re-point a unit, with an audit row; what is required
never changes within an edition.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from content.media.models import CourseDocument, CourseImage
from courses.catalogue.models import CoursePage


class UnitKind(models.TextChoices):
    LESSON = "lesson", _("Bài học")
    ASSESSMENT = "assessment", _("Bài kiểm tra")


class LearnerPolicy(models.TextChoices):
    STAY = "stay", _("Người đang học giữ bản cũ")
    MOVE = "move", _("Người đang học chuyển sang bản mới")


class Edition(models.Model):
    # The CoursePage's translation_key: the course's identity in every language.
    course_key = models.UUIDField()
    course = models.ForeignKey(CoursePage, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(_("lần phát hành"))
    title = models.CharField(max_length=255)
    hours = models.DecimalField(max_digits=5, decimal_places=1)
    note = models.TextField(_("ghi chú"), blank=True)
    policy = models.CharField(max_length=4, choices=LearnerPolicy, default=LearnerPolicy.STAY)
    released_at = models.DateTimeField()
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    # When words of it were last corrected: what a process remembers of its units is known by this.
    corrected_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["course_key", "-number"]
        verbose_name = _("bản phát hành")
        verbose_name_plural = _("bản phát hành")
        constraints = [models.UniqueConstraint(fields=["course_key", "number"], name="editions_number")]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class EditionUnit(models.Model):
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="units")
    # The page's translation_key: the last part of the unit's activity IRI, for ever.
    unit_key = models.UUIDField()
    kind = models.CharField(max_length=10, choices=UnitKind)
    position = models.PositiveIntegerField()
    module_title = models.CharField(max_length=255)
    title = models.CharField(max_length=255)
    minutes = models.PositiveSmallIntegerField()
    required = models.BooleanField()
    # How the unit is judged, and which versions of the bank's questions it shows, frozen at the release.
    # Assessment: see ``courses.editions.asking``.
    # Lesson: {}, or {"inline": {question id: question version id}} (JSON's keys are strings) over all its languages.
    rules = models.JSONField(default=dict)

    class Meta:
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "unit_key"], name="editions_unit_once"),
            models.UniqueConstraint(fields=["edition", "position"], name="editions_unit_position"),
        ]
        indexes = [models.Index(fields=["unit_key"], name="editions_unit_key")]

    def __str__(self) -> str:
        return self.title


class UnitText(models.Model):
    """The page revision that shows a unit in one language; protected from purging."""

    unit = models.ForeignKey(EditionUnit, on_delete=models.PROTECT, related_name="texts")
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=255)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "language"], name="editions_text_language")]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"


class KeptFile(models.Model):
    """A picture or a document that released text shows: not deleted while the text is shown, whatever became of the
    page since."""

    text = models.ForeignKey(UnitText, on_delete=models.CASCADE, related_name="files")
    image = models.ForeignKey(CourseImage, null=True, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(CourseDocument, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("bài đã phát hành")
        verbose_name_plural = _("bài đã phát hành")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(image=None, document__isnull=False) | models.Q(image__isnull=False, document=None),
                name="editions_kept_one",
            )
        ]

    def __str__(self) -> str:
        edition = self.text.unit.edition
        return f"{edition.title}, {_('lần phát hành')} {edition.number}: {self.text.title}"


class Outcome(models.TextChoices):
    WAITING = "waiting", _("đang hẹn")
    RELEASED = "released", _("đã phát hành")
    REFUSED = "refused", _("chưa phát hành được")
    CANCELLED = "cancelled", _("đã hủy hẹn")


class PlannedRelease(models.Model):
    """A release to come at a set time: it freezes what is live then. Kept afterwards, with how it went."""

    course_key = models.UUIDField()
    course = models.ForeignKey(CoursePage, on_delete=models.CASCADE, related_name="planned_releases")
    at = models.DateTimeField(_("phát hành lúc"))
    policy = models.CharField(max_length=4, choices=LearnerPolicy, default=LearnerPolicy.STAY)
    note = models.TextField(_("ghi chú"), blank=True)
    planned_at = models.DateTimeField(auto_now_add=True)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    ended_at = models.DateTimeField(null=True)
    # Why nothing was released, in words for the editor.
    reason = models.TextField(blank=True)
    edition = models.ForeignKey(Edition, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("hẹn phát hành")
        verbose_name_plural = _("hẹn phát hành")
        constraints = [
            models.UniqueConstraint(
                fields=["course_key"], condition=models.Q(outcome="waiting"), name="editions_one_plan"
            )
        ]
        indexes = [
            # The worker asks every minute which hour has come.
            models.Index(fields=["at"], condition=models.Q(outcome="waiting"), name="editions_plan_due"),
            models.Index(fields=["course_key", "-id"], name="editions_plan_of"),
        ]

    def __str__(self) -> str:
        return f"{self.course_id} {self.at:%Y-%m-%d %H:%M} {self.outcome}"

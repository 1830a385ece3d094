"""What is folded from the statement log: one row per registration, one row per course completion.

Nothing here is a source of truth. ``rebuild_progress`` makes both tables anew from the log and the dated facts, and
the result is identical row for row.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.editions.models import Edition
from learners.enrolment.models import Enrolment
from learners.people.models import Person


class Status(models.TextChoices):
    NOT_STARTED = "not_started", _("Chưa học")
    IN_PROGRESS = "in_progress", _("Đang học")
    COMPLETED = "completed", _("Đã hoàn thành")


class Progress(models.Model):
    """The state of one registration. Its row is the registration's lock, made when the person enrols.

    ``units`` maps a unit's key to ``{"started": instant, "done": instant, "known": instant, "score": decimal}``
    as strings, only what there is; a lesson with interactive parts that are done has them under ``"parts"``, by the key
    of their content: ``{"done": instant, "verified": instant}``.
    """

    enrolment = models.OneToOneField(Enrolment, primary_key=True, on_delete=models.PROTECT, related_name="progress")
    # The canonical person: who this counts for after merging.
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="progress")
    course_key = models.UUIDField()
    # The pinned edition, by which the registration is judged.
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=Status, default=Status.NOT_STARTED)
    units_done = models.PositiveSmallIntegerField(default=0)
    units_required = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True)
    last_unit = models.UUIDField(null=True)
    units = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("tiến độ")
        verbose_name_plural = _("tiến độ")
        indexes = [models.Index(fields=["person", "course_key"], name="progress_person")]
        # Of the log this is folded from; xapi knows nobody but its clients.
        permissions = [
            ("browse_statements", "Xem nhật ký học tập"),
            ("void_statements", "Hủy phát biểu trong nhật ký học tập"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.status}"


class Completion(models.Model):
    """A course completion that some statement proves, with both its times.

    It holds as of a moment R while ``recorded_at <= R`` and it is not withdrawn by then.
    """

    statement_id = models.UUIDField(primary_key=True)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="completions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="completions")
    course_key = models.UUIDField()
    # When it was achieved (the statement's timestamp) and when we knew (its stored).
    effective_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    external = models.BooleanField(default=False)

    class Meta:
        indexes = [
            # Coverage: has this person completed that course by a day?
            models.Index(fields=["course_key", "person", "effective_at"], name="progress_completion_of")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.course_key}"

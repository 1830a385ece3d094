"""Grading again what was graded by a wrong key, without rewriting what was said.

A **regrade** is one run over everybody who was asked versions of a question that were rekeyed (``courses.rekeying``),
learner by learner and unit by unit, in the order of their keys: up to ``last_enrolment``, ``last_unit`` it is done. It
may be stopped and go on. What it changed of an attempt is kept beside it, old and new; so is what somebody changed who
corrected a mark of it.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.questions.models import Question
from learners.attempts.models import Attempt, ItemMark


class State(models.TextChoices):
    RUNNING = "running", _("đang chấm lại")
    STOPPED = "stopped", _("đã tạm dừng")
    DONE = "done", _("đã xong")


class Regrade(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="regrades")
    reason = models.CharField(_("lý do"), max_length=300)
    state = models.CharField(max_length=8, choices=State, default=State.RUNNING)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    # Of learners and units: how many there were at the start, were gone through, could not be graded again.
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    last_enrolment = models.UUIDField(null=True)
    last_unit = models.UUIDField(null=True)

    class Meta:
        ordering = ["-started_at"]
        default_permissions = ()
        permissions = [("regrade", "Sửa đáp án đã dùng và chấm lại bài")]
        constraints = [
            models.UniqueConstraint(fields=["question"], condition=~Q(state=State.DONE), name="regrading_one_at_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.question_id} {self.state}"

    @property
    def percent(self) -> int:
        return min(100, 100 * self.done // self.total) if self.total else 100


class AttemptRegraded(models.Model):
    """One attempt whose result changed, by a regrade or with a corrected mark, of it or of an earlier one; ``old`` and
    ``new`` have the columns of ``marking.GRADED`` and the points by position, numbers as texts."""

    regrade = models.ForeignKey(Regrade, null=True, on_delete=models.PROTECT, related_name="changed")
    mark = models.ForeignKey(ItemMark, null=True, on_delete=models.CASCADE, related_name="changed")
    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="regradings")
    at = models.DateTimeField()
    old = models.JSONField()
    new = models.JSONField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["regrade", "attempt"], name="regrading_attempt_once"),
            models.UniqueConstraint(fields=["mark", "attempt"], name="regrading_mark_once"),
            models.CheckConstraint(
                condition=Q(regrade__isnull=True, mark__isnull=False) | Q(regrade__isnull=False, mark__isnull=True),
                name="regrading_has_its_cause",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.regrade_id or self.mark_id}"

    @property
    def reason(self) -> str:
        cause = self.regrade or self.mark
        return cause.reason if cause else ""

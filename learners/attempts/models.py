"""Server-authoritative attempts: the source documents of assessment.

A **paper** (question versions, order, seed) is frozen when the attempt opens. Answers are saved one by one with a
revision number; an autosave is not a statement. Submitting grades on the server and records one batch.
What learners ask for is in ``request_models``, what they object to in ``appeal_models``, what they hand in beside their
answers in ``file_models``.
"""

import datetime as dt
import uuid
from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from learners.attempts.accommodation_models import Accommodation, AgencyAccommodation
from learners.attempts.appeal_models import Appeal, Decision
from learners.attempts.file_models import AnswerFile
from learners.attempts.request_models import AttemptRequest
from learners.enrolment.models import Enrolment
from learners.people.models import Account

__all__ = [
    "Accommodation",
    "AgencyAccommodation",
    "AnswerFile",
    "Appeal",
    "Attempt",
    "AttemptEvent",
    "AttemptItem",
    "AttemptRequest",
    "Decision",
    "Ending",
    "Happened",
]


class Ending(models.TextChoices):
    """How an attempt ended; "" while it is open."""

    SUBMITTED = "submitted", _("đã nộp")
    TIMED_OUT = "timed-out", _("hết giờ, hệ thống nộp")
    ABANDONED = "abandoned", _("hết giờ, không tính kết quả")


class Attempt(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attempts")
    unit_key = models.UUIDField()
    number = models.PositiveIntegerField()
    seed = models.BigIntegerField()
    pass_percent = models.PositiveSmallIntegerField()
    # The simple rules of ``courses.editions.asking`` as they stood when it was opened.
    rules = models.JSONField(default=dict)
    # The headings of the paper: [{"title", "intro"}], by section.
    sections = models.JSONField(default=list)
    opened_at = models.DateTimeField()
    # By the server's clock: no answer is taken after the first, nothing at all after the second (its grace).
    due_at = models.DateTimeField(null=True, blank=True)
    late_until = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=9, choices=Ending, blank=True)
    # When it was graded as; null for an abandoned one.
    submitted_at = models.DateTimeField(null=True, blank=True)
    # Points, summed over the questions; null until submitted, and while a person has yet to mark (``is_waiting``).
    score = models.DecimalField(max_digits=8, decimal_places=4, null=True, blank=True)
    max_score = models.DecimalField(max_digits=8, decimal_places=4, null=True, blank=True)
    # This attempt by itself; then the unit, by the grade its policy makes of this and the earlier attempts.
    passed = models.BooleanField(null=True)
    unit_share = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    unit_passed = models.BooleanField(null=True)
    # The ``passed`` or ``failed`` statement its grading recorded; null for practice, which has no verdict.
    statement_id = models.UUIDField(null=True, blank=True)
    # What the learner keeps (``receipts``); "" until it was handed in.
    receipt = models.CharField(max_length=14, blank=True, db_index=True)

    class Meta:
        ordering = ["enrolment", "unit_key", "number"]
        permissions = [("read_log", "Xem diễn biến lượt làm bài"), ("mark_answers", "Chấm bài tự luận và quan sát")]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "unit_key", "number"], name="attempts_number"),
            models.UniqueConstraint(fields=["enrolment", "unit_key"], condition=Q(ending=""), name="attempts_one_open"),
        ]
        indexes = [
            # For ``overdue.end_overdue``, every minute: the open ones whose time is over.
            models.Index(fields=["late_until"], condition=Q(ending=""), name="attempts_overdue"),
            # For the queue of marking: those that wait, oldest first.
            models.Index(
                fields=["submitted_at"],
                condition=Q(submitted_at__isnull=False, score__isnull=True),
                name="attempts_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.unit_key} #{self.number}"

    @property
    def is_open(self) -> bool:
        return not self.ending

    @property
    def is_waiting(self) -> bool:
        """Handed in, and not graded before a person has marked what the server cannot."""
        return self.submitted_at is not None and self.score is None

    @property
    def ended_at(self) -> dt.datetime | None:
        return self.due_at if self.ending == Ending.ABANDONED else self.submitted_at

    @property
    def percent(self) -> int:
        """Whole percent, rounded down: never the pass mark without having passed."""
        return int((self.score or Decimal(0)) * 100 / self.max_score) if self.max_score else 0


class AttemptItem(models.Model):
    """One question of the paper: which version, in which order its choices stood, what was answered."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    version = models.ForeignKey("questions.QuestionVersion", on_delete=models.PROTECT, related_name="+")
    # The place of its heading in the attempt's ``sections``.
    section = models.PositiveSmallIntegerField(default=0)
    # The points a wholly right answer earns.
    worth = models.PositiveSmallIntegerField(default=1)
    # Display order: a permutation of the indices of ``choices`` (or of ``right`` for matching).
    order = models.JSONField(default=list)
    # In original indices, never display positions; null while unanswered.
    response = models.JSONField(null=True)
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    # Null until submitted, of an opinion, and until a person has marked it.
    points = models.DecimalField(max_digits=8, decimal_places=4, null=True, blank=True)

    class Meta:
        ordering = ["attempt", "position"]
        constraints = [models.UniqueConstraint(fields=["attempt", "position"], name="attempts_item_position")]

    def __str__(self) -> str:
        return f"{self.attempt_id} [{self.position}]"


class Happened(models.TextChoices):
    SAVED = "saved", _("đã lưu")
    CONFLICT = "conflict", _("đã đổi ở cửa sổ khác")
    REFUSED = "refused", _("gửi quá giờ")
    ATTACHED = "attached", _("đã nộp tệp")
    ERASED = "erased", _("tệp bị xóa")
    REMOVED = "removed", _("đã bỏ tệp")
    OPENED = "opened", _("mở ở phiên khác")


class AttemptEvent(models.Model):
    """What happened between opening and ending, in the transaction in which it did; ``positions`` count from 0."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField()
    kind = models.CharField(max_length=8, choices=Happened)
    positions = models.JSONField(default=list)
    # Which session it came from (``sessions``); "" where that is not known.
    session = models.CharField(max_length=12, blank=True)

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.kind}"


class ItemMark(models.Model):
    """What a person decided about one question: marks are added, never changed; the final one with the highest number
    counts. A **draft** is one marker's alone, counts for nothing, and is written over."""

    item = models.ForeignKey(AttemptItem, on_delete=models.CASCADE, related_name="marks")
    # From 1; 0 of a draft.
    number = models.PositiveSmallIntegerField()
    # As the question's type reads it (``courses.questions.types.by_hand``); parts of a draft may be null.
    judgement = models.JSONField()
    # To the learner.
    comment = models.TextField(blank=True)
    # Why it replaces an earlier one.
    reason = models.CharField(max_length=300, blank=True)
    marked_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    marked_at = models.DateTimeField()

    class Meta:
        ordering = ["item", "number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], condition=~Q(number=0), name="attempts_mark_number"),
            models.UniqueConstraint(fields=["item", "marked_by"], condition=Q(number=0), name="attempts_mark_draft"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} #{self.number}"

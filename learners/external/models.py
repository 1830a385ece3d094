"""Hoàn thành ở nơi khác: courses completed on other platforms, brought in with source and evidence.

A **source** is the other platform. It has an authority of its own in the statement log, trusted to prove a course and
nothing else; its courses are mapped to ours, and the mapping is remembered. An **import** is one file of it, or one
person's proof; the file is the evidence and is kept. A **line** of it becomes a ``completed`` statement on the word of
the source. Taking an import back voids its statements, by the same source; nothing is deleted.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from learners.enrolment.models import Enrolment
from learners.people.models import Person
from mooc.foundation.private import private_storage
from xapi.models import Authority

FOLDER = "external"


def place_of(ending: str) -> str:
    """A name nobody can guess."""
    return f"{FOLDER}/{uuid.uuid4().hex}.{ending}"


class Source(models.Model):
    """``columns`` remembers what the heads of its files meant: folded head -> role."""

    name = models.CharField(_("tên nền tảng"), max_length=120)
    key = models.CharField(max_length=120, unique=True)
    authority = models.OneToOneField(Authority, on_delete=models.PROTECT, related_name="+")
    columns = models.JSONField(default=dict)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.name


class SourceCourse(models.Model):
    """What one of its courses is here; ``course_key`` None: none of ours, its lines are left out."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="courses")
    # Name or code as the source writes it, folded.
    key = models.CharField(max_length=300)
    course_key = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="external_course_once")]

    def __str__(self) -> str:
        return self.key


class State(models.TextChoices):
    DRAFT = "draft", _("chờ xem lại")
    RUNNING = "running", _("đang ghi")
    APPLIED = "applied", _("đã ghi")
    UNDOING = "undoing", _("đang thu hồi")
    UNDONE = "undone", _("đã thu hồi")


class Import(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="imports")
    # A list in a file; else one person's proof, which may be a number or a link alone.
    is_list = models.BooleanField(default=True)
    file = models.FileField(storage=private_storage, max_length=80, blank=True)
    name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    # Column of each role, from 0; None until somebody has said, or the heads say so themselves.
    columns = models.JSONField(null=True)
    # Of a file without a column of courses.
    course = models.CharField(max_length=300, blank=True)
    # What the full mark is: 10 or 100.
    scale = models.PositiveSmallIntegerField(default=10)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    uploaded_at = models.DateTimeField(db_index=True)
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.name or str(self.id)


class Line(models.Model):
    """A completion brought in; staged first, recorded by the statement ``statement_id`` afterwards."""

    batch = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField()
    # The kept record, when it was brought in.
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="completed_elsewhere")
    course_key = models.UUIDField()
    achieved_on = models.DateField()
    # 0 to 1.
    score = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    certificate = models.CharField(max_length=120, blank=True)
    link = models.URLField(max_length=500, blank=True)
    statement_id = models.UUIDField(unique=True)
    enrolment = models.ForeignKey(Enrolment, null=True, on_delete=models.PROTECT, related_name="+")
    # The enrolment was made for it.
    enrolled = models.BooleanField(default=False)
    voided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["batch", "number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="external_line_once"),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__gte=0, score__lte=1), name="external_score_in_bounds"
            ),
        ]
        indexes = [models.Index(fields=["person", "course_key"], name="external_of_person")]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.number}"

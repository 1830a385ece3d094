"""Enrolments: one person on one course. The enrolment's UUID is the xAPI ``registration``.

Which edition she studies is a dated pin: a new release moves her or leaves her, and every moment knows its edition.
"""

import uuid

from django.db import models
from django.db.models import Q

from courses.editions.models import Edition
from learners.people.models import ActorAlias, Person


class Enrolment(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="enrolments")
    alias = models.ForeignKey(ActorAlias, on_delete=models.PROTECT, related_name="+")
    course_key = models.UUIDField()
    enrolled_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "ghi danh"
        verbose_name_plural = "ghi danh"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "course_key"], condition=Q(left_at__isnull=True), name="enrolment_once"
            )
        ]
        indexes = [models.Index(fields=["course_key"], name="enrolment_course")]

    def __str__(self) -> str:
        return str(self.id)


class EditionPin(models.Model):
    """From ``since`` on the enrolment is judged by ``edition``; the latest pin is the one in force."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="pins")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="pins")
    since = models.DateTimeField()

    class Meta:
        ordering = ["enrolment", "since", "id"]
        constraints = [models.UniqueConstraint(fields=["enrolment", "edition"], name="enrolment_pin_once")]

    def __str__(self) -> str:
        return f"{self.enrolment_id} @ {self.edition_id}"


class DerivedNamespace(models.Model):
    """The installation's secret namespace, one row, for the ids of statements that follow from a cause.

    A client that could work out such an id would send a statement under it first and keep ours out for ever. It is not
    derived from SECRET_KEY, which is changed now and then: the same cause must give the same id all that time.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    namespace = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="enrolment_one_namespace")]

    def __str__(self) -> str:
        return "DerivedNamespace"

"""Giấy chứng nhận hoàn thành: records, issued once by a reaction and never folded again.

What is printed (name, course, issuer) is frozen at issue. A certificate is valid until it is replaced or revoked;
both leave the old one verifiable as what it is.
"""

import uuid

from django.db import models
from django.db.models import Q

from learners.enrolment.models import Enrolment
from learners.people.models import Person


class Issuer(models.Model):
    """Who issues, and its gapless counter per year."""

    code = models.CharField("ký hiệu", max_length=20, unique=True)
    name = models.CharField("cơ quan cấp", max_length=200)

    def __str__(self) -> str:
        return self.name


class IssuerYear(models.Model):
    issuer = models.ForeignKey(Issuer, on_delete=models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField()
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issuer", "year"], name="certificates_issuer_year")]

    def __str__(self) -> str:
        return f"{self.issuer_id}/{self.year}"


class Certificate(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Short, printed, read over the phone: no look-alike characters.
    code = models.CharField(max_length=12, unique=True)
    number = models.CharField("số", max_length=60, unique=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="certificates")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="certificates")
    issuer = models.ForeignKey(Issuer, on_delete=models.PROTECT, related_name="certificates")
    # The course completion it rests on.
    statement_id = models.UUIDField(db_index=True)
    full_name = models.CharField(max_length=200)
    course_title = models.CharField(max_length=255)
    course_hours = models.DecimalField(max_digits=5, decimal_places=1)
    issuer_name = models.CharField(max_length=200)
    completed_on = models.DateField()
    issued_on = models.DateField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_reason = models.CharField(max_length=300, blank=True)
    replaced_by = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces")

    class Meta:
        verbose_name = "giấy chứng nhận"
        verbose_name_plural = "giấy chứng nhận"
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(revoked_at__isnull=True, replaced_by__isnull=True),
                name="certificates_one_valid",
            )
        ]

    def __str__(self) -> str:
        return self.number

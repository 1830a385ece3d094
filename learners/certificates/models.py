"""Giấy chứng nhận hoàn thành: records, issued once by a reaction and never folded again.

An **issuer** (cơ quan cấp) numbers what it issues without a gap, anew each year. What is printed (name, course, issuer)
is frozen at issue. A certificate is valid until it is **replaced** (a new number takes over) or **revoked** (its ground
is gone, or somebody took it back); both leave the old one verifiable as what it is. The **code** is the short secret on
the paper: whoever holds it may ask what the certificate says.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from learners.certificates.codes import grouped
from learners.enrolment.models import Enrolment
from learners.people.models import Person


class Issuer(models.Model):
    """Who issues. The default one issues what is earned from now on; an installation begins with one."""

    code = models.CharField(_("ký hiệu"), max_length=20, unique=True)
    name = models.CharField(_("cơ quan cấp"), max_length=200)
    is_default = models.BooleanField(_("đang cấp"), default=False)

    class Meta:
        verbose_name = _("cơ quan cấp")
        verbose_name_plural = _("cơ quan cấp")
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="certificates_one_default_issuer"
            )
        ]

    def __str__(self) -> str:
        return self.name


class IssuerYear(models.Model):
    """The counter of one issuer in one year; its row is locked from taking a number to the end of the transaction."""

    issuer = models.ForeignKey(Issuer, on_delete=models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField()
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issuer", "year"], name="certificates_issuer_year")]

    def __str__(self) -> str:
        return f"{self.issuer_id}/{self.year}"


class State(models.TextChoices):
    VALID = "valid", _("Có giá trị")
    REPLACED = "replaced", _("Đã được thay thế")
    REVOKED = "revoked", _("Đã thu hồi")


class Certificate(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Printed in groups, read over the phone: see ``codes``.
    code = models.CharField(_("mã xác minh"), max_length=12, unique=True)
    number = models.CharField(_("số"), max_length=60, unique=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="certificates")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="certificates")
    issuer = models.ForeignKey(Issuer, on_delete=models.PROTECT, related_name="certificates")
    # The course completion it rests on.
    statement_id = models.UUIDField(db_index=True)
    full_name = models.CharField(_("họ và tên"), max_length=200)
    course_title = models.CharField(_("khóa học"), max_length=255)
    course_hours = models.DecimalField(_("số giờ"), max_digits=5, decimal_places=1)
    issuer_name = models.CharField(_("cơ quan cấp"), max_length=200)
    completed_on = models.DateField(_("ngày hoàn thành"))
    issued_on = models.DateField(_("ngày cấp"))
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True, blank=True)
    revoked_reason = models.CharField(_("lý do thu hồi"), max_length=300, blank=True)
    # Its owner has been told of it, or need not be any more.
    told_at = models.DateTimeField(null=True, editable=False)
    replaced_by = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces", verbose_name=_("thay bằng")
    )

    class Meta:
        verbose_name = _("giấy chứng nhận")
        verbose_name_plural = _("giấy chứng nhận")
        indexes = [models.Index(fields=["id"], condition=Q(told_at__isnull=True), name="certificates_untold")]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(revoked_at__isnull=True, replaced_by__isnull=True),
                name="certificates_one_valid",
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def state(self) -> State:
        if self.replaced_by_id:
            return State.REPLACED
        return State.REVOKED if self.revoked_at else State.VALID

    @property
    def grouped_code(self) -> str:
        return grouped(self.code)


class NameConfirmation(models.Model):
    """The learner has seen her name as it is printed and said that it is hers; another name is to be confirmed anew."""

    person = models.OneToOneField(
        Person, primary_key=True, on_delete=models.CASCADE, related_name="name_confirmation", verbose_name=_("người")
    )
    full_name = models.CharField(_("họ và tên"), max_length=200)
    confirmed_at = models.DateTimeField(_("xác nhận lúc"))

    def __str__(self) -> str:
        return self.full_name


class NameCorrection(models.Model):
    """What a learner asks HR to correct in her name; open until it is decided."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="name_corrections", verbose_name=_("người")
    )
    full_name = models.CharField(_("họ và tên đúng"), max_length=200)
    note = models.CharField(_("giải thích"), max_length=300, blank=True)
    asked_at = models.DateTimeField(_("đề nghị lúc"), auto_now_add=True)
    decided_at = models.DateTimeField(_("quyết định lúc"), null=True, blank=True)
    accepted = models.BooleanField(_("chấp nhận"), null=True)
    answer = models.CharField(_("trả lời"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("đề nghị sửa họ tên")
        verbose_name_plural = _("đề nghị sửa họ tên")
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(decided_at__isnull=True), name="certificates_one_open_correction"
            )
        ]

    def __str__(self) -> str:
        return self.full_name

"""Báo cáo chốt: a report as it was signed. What is frozen never changes; a correction is the next revision.

The database refuses every update and delete of a frozen report and its inputs (``guarding``). What comes back from the
agency afterwards, the number its registry gave and the signed file, are rows of their own, which are only added.
"""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from learners.agencies.models import Agency
from learners.campaigns.models import Campaign
from mooc.foundation.private import private_storage


class FrozenReport(models.Model):
    """One revision of a campaign's report below an agency, on three dates, as known at one instant.

    ``content`` is the whole report in plain data (``content.of_report``); ``content_hash`` and ``inputs_hash`` are
    SHA-256 in hexadecimal (``content.digest``, ``inputs.digest``).
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="frozen_reports")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    structure = models.DateField(_("theo cơ cấu ngày"))
    membership = models.DateField(_("theo danh sách ngày"))
    completion = models.DateField(_("tính đến hết ngày"))
    known_at = models.DateTimeField(_("số liệu biết đến lúc"))
    revision = models.PositiveSmallIntegerField(_("bản chốt số"))
    reason = models.CharField(_("lý do chốt lại"), max_length=300, blank=True)
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    inputs_hash = models.CharField(max_length=64)
    # An opaque id and a name as it was: a record outlives the account.
    frozen_by = models.CharField(max_length=64)
    frozen_by_name = models.CharField(_("người chốt"), max_length=200)
    frozen_at = models.DateTimeField(_("chốt lúc"))

    class Meta:
        ordering = ["-frozen_at", "-id"]
        verbose_name = _("báo cáo chốt")
        verbose_name_plural = _("báo cáo chốt")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "agency", "structure", "membership", "completion", "revision"],
                name="coverage_frozen_revision_once",
            ),
            models.CheckConstraint(condition=Q(revision__gte=1), name="coverage_frozen_from_one"),
            models.CheckConstraint(condition=Q(revision=1) | ~Q(reason=""), name="coverage_frozen_reason"),
        ]
        indexes = [models.Index(fields=["agency", "-frozen_at"], name="coverage_frozen_of_agency")]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.agency_id} {self.completion} #{self.revision}"

    @property
    def mark(self) -> str:
        """The beginning of its fingerprint, short enough to be read aloud."""
        return self.content_hash[:12]

    @property
    def series(self) -> dict[str, Any]:
        """What all revisions of one report have in common."""
        names = ("campaign_id", "agency_id", "structure", "membership", "completion")
        return {name: getattr(self, name) for name in names}


class FrozenInputs(models.Model):
    """Whose membership and which completions were counted: ids alone, as ``inputs.pack`` writes them."""

    frozen = models.OneToOneField(FrozenReport, primary_key=True, on_delete=models.PROTECT, related_name="inputs")
    packed = models.BinaryField()

    def __str__(self) -> str:
        return str(self.frozen_id)


class SignedCopy(models.Model):
    """What the agency says of its signed paper: number, date, file (PDF). The newest counts, older ones stay."""

    frozen = models.ForeignKey(FrozenReport, on_delete=models.PROTECT, related_name="copies")
    number = models.CharField(_("số văn bản"), max_length=60)
    signed_on = models.DateField(_("ngày ký"))
    file = models.FileField(storage=private_storage, max_length=80, blank=True)
    file_hash = models.CharField(max_length=64, blank=True)
    recorded_by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-recorded_at", "-id"]

    def __str__(self) -> str:
        return self.number

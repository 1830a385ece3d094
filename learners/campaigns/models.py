"""Đợt tập huấn: who has to complete what, between which days."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from learners.agencies.models import Agency
from learners.campaigns.slugs import refuse_taken
from learners.people.models import Person
from mooc.foundation.periods import Dated


class Campaign(models.Model):
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("tên đợt"), max_length=200)
    plan_number = models.CharField(_("kế hoạch số"), max_length=60, blank=True)
    opens_on = models.DateField(_("từ ngày"))
    # The last day that counts: "30/11" means until 23:59 local time.
    closes_on = models.DateField(_("đến hết ngày"))
    # Categories of memberships; empty means everybody on the roster.
    categories = models.JSONField(_("đối tượng"), default=list, blank=True)
    # The rule: all mandatory courses and at least this many of the electives.
    electives_needed = models.PositiveSmallIntegerField(_("số khóa tự chọn"), default=0)

    class Meta:
        ordering = ["-opens_on"]
        verbose_name = _("đợt tập huấn")
        verbose_name_plural = _("đợt tập huấn")
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="campaigns_window"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """No database knows the addresses, so that the last word is here."""
        refuse_taken(self.slug)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        refuse_taken(self.slug)


class CampaignCourse(models.Model):
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="courses")
    course_key = models.UUIDField()
    mandatory = models.BooleanField(_("bắt buộc"), default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "course_key"], name="campaigns_course_once")]

    def __str__(self) -> str:
        return str(self.course_key)


class CampaignAgency(models.Model):
    """The audience: everybody on the rosters of this agency's subtree."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="agencies")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "agency"], name="campaigns_agency_once")]

    def __str__(self) -> str:
        return str(self.agency_id)


class Exemption(Dated):
    """Out of the denominator on these days, for a recorded reason, by a named approver."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="exemptions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="exemptions")
    reason = models.CharField(_("lý do"), max_length=300)
    approved_by = models.CharField(_("người duyệt"), max_length=200)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=~Q(reason=""), name="campaigns_exemption_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.person_id}"

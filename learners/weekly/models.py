"""Tình hình tuần: what an agency tells the level above each week.

A **status** has the figures of the week as they were when it was written, a light, and in the writer's words what is
difficult and needs support. A week is named by its Monday. It is written until the end of the next Monday; what is
changed later is another revision, and the earlier ones stay. **Remarks** are what the level above asks back, and the
answers.
"""

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from learners.agencies.models import Agency


class Light(models.TextChoices):
    GREEN = "green", _("Xanh: đúng tiến độ")
    AMBER = "amber", _("Vàng: có khó khăn, tự xử lý được")
    RED = "red", _("Đỏ: cần cấp trên hỗ trợ")


TAGS = {Light.GREEN: "tag-done", Light.AMBER: "tag-due", Light.RED: "tag-overdue"}


def week_of(day: dt.date) -> dt.date:
    """The Monday of the week that is written about on ``day``: on a Monday still the one before."""
    before = day - dt.timedelta(days=1)
    return before - dt.timedelta(days=before.weekday())


class Status(models.Model):
    """``figures``: of each campaign its name, who is asked, has started, has completed, the rate, and how many more
    than a week before."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    week = models.DateField()
    revision = models.PositiveSmallIntegerField(default=1)
    light = models.CharField(max_length=5, choices=Light)
    difficulties = models.TextField(blank=True)
    figures = models.JSONField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-week", "agency", "-revision"]
        constraints = [models.UniqueConstraint(fields=["agency", "week", "revision"], name="weekly_revision")]
        indexes = [models.Index(fields=["week", "agency"], name="weekly_of_week")]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.week} #{self.revision}"

    @property
    def tag(self) -> str:
        return TAGS[Light(self.light)]

    @property
    def word(self) -> str:
        return str(Light(self.light).label).split(":")[0]


class Remark(models.Model):
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    week = models.DateField()
    text = models.CharField(max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["week", "agency"], name="weekly_remarks")]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.week}"


class Reminder(models.Model):
    """An agency was reminded of a week: once."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+")
    week = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "week"], name="weekly_reminded_once")]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.week}"

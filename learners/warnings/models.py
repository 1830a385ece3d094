"""Cảnh báo sớm: rules as data, and what they found.

A **rule** belongs to an agency and holds below it; it has an owner, a threshold and a pause, and warns only once it is
switched on, after it was tried on days gone by. An **alert** is one rule's warning about one agency in one campaign; it
stands until its cause is gone, and then closes by itself. Nothing of anybody's learning is changed by either.
"""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from learners.agencies.models import Agency
from learners.campaigns.models import Campaign


class Kind(models.TextChoices):
    START = "start", _("Bắt đầu chậm")
    FLAT = "flat", _("Đứng yên")
    PACE = "pace", _("Chậm so với chỉ tiêu")
    HEADS = "heads", _("Người đứng đầu chưa xong")
    SPIKE = "spike", _("Hoàn thành dồn dập bất thường")


class Level(models.TextChoices):
    AMBER = "amber", _("vàng")
    RED = "red", _("đỏ")


class Rule(models.Model):
    """``threshold`` is per cent, days or people, as its kind says; ``fast`` of a spike is per cent of the time that
    reading takes."""

    kind = models.CharField(_("loại"), max_length=8, choices=Kind)
    level = models.CharField(_("mức"), max_length=5, choices=Level, default=Level.AMBER)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    threshold = models.PositiveSmallIntegerField(_("ngưỡng"))
    fast = models.PositiveSmallIntegerField(_("nhanh hơn bao nhiêu % thời lượng"), default=20)
    least = models.PositiveSmallIntegerField(_("chỉ xét nơi có từ bao nhiêu người"), default=5)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    enabled_at = models.DateTimeField(null=True)
    # The first day on which it warns again.
    paused_until = models.DateField(_("tạm dừng đến ngày"), null=True, blank=True)
    pause_reason = models.CharField(_("lý do"), max_length=300, blank=True)

    class Meta:
        ordering = ["agency", "kind", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(paused_until=None) | ~Q(pause_reason=""), name="warnings_pause_reason")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.threshold}"

    def is_paused(self, day: dt.date) -> bool:
        return self.paused_until is not None and day < self.paused_until


class Answer(models.TextChoices):
    NEW = "new", _("mới")
    SEEN = "seen", _("đã xem")
    HANDLING = "handling", _("đang xử lý")
    FINE = "fine", _("không có vấn đề")
    DOUBTED = "doubted", _("cần xác minh")


class Alert(models.Model):
    """``facts`` are the numbers of the last look; of a spike also the day, which is looked at once."""

    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="alerts")
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField()
    seen_on = models.DateField()
    closed_on = models.DateField(null=True)
    facts = models.JSONField()
    answer = models.CharField(max_length=8, choices=Answer, default=Answer.NEW)
    note = models.CharField(max_length=500, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "campaign", "agency"], condition=Q(closed_on=None), name="warnings_one_standing"
            )
        ]
        indexes = [models.Index(fields=["agency"], condition=Q(closed_on=None), name="warnings_standing_at")]

    def __str__(self) -> str:
        return f"{self.rule_id} {self.agency_id}"

    @property
    def is_spike(self) -> bool:
        return self.rule.kind == Kind.SPIKE

"""Two records that may be one human being, and what somebody decided about them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Verdict(models.TextChoices):
    SAME = "same", _("một người")
    DIFFERENT = "different", _("không phải một người")


class DuplicatePair(models.Model):
    """``first`` has the smaller id. A pair with a verdict is never proposed again."""

    first = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+", db_index=False)
    second = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    # Of 100; what speaks for it, as words of ``likeness.Reason``.
    score = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)
    found_at = models.DateTimeField(auto_now_add=True)
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("hồ sơ có thể trùng")
        verbose_name_plural = _("hồ sơ có thể trùng")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="agencies_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="agencies_pair_in_order"),
        ]
        # What waits, the likeliest first.
        indexes = [models.Index(fields=["-score"], condition=Q(verdict=""), name="agencies_open_pairs")]

    def __str__(self) -> str:
        return f"{self.first_id} = {self.second_id}?"

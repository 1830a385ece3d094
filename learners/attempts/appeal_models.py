"""What learners object to in a question they were asked.

An **appeal** is about one question of one paper; it is open until an author of the course answers it.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from learners.attempts.request_models import LONGEST_WORDS
from learners.people.models import Account


class Decision(models.TextChoices):
    KEPT = "kept", _("giữ nguyên đáp án")
    MENDED = "mended", _("sẽ sửa câu hỏi hoặc đáp án")


class Appeal(models.Model):
    item = models.ForeignKey("attempts.AttemptItem", on_delete=models.CASCADE, related_name="appeals")
    words = models.CharField(_("ý kiến"), max_length=LONGEST_WORDS)
    made_at = models.DateTimeField()
    decision = models.CharField(max_length=6, choices=Decision, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    answer = models.CharField(_("trả lời"), max_length=300, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(answered_at__isnull=True), name="attempts_one_open_appeal"
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id}"

    @property
    def is_open(self) -> bool:
        return self.answered_at is None

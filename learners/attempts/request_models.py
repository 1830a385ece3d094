"""What learners ask for: more attempts, where none may be opened any more.

A **request** is open until her officer or an author of the course grants it or says no.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from learners.enrolment.models import Enrolment
from learners.people.models import Account

# Of what she writes, and of what she is answered: with names and titles the answer still fits into a notice.
LONGEST_WORDS, LONGEST_ANSWER = 500, 200


class AttemptRequest(models.Model):
    """``granted`` is what she got, null while it is open and where she was told no."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attempt_requests")
    unit_key = models.UUIDField()
    words = models.CharField(_("lời nhắn"), max_length=LONGEST_WORDS)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    answer = models.CharField(_("trả lời"), max_length=300, blank=True)
    granted = models.ForeignKey("attempts.Accommodation", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "unit_key"],
                condition=Q(answered_at__isnull=True),
                name="attempts_one_open_request",
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.unit_key}"

    @property
    def is_open(self) -> bool:
        return self.answered_at is None

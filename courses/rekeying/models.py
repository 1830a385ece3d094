"""How versions are judged whose key was wrong.

A version is never changed, and papers ask it as it is. A **rekeying** says by what its answers are judged from then on:
by the key of another version that asks the same, or by none, with the whole credit for everybody or with none at all.
The newest of a version counts; its own key again is one of them. Rows are never changed.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.questions.models import QuestionVersion


class Way(models.TextChoices):
    KEY = "key", _("chấm theo đáp án đã sửa")
    FULL = "full", _("cho mọi người trọn điểm câu này")
    LEFT_OUT = "left-out", _("bỏ câu này, không tính điểm")


class Rekeying(models.Model):
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="rekeyings")
    way = models.CharField(max_length=8, choices=Way)
    # The version whose key it is, and what ``version`` is judged by: its own data with that key.
    key = models.ForeignKey(QuestionVersion, null=True, on_delete=models.PROTECT, related_name="+")
    data = models.JSONField(null=True)
    reason = models.CharField(_("lý do"), max_length=300)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["version", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(way=Way.KEY, key__isnull=False) | (~Q(way=Way.KEY) & Q(key__isnull=True)),
                name="rekeying_has_its_key",
            )
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.way}"

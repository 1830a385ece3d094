"""What was sent, so that nothing is sent twice: reminders to people, weekly digests to who answers for an agency."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from learners.agencies.models import Agency
from learners.notices.models import Notice
from learners.people.models import Person


class Reminder(models.Model):
    """One person was reminded of her own last day, ``offset`` days before (negative) or after it.

    A later last day is another reminder. ``accounts`` is how many accounts were told: without one she must be called.
    """

    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.CASCADE, related_name="+")
    # The kept record of a human being.
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    due_on = models.DateField()
    offset = models.SmallIntegerField()
    accounts = models.PositiveSmallIntegerField(default=0)
    # By which the e-mail is followed; notices that were read are forgotten after a year.
    notice = models.ForeignKey(Notice, null=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("lời nhắc")
        verbose_name_plural = _("lời nhắc")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "due_on", "offset", "person"], name="campaigns_reminded_once")
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.person_id} {self.offset:+d}"


class Digest(models.Model):
    """One account was told the numbers of one agency in one campaign, in the week that began on ``week``, a Monday."""

    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+")
    week = models.DateField()
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("bản tin tuần")
        verbose_name_plural = _("bản tin tuần")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "week", "account", "agency"], name="campaigns_digest_once")
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.account_id} {self.week:%d/%m/%Y}"

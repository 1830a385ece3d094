"""Đợt tập huấn: who has to complete what, between which days.

A **campaign** names its **audience** (agencies with what is below them, narrowed by category, position and headship;
single people added or taken out with a reason), its window and its rule: all mandatory courses and so many of the
electives. An **assignment** is what it makes for one person: derived, one row for each period in which she counts at
one agency. An **exemption** takes her out of the denominator on some days, an **extension** moves her last day; either
has a reason and somebody who approved it, and may have begun as a **waiver request**.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from learners.agencies.models import Agency, Category
from learners.campaigns.pending_models import Pending
from learners.campaigns.reminder_models import Digest, Reminder
from learners.campaigns.slugs import refuse_taken
from learners.people.models import Person
from mooc.foundation.periods import Dated

__all__ = [
    "Assignment",
    "Campaign",
    "CampaignAgency",
    "CampaignCourse",
    "CampaignException",
    "Digest",
    "Exemption",
    "Extension",
    "Heads",
    "Pending",
    "Reminder",
    "WaiverKind",
    "WaiverRequest",
]


class Heads(models.TextChoices):
    """Which of the audience by headship."""

    ALL = "", _("mọi người")
    HEADS = "heads", _("chỉ người đứng đầu")
    OTHERS = "others", _("trừ người đứng đầu")


def usual_reminders() -> list[int]:
    """Days before (negative) and after somebody's last day on which she is reminded."""
    return [-7, -3, -1, 1]


class Campaign(models.Model):
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("tên đợt"), max_length=200)
    plan_number = models.CharField(_("kế hoạch số"), max_length=60, blank=True)
    opens_on = models.DateField(_("từ ngày"))
    # The last day that counts: "30/11" means until 23:59 local time.
    closes_on = models.DateField(_("đến hết ngày"))
    # Categories of memberships; empty means everybody on the roster.
    categories = models.JSONField(_("đối tượng"), default=list, blank=True)
    heads = models.CharField(_("người đứng đầu"), max_length=8, choices=Heads, default=Heads.ALL, blank=True)
    # Words a position contains, without marks; empty means every position.
    positions = models.JSONField(_("chức vụ"), default=list, blank=True)
    # The rule: all mandatory courses and at least this many of the electives.
    electives_needed = models.PositiveSmallIntegerField(_("số khóa tự chọn"), default=0)
    # Whoever is asked later has at least these days, whatever the window says.
    joiner_days = models.PositiveSmallIntegerField(_("số ngày cho người vào sau"), default=30)
    reminders = models.JSONField(_("ngày nhắc"), default=usual_reminders, blank=True)
    # Until then a draft: nobody is asked anything.
    announced_at = models.DateTimeField(_("giao lúc"), null=True, blank=True, editable=False)
    # Taken back after it was announced: nobody is asked any more.
    cancelled_at = models.DateTimeField(_("hủy lúc"), null=True, blank=True, editable=False)
    # Told with every figure: an audience or rule that was changed is another one.
    version = models.PositiveSmallIntegerField(_("phiên bản"), default=1, editable=False)

    class Meta:
        ordering = ["-opens_on"]
        verbose_name = _("đợt tập huấn")
        verbose_name_plural = _("đợt tập huấn")
        permissions = [("run", "Lập và giao đợt tập huấn")]
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="campaigns_window"),
            models.CheckConstraint(
                condition=Q(cancelled_at=None) | Q(announced_at=None), name="campaigns_cancelled_asks_nobody"
            ),
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
    """The audience: everybody on the rosters of this agency's subtree; ``excluded``: nobody of this subtree."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="agencies")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    excluded = models.BooleanField(_("không giao"), default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "agency"], name="campaigns_agency_once")]

    def __str__(self) -> str:
        return str(self.agency_id)


class CampaignException(models.Model):
    """One person the audience's rule would leave out, or would ask, for a recorded reason."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="exceptions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    included = models.BooleanField(_("giao thêm"))
    reason = models.CharField(_("lý do"), max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "person"], name="campaigns_exception_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="campaigns_exception_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.person_id} {'+' if self.included else '-'}"


class WaiverKind(models.TextChoices):
    EXEMPTION = "exemption", _("miễn")
    EXTENSION = "extension", _("gia hạn")


class WaiverRequest(models.Model):
    """Somebody asks to be exempted, or for a later last day, for herself or for one of her people."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="requests")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="waiver_requests")
    kind = models.CharField(_("xin"), max_length=10, choices=WaiverKind)
    reason = models.CharField(_("lý do"), max_length=300)
    # Of an exemption its days, the last one included; of an extension the last day asked for.
    first_day = models.DateField(_("từ ngày"), null=True, blank=True)
    last_day = models.DateField(_("đến hết ngày"), null=True, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    granted = models.BooleanField(null=True)
    # What the person reads: the ground, or why not.
    answer = models.CharField(_("căn cứ hoặc lý do"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("đề nghị miễn, gia hạn")
        verbose_name_plural = _("đề nghị miễn, gia hạn")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "person", "kind"],
                condition=Q(decided_at=None),
                name="campaigns_one_open_request",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, granted=None) | Q(decided_at__isnull=False, granted__isnull=False),
                name="campaigns_request_decided_somehow",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.person_id} {self.kind}"


class Exemption(Dated):
    """Out of the denominator on these days, for a recorded reason, by a named approver."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="exemptions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="exemptions")
    reason = models.CharField(_("lý do"), max_length=300)
    approved_by = models.CharField(_("người duyệt"), max_length=200)
    request = models.OneToOneField(WaiverRequest, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=~Q(reason=""), name="campaigns_exemption_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.person_id}"


class Extension(models.Model):
    """A later last day for one person. It is taken back, never changed: the one that stands is the one that counts."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="extensions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="extensions")
    due_on = models.DateField(_("đến hết ngày"))
    reason = models.CharField(_("lý do"), max_length=300)
    approved_by = models.CharField(_("người duyệt"), max_length=200)
    request = models.OneToOneField(WaiverRequest, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "person"], condition=Q(ended_at=None), name="campaigns_one_extension"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="campaigns_extension_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.person_id} {self.due_on:%d/%m/%Y}"


class Assignment(Dated):
    """What a campaign asks of one person while she counts at one agency.

    Derived from rosters, waivers and completions, and made again from them at any time. On day D it is completed where
    ``satisfied_on <= min(D, due_on)``, late where ``due_on < satisfied_on <= D``; ``exempt`` is out of the denominator.
    All days are local. What is achieved belongs to the person: the milestones of her rows in one campaign are equal.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="assignments", db_index=False)
    # The kept record of a human being.
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="assignments", db_index=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    category = models.CharField(max_length=10, choices=Category)
    is_head = models.BooleanField(default=False)
    exempt = models.BooleanField(default=False)
    # The day she was first asked, and her own last day.
    assigned_on = models.DateField()
    due_on = models.DateField()
    registered_on = models.DateField(null=True)
    started_on = models.DateField(null=True)
    satisfied_on = models.DateField(null=True)
    # Some of what satisfied the rule was achieved elsewhere.
    external = models.BooleanField(default=False)
    # The mean of her best assessment scores, in ten-thousandths; only where the rule is satisfied.
    score = models.PositiveSmallIntegerField(null=True)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            # Also how one person's rows are found.
            models.UniqueConstraint(fields=["person", "campaign", "valid_from"], name="campaigns_assignment_once"),
        ]
        indexes = [
            # The people behind the numbers of an agency.
            models.Index(fields=["campaign", "agency", "valid_from"], name="campaigns_assigned_at"),
            # Whom a day's reminders go to.
            models.Index(
                fields=["campaign", "due_on"],
                condition=Q(satisfied_on=None, exempt=False),
                name="campaigns_to_remind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.person_id} @ {self.agency_id}"

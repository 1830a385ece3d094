"""What somebody says about where a person belongs, until an officer has decided."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ClaimKind(models.TextChoices):
    NOT_MINE = "not_mine", _("không thuộc đơn vị này")
    MINE = "mine", _("thuộc đơn vị này")
    # Another officer hands somebody over; she stays where she is until it is accepted.
    HANDOVER = "handover", _("chuyển đến")


class MembershipClaim(models.Model):
    """Decided by whoever answers for ``agency``: that of the roster for "not mine", else the one named.

    Accepting means that the roster was changed through ``belonging``; the claim itself changes nothing.
    """

    kind = models.CharField(_("nội dung"), max_length=10, choices=ClaimKind)
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="membership_claims", verbose_name=_("người")
    )
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    words = models.CharField(_("lý do"), max_length=300)
    # Where she says she belongs, in her words.
    wish = models.CharField(_("đơn vị đúng"), max_length=300, blank=True)
    # Of a handover: from which day on.
    first_day = models.DateField(_("từ ngày"), null=True, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(_("gửi lúc"), auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(_("quyết định lúc"), null=True, blank=True)
    accepted = models.BooleanField(_("chấp nhận"), null=True)
    answer = models.CharField(_("trả lời"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("ý kiến về nơi công tác")
        verbose_name_plural = _("ý kiến về nơi công tác")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "agency", "kind"], condition=Q(decided_at=None), name="agencies_one_open_claim"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, accepted=None) | Q(decided_at__isnull=False, accepted__isnull=False),
                name="agencies_claim_decided_somehow",
            ),
        ]
        # What waits for an officer.
        indexes = [models.Index(fields=["agency"], condition=Q(decided_at=None), name="agencies_open_claims")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.agency_id}"

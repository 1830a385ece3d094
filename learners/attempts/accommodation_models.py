"""What is granted beyond the rules of one assessment, from then on; several add up (``accommodations``).

An **accommodation** is one learner's. An **agency accommodation** is for whoever counts in an agency on the day she
opens an attempt, whenever she enrols, and for nobody who has left it.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from learners.agencies.models import Agency
from learners.enrolment.models import Enrolment
from learners.people.models import Account


class Granted(models.Model):
    unit_key = models.UUIDField()
    extra_percent = models.PositiveSmallIntegerField(_("thêm thời gian (%)"), default=0)
    extra_minutes = models.PositiveSmallIntegerField(_("thêm thời gian (phút)"), default=0)
    extra_attempts = models.PositiveSmallIntegerField(_("thêm số lượt"), default=0)
    # In place of the rules' own; null leaves those.
    opens_at = models.DateTimeField(_("mở từ"), null=True, blank=True)
    closes_at = models.DateTimeField(_("đóng lúc"), null=True, blank=True)
    reason = models.CharField(_("lý do"), max_length=300)
    granted_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    granted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class Accommodation(Granted):
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="accommodations")

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.unit_key}"


class AgencyAccommodation(Granted):
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="accommodations")
    # And whatever is below it on the day.
    with_descendants = models.BooleanField(_("gồm cả đơn vị trực thuộc"), default=True)
    course_key = models.UUIDField()

    class Meta:
        # For ``accommodations.allowances``, at every door with a limit: what is in force for a course.
        indexes = [models.Index(fields=["course_key"], condition=Q(withdrawn_at=None), name="attempts_agency_grants")]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.unit_key}"

"""What a certificate's owner is told: a moment later, by a recurring task, for issuing holds her registration."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from learners.certificates.models import Certificate, State
from learners.notices.actions import notify_person
from learners.notices.wording import Facts
from mooc.foundation.recurring import Alive

KIND = "certificate"
# Told of in one transaction.
BATCH = 50


def tell_owners(alive: Alive) -> int:
    """Tell of what was issued since the last time, and is valid still; returns how many certificates."""
    told = 0
    while batch := list(Certificate.objects.filter(told_at=None).order_by("pk")[:BATCH]):
        with transaction.atomic():
            for certificate in batch:
                _tell(certificate)
            ids = [certificate.pk for certificate in batch]
            Certificate.objects.filter(pk__in=ids).update(told_at=timezone.now())
        told += len(batch)
        alive()
    return told


def wording(facts: Facts) -> str:
    return _("Anh/chị được cấp giấy chứng nhận hoàn thành khóa học “%(course)s”.") % facts


def _tell(certificate: Certificate) -> None:
    if certificate.state == State.VALID:
        notify_person(
            person_id=certificate.person_id,
            kind=KIND,
            facts={"course": certificate.course_title},
            url=reverse("certificates:show", args=[certificate.pk]),
        )

"""What a certificate's owner is told."""

from django.urls import reverse
from django.utils.translation import gettext as _

from learners.certificates.models import Certificate
from learners.notices.actions import notify_person

KIND = "certificate"


def tell(certificate: Certificate) -> None:
    notify_person(
        person_id=certificate.person_id,
        kind=KIND,
        text=_("Anh chị được cấp giấy chứng nhận hoàn thành khóa học “%(course)s”.")
        % {"course": certificate.course_title},
        url=reverse("certificates:show", args=[certificate.pk]),
    )

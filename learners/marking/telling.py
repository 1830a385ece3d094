"""What a learner is told when a person has marked what she handed in."""

from django.urls import reverse
from django.utils.translation import gettext as _

from learners.attempts.models import Attempt
from learners.notices.actions import notify_person
from learners.notices.wording import Facts
from learners.study.papers import title_of

KIND = "marked"


def wording(facts: Facts) -> str:
    return _("Bài “%(assessment)s” anh/chị nộp đã được chấm. Mở để xem kết quả.") % facts


def tell_of_result(attempt: Attempt) -> None:
    notify_person(
        person_id=attempt.enrolment.person.canonical_id,
        kind=KIND,
        facts={"assessment": title_of(attempt)},
        url=reverse("study:result", args=[attempt.pk]),
    )

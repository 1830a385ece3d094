"""Giving one's opinion of a course."""

from django.db import transaction

from learners.enrolment.models import Enrolment
from learners.feedback.models import Feedback


@transaction.atomic
def give(*, enrolment: Enrolment, useful: int, clear: int, fitting: int, text: str) -> Feedback:
    """Keep the answers (1 to 5 each) of one who finished. No audit row: it would say whose they are, and when."""
    answers = {"useful": useful, "clear": clear, "fitting": fitting, "text": text}
    given, _made = Feedback.objects.update_or_create(
        enrolment=enrolment, defaults=answers, create_defaults={**answers, "course_key": enrolment.course_key}
    )
    return given

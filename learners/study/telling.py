"""What learners are told when something happens to their course."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.editions.models import Edition, LearnerPolicy
from learners.notices.actions import notify
from learners.notices.queries import accounts_of
from learners.notices.wording import Facts
from learners.progress.models import Progress, Status

KIND = "release"


def tell_of_release(edition: Edition, **kwargs: Any) -> None:
    """Those in the middle of the course whom the release moved to its new edition: set-wise, three queries."""
    if edition.policy != LearnerPolicy.MOVE or edition.number == 1:
        return
    moved = Progress.objects.filter(course_key=edition.course_key, edition=edition, enrolment__left_at=None)
    people = moved.exclude(status=Status.COMPLETED).values_list("person", flat=True)
    notify(
        account_ids=accounts_of(people),
        kind=KIND,
        facts={"course": edition.title},
        # Without a host: it is read on whichever site she learns.
        url=reverse("catalogue:course", args=[edition.course.slug]),
        acting_user=edition.released_by,
    )


def wording(facts: Facts) -> str:
    return _("Khóa học “%(course)s” anh/chị đang học có bản mới. Những phần đã xong được giữ nguyên.") % facts

"""Her own answers, for her own file: to nobody else they are hers."""

from typing import Any

from learners.feedback.models import Feedback
from learners.people.models import Account
from learners.study.access import hers


def feedback_of(account: Account) -> list[dict[str, Any]]:
    mine = Feedback.objects.filter(hers(account, "enrolment__person"))
    columns = ("course_key", "useful", "clear", "fitting", "text")
    return [dict(row) for row in mine.order_by("pk").values(*columns)]

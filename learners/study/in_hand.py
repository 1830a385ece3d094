"""The result a learner has in hand: of the paper this session handed in last, until she opens another one.

It decides how long the moment *right after handing in* lasts (``learners.attempts.showing``).
"""

from django.http import HttpRequest
from django.utils import timezone

from learners.attempts.models import Attempt
from learners.attempts.opening import NOTHING, Allowance
from learners.attempts.showing import shown_of

KEY = "result_in_hand"


def take(request: HttpRequest, attempt: Attempt) -> None:
    request.session[KEY] = str(attempt.pk)


def put_down(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def shown_to(request: HttpRequest, attempt: Attempt, granted: Allowance = NOTHING) -> frozenset[str]:
    """What may be seen of ``attempt`` now, by this session."""
    return shown_of(attempt, timezone.now(), in_hand=request.session.get(KEY) == str(attempt.pk), granted=granted)

"""Questions one by one: each is answered, or left out, in its **turn**, and never again.

Whose turn it is follows from what was saved: the first question nothing was saved for. What was left out is saved too,
as no answer.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from learners.attempts.actions import save_answers
from learners.attempts.models import Attempt, AttemptItem


def is_in_turn(attempt: Attempt) -> bool:
    return bool(attempt.rules.get("sequential"))


def turn_of(items: Iterable[AttemptItem]) -> int | None:
    """The position of the question to be answered now; None after the last."""
    return next((item.position for item in items if item.saved_at is None), None)


def answer_in_turn(
    *, attempt: Attempt, position: int, answer: Any, session: str | None = None, at: dt.datetime | None = None
) -> bool:
    """Keep ``answer`` (None: left out) if it is the turn of ``position``; says whether it was. As ``save_answers``.

    Of two windows that answer at once one is too late: what was saved first stays (``save_answers`` under its lock).
    """
    if turn_of(attempt.items.all()) != position:
        return False
    moment = at or timezone.now()
    save_answers(attempt=attempt, answers={position: answer}, session=session, at=moment)
    attempt.items.filter(position=position, saved_at=None).update(saved_at=moment, revision=1)
    return True

"""In which session an attempt is worked at: of its key a short keyed hash is kept with what happened, another in every
attempt. Two sessions in turn are two devices, or one that signed in again."""

import datetime as dt

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.crypto import salted_hmac

from learners.attempts.models import Attempt, AttemptEvent, Happened

SALT = "learners.attempts.session"
LENGTH = 12


def mark_of(attempt: Attempt, session: str | None) -> str:
    """ "" for none."""
    if not session:
        return ""
    return salted_hmac(SALT, f"{attempt.pk}|{session}", algorithm="sha256").hexdigest()[:LENGTH]


def with_last_session(attempts: QuerySet[Attempt]) -> QuerySet[Attempt]:
    """For ``opened_in``."""
    marked = AttemptEvent.objects.filter(attempt=OuterRef("pk")).exclude(session="").order_by("-pk")
    return attempts.annotate(last_session=Subquery(marked.values("session")[:1]))


def opened_in(*, attempt: Attempt, session: str | None, at: dt.datetime | None = None) -> None:
    """Written down when it is another session than the one before (``with_last_session``); else no query."""
    mark = mark_of(attempt, session)
    if mark and mark != getattr(attempt, "last_session", None):
        AttemptEvent.objects.create(attempt=attempt, at=at or timezone.now(), kind=Happened.OPENED, session=mark)

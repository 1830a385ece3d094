"""Answers that arrived when nobody was signed in any more, or with a stale form: kept for their owner alone.

They wait on the server in the visitor's own session, with the person whose page they came from. They are given back
on that page once this person is signed in there, filled in but not saved: she looks and saves. Whoever else signs in
makes them disappear. One page's answers are kept, no more than ``MAX_SIZE``, no longer than ``MAX_AGE``. A form that
carries none (handing in, calling a lesson read) is not kept: shown again it would empty what is saved.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from learners.attempts.models import Attempt
from learners.attempts.queries import REVISIONS
from learners.progress.models import Progress
from learners.study.access import canonical_person
from learners.study.inline import ASKED

KEY = "kept_answers"
# Characters as she typed them, with the names of the fields: a hundred questions with the longest texts stay below, and
# a paper with half a dozen long essays.
MAX_SIZE = 64_000
MAX_AGE = dt.timedelta(hours=12)
# By the address answers are posted to, the field that every form with answers has.
ANSWERED = {"study:attempt": REVISIONS, "study:unit": ASKED}


def keep_answers(request: HttpRequest) -> bool:
    """Keep what was posted to a paper or a lesson, if it is one that takes answers; says whether it was kept."""
    form = request.POST.copy()
    form.pop("csrfmiddlewaretoken", None)
    owner = _owner(request) if _carries_answers(request) and _size(form) <= MAX_SIZE else None
    if owner is None:
        return False
    user = request.user
    if user.is_authenticated and canonical_person(user) != owner:
        return False
    request.session[KEY] = {
        "path": request.path,
        "owner": str(owner),
        "body": form.urlencode(),
        "at": timezone.now().isoformat(),
    }
    return True


def kept_answers(request: HttpRequest) -> QueryDict | None:
    """What was kept from this very page for the person signed in."""
    kept = request.session.get(KEY)
    if not kept or kept["path"] != request.path or kept["owner"] != str(canonical_person(request.user)):
        return None
    if _is_over(kept):
        forget_answers(request)
        return None
    return QueryDict(kept["body"])


def forget_answers(request: HttpRequest) -> None:
    kept = request.session.get(KEY)
    if kept and kept["path"] == request.path:
        del request.session[KEY]


def forget_others_answers(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Somebody signed in: answers of anybody else, and those that waited too long, are gone before her first page."""
    kept = request.session.get(KEY)
    if kept and (kept["owner"] != str(canonical_person(user)) or _is_over(kept)):
        del request.session[KEY]


def _is_over(kept: dict[str, str]) -> bool:
    return timezone.now() - dt.datetime.fromisoformat(kept["at"]) > MAX_AGE


def _carries_answers(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and ANSWERED.get(match.view_name) in request.POST


def _size(form: QueryDict) -> int:
    return sum(len(name) + len(value) for name, values in form.lists() for value in values)


def _owner(request: HttpRequest) -> UUID | None:
    """Whose answers this address takes: the owner of an open paper, or of the enrolment of a lesson."""
    match = request.resolver_match
    if match is None:
        return None
    if match.view_name == "study:attempt":
        open_ones = Attempt.objects.filter(pk=match.kwargs["attempt"], ending="")
        return open_ones.values_list("enrolment__progress__person", flat=True).first()
    if match.view_name == "study:unit":
        return Progress.objects.filter(pk=match.kwargs["enrolment"]).values_list("person", flat=True).first()
    return None

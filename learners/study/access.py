"""From a signed-in account to what its human being studies. Anything else does not exist for her: 404.

After a merge the kept record's account sees the enrolments of the absorbed ones: ``Progress.person`` is always the
canonical person.
"""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from learners.attempts.actions import end_if_overdue
from learners.attempts.models import Attempt
from learners.attempts.sessions import with_last_session
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from learners.people.records import of_person
from learners.regrading.history import with_regraded
from mooc.foundation.prepared import Prepared


def canonical_person(user: Any) -> UUID | None:
    """The record that counts for the human being behind ``user``; None for an account without a person."""
    if not isinstance(user, Account) or user.person is None:
        return None
    return user.person.canonical_id


def hers(account: Account, path: str = "person") -> Q:
    """Rows about the human being behind ``account``; none for an account without a person."""
    person = canonical_person(account)
    return Q(pk__in=[]) if person is None else of_person(person, path)


def enrolments_of(user: Any) -> QuerySet[Enrolment]:
    return _of(user).filter(left_at=None)


def left_enrolments_of(user: Any) -> QuerySet[Enrolment]:
    return _of(user).filter(left_at__isnull=False)


def _of(user: Any) -> QuerySet[Enrolment]:
    person = canonical_person(user)
    if person is None:
        return Enrolment.objects.none()
    return Enrolment.objects.filter(progress__person=person).select_related("progress__edition")


def access_enrolment(request: HttpRequest, enrolment: UUID) -> Enrolment:
    return get_object_or_404(enrolments_of(request.user), pk=enrolment)


def access_attempt(request: HttpRequest, attempt: UUID) -> Attempt:
    """With its enrolment and the progress of it: one query. One whose time is over is ended before she sees it."""
    mine = with_last_session(with_regraded(_attempts_of(request.user)))
    return end_if_overdue(attempt=get_object_or_404(mine, pk=attempt))


_locked = Prepared(
    2,
    lambda attempt, person: (
        Attempt.objects.filter(pk=attempt, enrolment__progress__person=person, enrolment__left_at=None)
        .select_for_update(of=("self",))
        .defer("sections")
        .order_by()
    ),
)


def lock_attempt(request: HttpRequest, attempt: UUID) -> Attempt:
    """The same as it stands, alone, its row locked until the transaction ends: one query that every save pays."""
    person = canonical_person(request.user)
    found = _locked(attempt, person) if person else []
    if not found:
        raise Http404
    return found[0]


def _attempts_of(user: Any) -> QuerySet[Attempt]:
    return Attempt.objects.filter(enrolment__in=enrolments_of(user).values("pk")).select_related(
        "enrolment__progress__edition"
    )


def signed_in(request: HttpRequest) -> Account:
    """The account behind a page that asks for one."""
    if not isinstance(request.user, Account):
        raise PermissionDenied
    return request.user

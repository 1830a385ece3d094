"""Who may mark what: whoever has the right, in courses of hers; what is seen on site, anybody with the right.

Superusers have it; an administrator may give it to a group. Nobody marks her own work.
"""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from courses.questions.types import MANUAL, is_for_learner
from learners.attempts.models import AttemptItem
from learners.attempts.permissions import MARK, courses_of
from learners.people.records import of_person

WRITTEN = tuple(kind for kind in MANUAL if is_for_learner(kind))
SEEN = tuple(kind for kind in MANUAL if not is_for_learner(kind))


def require_marking(user: Any) -> None:
    if not user.has_perm(MARK):
        raise Http404


def items_to_mark(user: Any) -> QuerySet[AttemptItem]:
    """Of attempts handed in, marked or not."""
    if not user.has_perm(MARK):
        return AttemptItem.objects.none()
    hers = Q(version__question__kind__in=WRITTEN) & Q(
        attempt__enrolment__course_key__in=courses_of(user).values("translation_key")
    )
    found = AttemptItem.objects.filter(hers | Q(version__question__kind__in=SEEN), attempt__submitted_at__isnull=False)
    return found.exclude(of_person(user.person.canonical_id, "attempt__enrolment__person")) if user.person else found


def item_to_mark(user: Any, item: int) -> AttemptItem:
    """404 outside of what ``user`` may mark."""
    found = items_to_mark(user).select_related("version__question", "attempt__enrolment__person")
    return get_object_or_404(found, pk=item)

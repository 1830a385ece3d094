"""Who was graded by a key that counts no more, read in bounded queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.db.models import Q

from courses.questions.grading import rounded
from courses.questions.models import Question, QuestionVersion
from courses.rekeying.judging import judge
from learners.attempts.given import read_files
from learners.attempts.marking import earned_of, worth_of
from learners.attempts.models import Attempt, AttemptItem

# One learner at one unit: enrolment and unit key.
Place = tuple[UUID, UUID]
PLACE = ("attempt__enrolment_id", "attempt__unit_key")


@dataclass(frozen=True, slots=True)
class Sat:
    """All attempts of one learner at one unit, in their order, with the items of those that have a score."""

    attempts: list[Attempt]
    items: dict[UUID, list[AttemptItem]]


def stale(question: Question, after: Place | None = None) -> Iterator[Place]:
    """Where somebody has other points than the versions' keys give her now, in their order; three queries.

    ``after`` is where to begin.
    """
    rekeyed = QuestionVersion.objects.filter(question=question, rekeyings__isnull=False).distinct()
    versions = {version.pk: version for version in rekeyed.select_related("question")}
    judge(versions.values())
    rows = AttemptItem.objects.filter(version__in=versions, attempt__score__isnull=False)
    if after:
        enrolment, unit = after
        rows = rows.filter(
            Q(attempt__enrolment__gt=enrolment) | Q(attempt__enrolment=enrolment, attempt__unit_key__gt=unit)
        )
    asked = rows.order_by(*PLACE).values_list(*PLACE, "version_id", "response", "worth", "points")
    for place, of in groupby(asked.iterator(), key=lambda row: row[:2]):
        items = [
            AttemptItem(version=versions[pk], response=response, worth=worth, points=points)
            for *_place, pk, response, worth, points in of
        ]
        if any(is_stale(item) for item in items):
            yield place


def is_stale(item: AttemptItem) -> bool:
    """``item`` with its judged version."""
    worth = worth_of(item)
    earned = earned_of(item, worth)
    return item.points != (rounded(earned) if worth and earned is not None else None)


def sat(places: Iterable[Place], *, lock: bool = False) -> dict[Place, Sat]:
    """What was sat at each of ``places``, by them: five queries for any number.

    ``lock`` locks as ``attempts.actions.submit`` does, one place after the other in their order.
    """
    wanted = set(places)
    rows = Attempt.objects.filter(
        enrolment__in={enrolment for enrolment, _ in wanted}, unit_key__in={unit for _, unit in wanted}
    ).order_by("enrolment", "unit_key", "number")
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.select_related("enrolment__person", "enrolment__alias")
    attempts = [attempt for attempt in found if (attempt.enrolment_id, attempt.unit_key) in wanted]
    items = items_of([attempt for attempt in attempts if attempt.score is not None])
    of: dict[Place, list[Attempt]] = defaultdict(list)
    for attempt in attempts:
        of[attempt.enrolment_id, attempt.unit_key].append(attempt)
    return {place: Sat(several, items) for place, several in of.items()}


def items_of(attempts: Iterable[Attempt]) -> dict[UUID, list[AttemptItem]]:
    """By attempt; versions are read once and judged."""
    ids = [attempt.pk for attempt in attempts]
    items = list(AttemptItem.objects.filter(attempt__in=ids).order_by("attempt", "position"))
    versions = QuestionVersion.objects.select_related("question").in_bulk({item.version_id for item in items})
    judge(versions.values())
    found: dict[UUID, list[AttemptItem]] = {pk: [] for pk in ids}
    for item in items:
        item.version = versions[item.version_id]
        found[item.attempt_id].append(item)
    read_files(items)
    return found

"""On its day the people of an agency that ended wholly in another are moved there, so that rosters say so too.

Not before: between the decision and the day people come and go. Until it is done reports carry them by ``succession``.
Whom a split or an end without successor leaves is placed by people, one by one: "Chưa phân đơn vị".
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from learners.agencies.belonging import CannotChange, Change, Correct, End, Move, apply_changes
from learners.agencies.models import Membership, Reorganisation, ReorganisationStatus
from learners.agencies.reorganising.applying import lock_structure
from mooc.foundation.batches import in_batches

# So many people are moved while somebody waits for the page; more are left to the worker.
AT_ONCE = 500


def due(today: dt.date) -> list[Reorganisation]:
    """Those whose day has come and whose people have not followed yet; events of a file brought their people along."""
    events = Reorganisation.objects.filter(
        status=ReorganisationStatus.FINAL, followed_at=None, effective_on__lte=today, effects__has_key="opened"
    )
    return list(events)


def run(alive: Callable[[], None]) -> None:
    """The worker's recurring task."""
    for event in due(timezone.localdate()):
        follow(reorganisation=event, acting_user=None, alive=alive)


def follow_at_once(*, reorganisation: Reorganisation, acting_user: Any) -> bool:
    """Whether everybody followed now: the day has come, and there are not too many."""
    if reorganisation.effective_on > timezone.localdate():
        return False
    if staying(whole_ways(reorganisation), reorganisation.effective_on).count() > AT_ONCE:
        return False
    follow(reorganisation=reorganisation, acting_user=acting_user)
    return True


def whole_ways(event: Reorganisation) -> dict[UUID, UUID]:
    """Source -> target of what ended wholly in another."""
    links = event.links.filter(partial=False, source__isnull=False, target__isnull=False)
    ways = dict(links.values_list("source_id", "target_id"))
    return {source: target for source, target in ways.items() if source != target}


def staying(agencies: Iterable[UUID], day: dt.date) -> Any:
    """Memberships at ``agencies`` that reach ``day`` or later."""
    return Membership.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), agency__in=list(agencies))


def follow(
    *, reorganisation: Reorganisation, acting_user: Any, alive: Callable[[], None] = lambda: None
) -> Reorganisation:
    """Move everybody; safe to break off and to run again, for whoever was moved is no longer at the source."""
    ways = whole_ways(reorganisation)
    people = sorted(set(staying(ways, reorganisation.effective_on).values_list("person_id", flat=True)))
    for batch in in_batches(people):
        alive()
        _follow(reorganisation, ways, batch, acting_user)
    with transaction.atomic():
        lock_structure()
        event = Reorganisation.objects.select_for_update().get(pk=reorganisation.pk)
        event.followed_at = timezone.now()
        event.save(update_fields=["followed_at"])
    return event


@transaction.atomic
def _follow(event: Reorganisation, ways: dict[UUID, UUID], people: Sequence[UUID], acting_user: Any) -> None:
    lock_structure()
    held = _held(event, ways, people)
    came_from = {row.pk: str(row.agency_id) for rows in held.values() for row in rows}
    changes = [change for (_, target), rows in held.items() for change in _of_one(target, rows, event.effective_on)]
    reason, source = event.decision, f"reorganisation:{event.pk}"
    try:
        applied = apply_changes(changes, acting_user=acting_user, reason=reason, source=source)
    except CannotChange as refused:
        # Whoever cannot be moved stays where she is and is carried there by reports; the others follow.
        stuck = {refusal.person for refusal in refused.refusals}
        free = [person for person in people if person not in stuck]
        if len(free) < len(people):
            _follow(event, ways, free, acting_user)
        return
    kept = Reorganisation.objects.select_for_update().get(pk=event.pk)
    moved = [
        [one.change.membership, one.membership.pk, came_from[one.change.membership]]
        for one in applied
        if isinstance(one.change, Move | Correct)
    ]
    kept.effects = {**kept.effects, "moved": [*kept.effects.get("moved", []), *moved]}
    kept.save(update_fields=["effects"])


def _held(
    event: Reorganisation, ways: dict[UUID, UUID], people: Sequence[UUID]
) -> dict[tuple[UUID, UUID], list[Membership]]:
    """By person and target: what she has at the sources and at the target, the primary first."""
    held: dict[tuple[UUID, UUID], list[Membership]] = defaultdict(list)
    concerned = {*ways.keys(), *ways.values()}
    for row in staying(concerned, event.effective_on).filter(person__in=people).order_by("-is_primary", "pk"):
        held[row.person_id, ways.get(row.agency_id, row.agency_id)].append(row)
    return held


def _of_one(target: UUID, rows: list[Membership], day: dt.date) -> Iterator[Change]:
    """One membership of the target is left of those somebody has at the sources and at the target."""
    there = [row for row in rows if row.agency_id == target]
    coming = [row for row in rows if row.agency_id != target]
    for place, row in enumerate(coming):
        begun = row.valid_from < day
        if not there and place == 0:
            if begun:
                yield Move(membership=row.pk, agency=target, first_day=day)
            else:
                yield Correct(membership=row.pk, changes={"agency": target})
        elif begun:
            yield End(membership=row.pk, last_day=day - dt.timedelta(days=1))
    if there and any(row.is_primary for row in coming) and not any(row.is_primary for row in there):
        first = there[0]
        if first.valid_from < day:
            yield Move(membership=first.pk, agency=target, first_day=day, changes={"is_primary": True})
        else:
            yield Correct(membership=first.pk, changes={"is_primary": True})

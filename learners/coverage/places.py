"""Who stands on which roster, counted once: derived from memberships beside the assignments, for "Tổng số CBCCVC"."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db import transaction

from learners.agencies.models import Membership
from learners.campaigns.facts import POST, People
from learners.campaigns.stints import Post, counting
from learners.coverage.counting import Place, roster_steps, write_roster
from learners.coverage.models import RosterPlace
from mooc.foundation.batches import in_batches, insert_rows

BATCH = 4000
# The rows of one human being, by their ids.
Held = dict[int, Place]


def refresh_places(person_ids: Collection[UUID], **kwargs: Any) -> int:
    """Derive the places of these people again; returns of how many they changed. Six queries a ``BATCH``."""
    with transaction.atomic():
        return sum(_refresh(People.lock(some)) for some in in_batches(sorted(set(person_ids)), BATCH))


def wanted(people: People) -> dict[UUID, list[Place]]:
    """Where each one counts, and where she is besides: one query."""
    posts: dict[UUID, list[Post]] = defaultdict(list)
    found: dict[UUID, list[Place]] = defaultdict(list)
    rows = Membership.objects.filter(person__in=people.kept)
    for primary, person, *said in rows.values_list("is_primary", *POST):
        human = people.kept[person]
        post = Post(person == human, *said)
        if primary:
            posts[human].append(post)
        else:
            found[human].append((post.agency, False, (post.start, post.end)))
    for human, held in posts.items():
        found[human] += [(stint.agency, True, (stint.start, stint.end)) for stint in counting(held)]
    return found


def held_by(person_ids: Iterable[UUID]) -> dict[UUID, Held]:
    found: dict[UUID, Held] = defaultdict(dict)
    rows = RosterPlace.objects.filter(person__in=list(person_ids))
    for pk, person, agency, counts, start, end in rows.values_list(
        "pk", "person_id", "agency_id", "counts", "valid_from", "valid_to"
    ):
        found[person][pk] = (agency, counts, (start, end))
    return found


def differing(before: dict[UUID, Held], after: dict[UUID, list[Place]]) -> list[UUID]:
    return [
        person
        for person in sorted({*before, *after})
        if not _same(before.get(person, {}).values(), after.get(person, []))
    ]


def _same(before: Collection[Place], after: Collection[Place]) -> bool:
    return len(before) == len(after) and sorted(map(str, before)) == sorted(map(str, after))


def _refresh(people: People) -> int:
    before, after = held_by(people.kept), wanted(people)
    moved = differing(before, after)
    stale = {pk: place for person in moved for pk, place in before.get(person, {}).items()}
    new = [(person, place) for person in moved for place in after.get(person, [])]
    if stale:
        RosterPlace.objects.filter(pk__in=stale).delete()
    if new:
        rows = ((person, agency, counts, *span) for person, (agency, counts, span) in new)
        insert_rows(RosterPlace, ("person", "agency", "counts", "valid_from", "valid_to"), rows)
    found = roster_steps(stale.values(), [place for _, place in new])
    if found:
        write_roster(found)
    return len(moved)

"""Whom a definition asks on one day, and who of them has done what it asks: sets of memberships, in SQL.

The counting membership of a human being is the primary one, of the kept record first, then the oldest: as in coverage.
"""

import datetime as dt
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from learners.agencies.models import AgencyClosure, Membership
from learners.campaigns.definition import Definition
from learners.campaigns.models import Exemption, Heads
from learners.campaigns.rules import asks_something
from learners.people.records import CANONICAL, of_people
from learners.progress.models import Completion
from mooc.foundation.periods import on
from mooc.foundation.vietnamese import fold

# Stands in lists that are empty, for no course has it.
NO_COURSE = UUID(int=0)


def counts_among(primary: QuerySet[Any]) -> Q:
    """Of primary memberships of one day: whether it is the one by which its human being counts."""
    kept = primary.filter(person_id=OuterRef("person__merged_into_id"))
    older = primary.filter(person__merged_into_id=OuterRef("person__merged_into_id"), id__lt=OuterRef("id"))
    return Q(person__merged_into__isnull=True) | (~Exists(kept) & ~Exists(older))


def counting_memberships(day: dt.date) -> QuerySet[Any]:
    """One of everybody on a roster that day; ``canonical`` is the kept record's id."""
    primary: QuerySet[Any] = Membership.objects.filter(on(day), is_primary=True)
    return primary.filter(counts_among(primary)).annotate(canonical=CANONICAL)


def below(agencies: Collection[UUID], day: dt.date) -> Q:
    return Q(agency__in=AgencyClosure.objects.filter(on(day), ancestor__in=agencies).values("descendant"))


def fits_head(definition: Definition) -> Q:
    if definition.heads == Heads.ALL:
        return Q()
    return Q(is_head=definition.heads == Heads.HEADS)


def fits_category(definition: Definition) -> Q:
    return Q(category__in=definition.categories) if definition.categories else Q()


def fits_position(definition: Definition, day: dt.date) -> Q:
    """Positions are written as each roster has them: the distinct ones, a few thousand, are folded here."""
    if not definition.positions:
        return Q()
    wanted = [fold(word) for word in definition.positions]
    there = Membership.objects.filter(on(day), is_primary=True).values_list("position", flat=True).distinct()
    return Q(position__in=[one for one in there if any(word in fold(one) for word in wanted)])


def exempted(campaign: int | None, day: dt.date) -> Q:
    held = Exemption.objects.filter(on(day), campaign=campaign)
    return Q(canonical__in=held.annotate(canonical=CANONICAL).values("canonical"))


def audience(definition: Definition, day: dt.date) -> QuerySet[Any]:
    """Counting memberships of whom the definition asks on ``day``, the exempted among them."""
    rule = below(definition.agencies, day) & fits_category(definition) & fits_head(definition)
    rule &= fits_position(definition, day)
    if definition.excluded:
        rule &= ~below(definition.excluded, day)
    added = [person for person, (included, _) in definition.exceptions.items() if included]
    taken = [person for person, (included, _) in definition.exceptions.items() if not included]
    return counting_memberships(day).filter((rule & ~Q(canonical__in=taken)) | of_people(added))


def satisfied(definition: Definition) -> Q:
    """Of an outer query with ``canonical``: who has completed what is asked by the last day, as known now."""
    if not asks_something(definition.mandatory, definition.electives_needed):
        return Q(pk__in=[])
    end = timezone.make_aware(dt.datetime.combine(definition.closes_on + dt.timedelta(days=1), dt.time()))
    mandatory, electives = list(definition.mandatory), list(definition.electives)
    done = Completion.objects.filter(course_key__in=[*mandatory, *electives], withdrawn_at=None, effective_at__lt=end)
    theirs = done.annotate(canonical=CANONICAL).values("canonical")
    return Q(canonical__in=meeting(theirs, mandatory, electives, definition.electives_needed))


def meeting(completions: QuerySet[Any], mandatory: list[UUID], electives: list[UUID], needed: int) -> QuerySet[Any]:
    """Of ``completions`` by ``canonical``: the ids for whom ``rules.satisfies`` holds; the rule asks for something."""
    done = completions.alias(
        must=Count("course_key", distinct=True, filter=Q(course_key__in=mandatory or [NO_COURSE])),
        may=Count("course_key", distinct=True, filter=Q(course_key__in=electives or [NO_COURSE])),
    )
    return done.filter(must__gte=len(mandatory), may__gte=needed).values("canonical")

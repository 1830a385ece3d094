"""Large changes: whose assignments are to be derived again waits in a table, and the worker takes them in batches.

What is waiting survives a worker that is killed; deriving somebody twice changes nothing. A batch is one transaction,
of less than a second on SQLite, so that learners go on while fifty thousand people are asked.
"""

from collections.abc import Callable, Collection, Iterable
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Count, Q, QuerySet

from learners.agencies.history import History
from learners.agencies.models import Membership
from learners.campaigns.assigning import refresh
from learners.campaigns.facts import askings
from learners.campaigns.models import Assignment, Campaign, CampaignException, Pending
from learners.campaigns.signals import people_rederived
from mooc.foundation.batches import insert_rows

# More people than this are left to the worker.
AT_ONCE = 500
BATCH = 500
# Agencies in one statement.
PLACES = 2000


def refresh_or_wait(person_ids: Iterable[UUID], campaign_ids: Collection[int] | None = None) -> None:
    """At once where they are few, else by the worker."""
    people = set(person_ids)
    if len(people) <= AT_ONCE:
        refresh(people, campaign_ids)
        return
    campaigns = [None] if campaign_ids is None else sorted(campaign_ids)
    insert_rows(Pending, ("campaign", "person"), ((one, person) for one in campaigns for person in sorted(people)))
    wake()


def refresh_campaigns(campaign_ids: Collection[int]) -> None:
    """Everybody whom these campaigns ask, or ought to ask, or asked until now."""
    found = askings(campaign_ids)
    for campaign in sorted(campaign_ids):
        asking = found.get(campaign)
        concerned: list[QuerySet[Any, Any]] = [
            Assignment.objects.filter(campaign=campaign).values("person"),
            CampaignException.objects.filter(campaign=campaign).values("person"),
        ]
        agencies = asking.audience.agencies() if asking else []
        for start in range(0, len(agencies), PLACES):
            concerned.append(_on_rosters(agencies[start : start + PLACES]))
        _refresh_or_wait(concerned, campaign)


def refresh_below(agencies: Collection[UUID]) -> None:
    """Where these stand, or what they went into, changed: whoever stands on a roster led through them."""
    if not agencies or not Campaign.objects.filter(announced_at__isnull=False).exists():
        return
    led = sorted(History.read().led_through(agencies))
    _refresh_or_wait([_on_rosters(led[start : start + PLACES]) for start in range(0, len(led), PLACES)], None)


def refresh_everybody() -> None:
    """The structure was read anew: whoever stands on a roster may be asked by others."""
    _refresh_or_wait([Membership.objects.filter(is_primary=True).values("person")], None)


def _on_rosters(agencies: Collection[UUID]) -> QuerySet[Any, Any]:
    return Membership.objects.filter(agency__among=agencies, is_primary=True).values("person")


def waiting_in(campaign: int) -> int:
    """How many people's assignments of it, or of every campaign, are still to be derived: each once."""
    waiting = Pending.objects.filter(Q(campaign=campaign) | Q(campaign=None))
    return waiting.aggregate(people=Count("person", distinct=True))["people"] or 0


def _refresh_or_wait(concerned: Collection[QuerySet[Any, Any]], campaign: int | None) -> None:
    people = set[UUID]()
    for some in concerned:
        people.update(some.values_list("person_id", flat=True).distinct()[: AT_ONCE + 1])
        if len(people) > AT_ONCE:
            break
    else:
        refresh(people, None if campaign is None else [campaign])
        return
    for some in concerned:
        _put(some, campaign)
    wake()


def _put(people: QuerySet[Any, Any], campaign: int | None) -> None:
    """INSERT .. SELECT: two million people never come through here one by one."""
    sql, params = people.distinct().order_by().query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO campaigns_pending (campaign_id, person_id) "  # noqa: S608
            f"SELECT CAST(%s AS bigint), found.* FROM ({sql}) AS found",
            [campaign, *params],
        )


def wake() -> None:
    from learners.campaigns.tasks import assign_pending

    transaction.on_commit(lambda: assign_pending.enqueue())


def work_off(alive: Callable[[], None] = lambda: None) -> int:
    """Derive everybody who waits; returns how many rows are gone."""
    done = 0
    while taken := _work_off_some():
        done += taken
        alive()
    return done


@transaction.atomic
def _work_off_some() -> int:
    """Another worker takes others; who is killed leaves them waiting."""
    locked = Pending.objects.order_by("pk").select_for_update(skip_locked=connection.features.has_select_for_update)
    rows = list(locked.values_list("pk", "campaign_id", "person_id")[:BATCH])
    by_campaign = sorted(((campaign or 0, person) for _, campaign, person in rows))
    for campaign, some in groupby(by_campaign, key=lambda row: row[0]):
        people = {person for _, person in some}
        refresh(people, [campaign] if campaign else None)
        if not campaign:
            people_rederived.send(sender=Pending, person_ids=people)
    Pending.objects.filter(pk__in=[pk for pk, *_ in rows]).delete()
    return len(rows)

"""What campaigns do when rosters, structures, waivers, accounts or merged people change."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from learners.campaigns.following import follow_accounts
from learners.campaigns.models import Pending
from learners.campaigns.pending import refresh_below, refresh_campaigns, refresh_everybody, refresh_or_wait
from learners.people.models import Account


def memberships_changed(person_ids: Collection[UUID], **kwargs: Any) -> None:
    refresh_or_wait(person_ids)


def structure_changed(placed: Collection[UUID] | None, **kwargs: Any) -> None:
    refresh_everybody() if placed is None else refresh_below(placed)


def people_merged(person_ids: Collection[UUID], **kwargs: Any) -> None:
    refresh_or_wait(person_ids)


def campaigns_changed(campaign_ids: Collection[int], **kwargs: Any) -> None:
    Pending.objects.filter(campaign__in=campaign_ids).delete()
    refresh_campaigns(campaign_ids)


def waivers_changed(pairs: Iterable[tuple[int, UUID]], **kwargs: Any) -> None:
    by_campaign: dict[int, set[UUID]] = defaultdict(set)
    for campaign, person in pairs:
        by_campaign[campaign].add(person)
    for campaign, people in sorted(by_campaign.items()):
        refresh_or_wait(people, [campaign])


def account_saved(instance: Account, created: bool, **kwargs: Any) -> None:
    if created and instance.person_id:
        follow_accounts({instance.person_id})


def accounts_made(person_ids: Collection[UUID], **kwargs: Any) -> None:
    follow_accounts(person_ids)

"""Making a campaign, announcing it, changing it while it runs, and ending it.

Each is one short transaction with an audit row, old and new. From the announcement on, what is asked has a version:
whatever changes it makes the next one and is told to whom it may concern by ``campaigns_changed``.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from learners.campaigns.definition import Definition, columns_of, definition_of, write_parts
from learners.campaigns.models import Campaign
from learners.campaigns.signals import campaigns_changed, waivers_changed
from learners.campaigns.slugs import taken_words
from mooc.foundation.models import audit
from mooc.foundation.vietnamese import fold

LONGEST_SLUG = 70
# Parts of a definition whose change concerns the people it names alone, or whom nothing else is asked of.
OF_SINGLE_PEOPLE, OF_NOBODY = {"exceptions"}, {"name", "plan_number", "reminders"}


class NotADraft(Exception):
    """It was announced, or cancelled, before."""


class NotAnnounced(Exception):
    """It asks nobody anything: a draft, or cancelled."""


class AsksNothing(Exception):
    """It names no course, or nobody: announced it would report 100 % of nothing."""


class WrongDay(Exception):
    """The new last day does not lie where the verb would put it."""


class ChangedMeanwhile(Exception):
    """Somebody changed it since it was looked at."""


class NothingChanged(Exception):
    """The definition is the one it has."""


@transaction.atomic
def create_campaign(*, definition: Definition, acting_user: Any) -> Campaign:
    """A draft; its address is made from its name."""
    made = Campaign.objects.create(slug=_free_slug(definition.name), **columns_of(definition))
    write_parts(made, definition)
    audit(acting_user=acting_user, verb="create_campaign", subject=made, new=definition.as_json())
    return made


@transaction.atomic
def change_campaign(
    *, campaign: Campaign, definition: Definition, acting_user: Any, reason: str = "", version: int | None = None
) -> Campaign:
    """Of an announced one the next version; ``version`` is the one that was looked at before.

    Raises ``NothingChanged``, ``AsksNothing`` for an announced one, ``NotAnnounced`` for a cancelled one,
    and ``ChangedMeanwhile``.
    """
    held = _lock(campaign)
    if held.cancelled_at is not None:
        raise NotAnnounced
    if version is not None and version != held.version:
        raise ChangedMeanwhile
    before = definition_of(held)
    if definition == before:
        raise NothingChanged
    announced = held.announced_at is not None
    if announced:
        _require_something(definition)
        held.version += 1
    for name, value in columns_of(definition).items():
        setattr(held, name, value)
    held.save()
    people = write_parts(held, definition)
    changed = _audit_change(held, before, definition, acting_user, reason)
    if announced and changed - OF_SINGLE_PEOPLE - OF_NOBODY:
        campaigns_changed.send(sender=Campaign, campaign_ids={held.pk})
    elif announced and people:
        waivers_changed.send(sender=Campaign, pairs={(held.pk, person) for person in people})
    return held


@transaction.atomic
def announce(*, campaign: Campaign, acting_user: Any) -> Campaign:
    """ "Giao": from now on its people are asked. Raises ``NotADraft`` or ``AsksNothing``."""
    held = _lock(campaign)
    if held.announced_at is not None or held.cancelled_at is not None:
        raise NotADraft
    _require_something(definition_of(held))
    held.announced_at = timezone.now()
    held.save(update_fields=["announced_at"])
    audit(acting_user=acting_user, verb="announce_campaign", subject=held, new={"version": held.version})
    campaigns_changed.send(sender=Campaign, campaign_ids={held.pk})
    return held


def extend(*, campaign: Campaign, closes_on: dt.date, reason: str, acting_user: Any) -> Campaign:
    """A later last day for everybody, for a reason. Raises ``WrongDay`` or ``NotAnnounced``."""
    return _move_end(campaign, closes_on, "extend_campaign", reason, acting_user)


def end_early(*, campaign: Campaign, closes_on: dt.date, reason: str, acting_user: Any) -> Campaign:
    """An earlier last day, today at the earliest: nobody's may lie in the past. Raises as ``extend``."""
    return _move_end(campaign, closes_on, "end_campaign", reason, acting_user)


@transaction.atomic
def cancel(*, campaign: Campaign, reason: str, acting_user: Any) -> Campaign:
    """Nobody is asked any more, whoever has finished keeps what she achieved. Raises ``NotAnnounced``."""
    held = _lock(campaign)
    if held.announced_at is None:
        raise NotAnnounced
    old = {"announced_at": held.announced_at.isoformat()}
    held.announced_at, held.cancelled_at = None, timezone.now()
    held.save(update_fields=["announced_at", "cancelled_at"])
    audit(acting_user=acting_user, verb="cancel_campaign", subject=held, old=old, reason=reason)
    campaigns_changed.send(sender=Campaign, campaign_ids={held.pk})
    return held


@transaction.atomic
def _move_end(campaign: Campaign, closes_on: dt.date, verb: str, reason: str, acting_user: Any) -> Campaign:
    held = _lock(campaign)
    if held.announced_at is None:
        raise NotAnnounced
    before, later = held.closes_on, verb == "extend_campaign"
    earliest = max(held.opens_on, timezone.localdate())
    if (closes_on <= before) if later else not (earliest <= closes_on < before):
        raise WrongDay
    held.closes_on, held.version = closes_on, held.version + 1
    held.save(update_fields=["closes_on", "version"])
    audit(
        acting_user=acting_user, verb=verb, subject=held, reason=reason,
        old={"closes_on": str(before)}, new={"closes_on": str(closes_on), "version": held.version},
    )  # fmt: skip
    campaigns_changed.send(sender=Campaign, campaign_ids={held.pk})
    return held


def _lock(campaign: Campaign) -> Campaign:
    return Campaign.objects.select_for_update().get(pk=campaign.pk)


def _require_something(definition: Definition) -> None:
    if not (definition.mandatory or definition.electives_needed):
        raise AsksNothing
    if not definition.agencies and not any(included for included, _ in definition.exceptions.values()):
        raise AsksNothing


def _audit_change(held: Campaign, before: Definition, after: Definition, acting_user: Any, reason: str) -> set[str]:
    """What differs alone, and the version; returns the names of what differs."""
    old, new = before.as_json(), after.as_json()
    changed = {name for name in new if old[name] != new[name]}
    said = {**{name: new[name] for name in changed}, "version": held.version}
    earlier = {name: old[name] for name in changed}
    audit(acting_user=acting_user, verb="change_campaign", subject=held, old=earlier, new=said, reason=reason)
    return changed


def _free_slug(name: str) -> str:
    """From the name, with a number where another campaign or page has it."""
    first = slugify(fold(name))[:LONGEST_SLUG].strip("-") or "dot"
    used = {*Campaign.objects.filter(slug__startswith=first).values_list("slug", flat=True), *taken_words()}
    tries = (first if not number else f"{first}-{number + 1}" for number in range(len(used) + 2))
    return next(slug for slug in tries if slug not in used)

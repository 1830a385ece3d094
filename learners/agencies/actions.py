"""Loading agencies and their reorganisations."""

import datetime as dt
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction

from learners.agencies import closure, kept
from learners.agencies.facts import NAME, PLACE, Fact, compare
from learners.agencies.loading import Roster, effective_on, links, read, stated_facts
from learners.agencies.models import (
    Agency,
    AgencyCode,
    AgencyName,
    AgencyPlacement,
    CommunityTeam,
    Reorganisation,
    ReorganisationLink,
)
from learners.agencies.signals import structure_changed
from mooc.foundation.located import FileErrors, Located
from mooc.foundation.models import audit
from mooc.foundation.vietnamese import fold


@transaction.atomic
def load_agencies(*, path: Path, acting_user: Any) -> int:
    """Load a checked file, or raise ``FileErrors`` and load nothing.

    A file loaded before may come again, extended: facts that are not kept yet are added, also to known agencies, and
    periods that are open are closed where the file knows their end. What contradicts the kept facts is an error.
    Returns how many agencies are new.
    """
    roster = read(path)
    held = kept.facts()
    plan = compare(held, stated_facts(roster))
    errors = [*plan.errors, *kept.contradictions(roster, held)]
    if errors:
        raise FileErrors(errors)
    agencies, new = _add_agencies(roster)
    for fact in plan.close:
        _close(fact, acting_user)
    _add_facts(plan.add, agencies)
    _add_teams(roster, agencies)
    events = _add_events(roster, agencies)
    closure.update(agencies[fact.agency] for fact in [*plan.add, *plan.close] if fact.table == PLACE)
    days = [*(fact.period.start for fact in plan.add), *(fact.period.end for fact in plan.close if fact.period.end)]
    if days or events:
        structure_changed.send(None, since=min([*days, *events]), placed=None)
    counts = {"agencies": new, "facts": len(plan.add), "closed": len(plan.close), "events": len(events)}
    if any(counts.values()):
        first = Agency.objects.get(pk=min(agencies.values()))
        audit(acting_user=acting_user, verb="load", subject=first, new={"file": path.name, **counts})
    return new


def _add_agencies(roster: Roster) -> tuple[dict[str, UUID], int]:
    """The agency of every identity in the file, and how many of them are new."""
    rows = Agency.objects.exclude(source_key=None).values_list("source_key", "id")
    agencies = {str(key): agency_id for key, agency_id in rows}
    wanted = {roster.identity[key] for key in roster.agencies}
    new = [Agency(source_key=key) for key in sorted(wanted - agencies.keys())]
    Agency.objects.bulk_create(new)
    return {**agencies, **{str(agency.source_key): agency.pk for agency in new}}, len(new)


def _table(fact: Fact) -> Any:
    return {NAME: AgencyName, PLACE: AgencyPlacement}.get(fact.table, AgencyCode)


def _close(fact: Fact, acting_user: Any) -> None:
    row = _table(fact).objects.get(pk=fact.row)
    row.valid_to = fact.period.end
    row.save(update_fields=["valid_to"])
    audit(acting_user=acting_user, verb="close", subject=row, new={"valid_to": str(fact.period.end)})


def _add_facts(facts: list[Fact], agencies: dict[str, UUID]) -> None:
    for table in (AgencyName, AgencyPlacement, AgencyCode):
        rows = [table(**_columns(fact, agencies)) for fact in facts if _table(fact) is table]
        table.objects.bulk_create(rows)


def _columns(fact: Fact, agencies: dict[str, UUID]) -> dict[str, Any]:
    columns: dict[str, Any] = {
        "agency_id": agencies[fact.agency],
        "valid_from": fact.period.start,
        "valid_to": fact.period.end,
    }
    if fact.table == NAME:
        name, short_name, kind = fact.value
        return {**columns, "name": name, "short_name": short_name, "kind": kind, "folded": fold(name)}
    if fact.table == PLACE:
        return {**columns, "parent_id": agencies[fact.value[0]] if fact.value[0] else None}
    return {**columns, "scheme": fact.table, "code": fact.value[0]}


def _add_teams(roster: Roster, agencies: dict[str, UUID]) -> None:
    for key, unit in roster.teams.items():
        CommunityTeam.objects.update_or_create(
            source_key=key, defaults={"name": unit["name"], "agency_id": agencies[roster.identity[unit["parent"]]]}
        )


def _add_events(roster: Roster, agencies: dict[str, UUID]) -> list[dt.date]:
    """Add the events not kept yet; of a known one only the words may be new. Returns the days of those added."""
    known = Reorganisation.objects.in_bulk([event["id"] for event in roster.events], field_name="source_key")
    for event in roster.events:
        words = {"decision": event.get("decision") or "", "note": event.get("note") or ""}
        if event["id"] in known:
            Reorganisation.objects.filter(source_key=event["id"]).exclude(**words).update(**words)
        else:
            _add_event(event, words, roster, agencies)
    return [effective_on(event) for event in roster.events if event["id"] not in known]


def _add_event(event: Located, words: dict[str, str], roster: Roster, agencies: dict[str, UUID]) -> None:
    made = Reorganisation.objects.create(
        source_key=event["id"], effective_on=effective_on(event), kind=event["type"], **words
    )
    ReorganisationLink.objects.bulk_create(
        ReorganisationLink(
            reorganisation=made,
            source_id=agencies[link.source] if link.source else None,
            target_id=agencies[link.target] if link.target else None,
            partial=link.partial,
            note=link.note,
        )
        for link in links(event, roster.identity)
    )

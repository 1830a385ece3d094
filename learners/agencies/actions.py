"""Loading agencies and their reorganisations."""

from pathlib import Path
from typing import Any

from django.db import transaction

from learners.agencies import closure
from learners.agencies.loading import TEAM, Roster, parse_day, read
from learners.agencies.models import (
    Agency,
    AgencyCode,
    AgencyName,
    AgencyPlacement,
    CodeScheme,
    CommunityTeam,
    Reorganisation,
    ReorganisationKind,
    ReorganisationLink,
)
from mooc.foundation.located import Located
from mooc.foundation.models import audit
from mooc.foundation.vietnamese import fold


@transaction.atomic
def load_agencies(*, path: Path, acting_user: Any) -> int:
    """Load a checked file, or raise ``FileErrors`` and load nothing; what is there already is left as it is.

    Returns how many agencies are new.
    """
    roster = read(path)
    rows = Agency.objects.exclude(source_key=None).values_list("source_key", "id")
    agencies = {str(key): agency_id for key, agency_id in rows}
    wanted = {roster.identity[key] for key, unit in roster.units.items() if unit["kind"] != TEAM}
    new = [Agency(source_key=key) for key in sorted(wanted - agencies.keys())]
    Agency.objects.bulk_create(new)
    fresh = {str(agency.source_key) for agency in new}
    agencies.update({str(agency.source_key): agency.pk for agency in new})
    _write_facts(roster, agencies, fresh)
    _write_teams(roster, agencies)
    _write_events(roster, agencies)
    closure.rebuild()
    for agency in new[:1]:
        audit(acting_user=acting_user, verb="load", subject=agency, new={"file": path.name, "agencies": len(new)})
    return len(new)


def _write_facts(roster: Roster, agencies: dict[str, Any], fresh: set[str]) -> None:
    names, codes, places = [], [], []
    for key, unit in roster.units.items():
        identity = roster.identity[key]
        if unit["kind"] == TEAM or identity not in fresh:
            continue
        fact = {
            "agency_id": agencies[identity],
            "valid_from": parse_day(unit["valid_from"]),
            "valid_to": parse_day(unit.get("valid_to")),
        }
        name, short = str(unit["name"]), str(unit.get("short_name") or "")
        names.append(AgencyName(name=name, short_name=short, kind=unit["kind"], folded=fold(name), **fact))
        parent = unit.get("parent")
        places.append(AgencyPlacement(parent_id=agencies[roster.identity[parent]] if parent else None, **fact))
        codes += [
            AgencyCode(scheme=scheme, code=str(unit[scheme]), **fact)
            for scheme in CodeScheme.values
            if unit.get(scheme)
        ]
    AgencyName.objects.bulk_create(names)
    AgencyPlacement.objects.bulk_create(places)
    AgencyCode.objects.bulk_create(codes)


def _write_teams(roster: Roster, agencies: dict[str, Any]) -> None:
    for key, unit in roster.units.items():
        if unit["kind"] == TEAM:
            CommunityTeam.objects.get_or_create(
                source_key=key, defaults={"name": unit["name"], "agency_id": agencies[roster.identity[unit["parent"]]]}
            )


def _write_events(roster: Roster, agencies: dict[str, Any]) -> None:
    known = set(Reorganisation.objects.values_list("source_key", flat=True))
    for event in roster.events:
        if event["id"] in known:
            continue
        kind = ReorganisationKind.MERGE if event["type"] == "split_merge" else event["type"]
        made = Reorganisation.objects.create(
            source_key=event["id"],
            effective_on=str(event["effective_on"]),
            kind=kind,
            decision=event.get("decision", ""),
            note=event.get("note", ""),
        )
        ReorganisationLink.objects.bulk_create(_links(event, made, roster, agencies))


def _links(event: Located, made: Reorganisation, roster: Roster, agencies: dict[str, Any]) -> list[ReorganisationLink]:
    """One link per source and target; a source outside the file is a note, a missing target an end."""
    targets = [agencies[roster.identity[entry["unit"]]] for entry in event.get("targets") or []] or [None]
    links = []
    for entry in event.get("sources") or []:
        source = agencies[roster.identity[entry["unit"]]] if "unit" in entry else None
        partial = event["type"] == "split_merge" and entry.get("share") != 1.0
        note = str(entry.get("external") or entry.get("note") or entry.get("share") or "")
        links += [
            ReorganisationLink(reorganisation=made, source_id=source, target_id=target, partial=partial, note=note)
            for target in targets
        ]
    return links

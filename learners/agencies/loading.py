"""Reading a file of agencies and reorganisations (schema ``dhs.agencies/0.1``) and checking it whole.

A unit of the file is a stretch of an agency's life under one name, code, kind and parent. An event that only renames,
recodes, reparents or changes the kind of one unit continues the same agency: its units become facts of one identity.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from learners.agencies.checking import CONTINUES, TEAM, Errors, check_units, line_of, parse_day
from learners.agencies.checking_events import check_events
from learners.agencies.closure import Period
from learners.agencies.facts import NAME, PLACE, Fact, compare
from learners.agencies.models import CodeScheme, ReorganisationKind
from mooc.foundation.located import FileErrors, Located, load_yaml


@dataclass(frozen=True, slots=True)
class Link:
    """``source`` None is an agency outside the file, ``target`` None an end without successor."""

    source: str | None
    target: str | None
    partial: bool
    note: str


@dataclass(slots=True)
class Roster:
    """A checked file: its units, its events, and which unit goes on as which agency."""

    units: dict[str, Located]
    events: list[Located]
    identity: dict[str, str]

    @property
    def agencies(self) -> dict[str, Located]:
        return {key: unit for key, unit in self.units.items() if unit["kind"] != TEAM}

    @property
    def teams(self) -> dict[str, Located]:
        return {key: unit for key, unit in self.units.items() if unit["kind"] == TEAM}


def read(path: Path) -> Roster:
    """Check the whole file; raises ``FileErrors`` with every error and its line."""
    content = load_yaml(path)
    units, events = content.get("units"), content.get("events") or []
    if not isinstance(units, list) or not isinstance(events, list):
        raise FileErrors([(content.line, "thiếu danh sách 'units', hoặc 'events' không phải danh sách")])
    errors: Errors = []
    by_id = check_units(units, line_of(content, "units"), errors)
    checked = check_events(events, by_id, line_of(content, "events"), errors)
    if errors:
        raise FileErrors(errors)
    roster = Roster(by_id, checked, _identities(by_id, checked))
    overlaps = compare([], stated_facts(roster)).errors
    if overlaps:
        raise FileErrors(overlaps)
    return roster


def _identities(by_id: dict[str, Located], events: list[Located]) -> dict[str, str]:
    """Unit id -> the id under which its agency is known: the first unit of a life that goes on."""
    identity = {key: key for key in by_id}
    for event in sorted(events, key=effective_on):
        if event["type"] in CONTINUES:
            source, target = (_units_of(event, side)[0] for side in ("sources", "targets"))
            identity[target] = identity[source]
    return identity


def _units_of(event: Located, side: str) -> list[str]:
    return [entry["unit"] for entry in event.get(side) or [] if entry.get("unit")]


def effective_on(event: Located) -> dt.date:
    return parse_day(event["effective_on"]) or dt.date.max


def stated_facts(roster: Roster) -> Iterator[Fact]:
    """What the file says of each agency, in the file's order."""
    for key, unit in roster.agencies.items():
        agency = roster.identity[key]
        period = Period(parse_day(unit["valid_from"]) or dt.date.min, parse_day(unit.get("valid_to")))
        name = (unit["name"], unit.get("short_name") or "", unit["kind"])
        yield Fact(NAME, agency, name, period, line=unit.line)
        parent = unit.get("parent")
        yield Fact(PLACE, agency, (roster.identity[parent] if parent else "",), period, line=line_of(unit, "parent"))
        for scheme in CodeScheme.values:
            if unit.get(scheme):
                yield Fact(scheme, agency, (unit[scheme],), period, line=line_of(unit, scheme))


def links(event: Located, identity: dict[str, str]) -> list[Link]:
    """One per source and target; a source outside the file keeps its words as a note."""
    targets: list[str | None] = [identity[key] for key in _units_of(event, "targets")] or [None]
    found = []
    for entry in event["sources"]:
        source = identity[entry["unit"]] if entry.get("unit") else None
        note = str(entry.get("external") or entry.get("note") or entry.get("share") or "")
        found += [Link(source, target, _is_partial(event, entry), note) for target in targets]
    return found


def _is_partial(event: Located, entry: Located) -> bool:
    """A split gives away parts; where parts are split off to be merged, what has a share of 1 came whole."""
    if event["type"] == ReorganisationKind.SPLIT_MERGE:
        return bool(entry.get("share") != 1)
    return bool(event["type"] == ReorganisationKind.SPLIT)

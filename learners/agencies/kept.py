"""What is kept of the agencies a file names, in the file's own words, and where the two cannot both be true.

An agency is named by the key the file gave it; one that came from elsewhere by its id.
"""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import F

from learners.agencies.checking import Errors, line_of
from learners.agencies.closure import Period
from learners.agencies.facts import NAME, PLACE, Fact
from learners.agencies.loading import Link, Roster, effective_on, links, stated_facts
from learners.agencies.models import (
    Agency,
    AgencyCode,
    AgencyName,
    AgencyPlacement,
    CommunityTeam,
    Reorganisation,
)

COLUMNS = ("id", "agency_id", "agency__source_key", "valid_from", "valid_to")


def facts() -> list[Fact]:
    """Every fact that is kept, of every agency: a code may be held by one the file does not name."""
    found = []
    for row, agency, key, start, end, *value in AgencyName.objects.values_list(*COLUMNS, "name", "short_name", "kind"):
        found.append(Fact(NAME, key or str(agency), tuple(value), Period(start, end), row))
    above = F("parent__source_key")
    for row, agency, key, start, end, parent, up in AgencyPlacement.objects.values_list(*COLUMNS, "parent_id", above):
        found.append(Fact(PLACE, key or str(agency), (up or str(parent or ""),), Period(start, end), row))
    for row, agency, key, start, end, scheme, code in AgencyCode.objects.values_list(*COLUMNS, "scheme", "code"):
        found.append(Fact(scheme, key or str(agency), (code,), Period(start, end), row))
    return found


def contradictions(roster: Roster, held: list[Fact]) -> Iterator[tuple[int, str]]:
    """Where identities, teams or events of the file are not those that are kept."""
    known = set(Agency.objects.exclude(source_key=None).values_list("source_key", flat=True))
    for key, unit in roster.agencies.items():
        if roster.identity[key] != key and key in known:
            yield unit.line, f"đơn vị {key} đã được nạp như một cơ quan riêng, không phải sự tiếp nối"
    yield from _twins(roster, held, known)
    teams = dict(CommunityTeam.objects.exclude(source_key=None).values_list("source_key", "agency__source_key"))
    for key, unit in roster.teams.items():
        if key in teams and teams[key] != roster.identity[unit["parent"]]:
            yield line_of(unit, "parent"), f"tổ {key} đã có ở cơ quan khác: {teams[key]}"
    yield from _other_events(roster)


def _twins(roster: Roster, held: list[Fact], known: set[str | None]) -> Errors:
    """A new agency of the same name, in the same place, from the same day as one that is kept, is that one."""
    here: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for fact in held:
        here[fact.table, fact.value, fact.period.start].add(fact.agency)
    same: dict[str, set[str]] = {}
    errors = []
    for fact in stated_facts(roster):
        if fact.agency in known or fact.table not in (NAME, PLACE):
            continue
        others = here[fact.table, fact.value, fact.period.start]
        if fact.table == NAME:
            same[fact.agency] = others
        elif same[fact.agency] & others:
            other = sorted(same[fact.agency] & others)[0]
            errors.append((fact.line, f"đơn vị {fact.agency} trùng với cơ quan đã có: {other}"))
    return errors


def _other_events(roster: Roster) -> Iterator[tuple[int, str]]:
    stored = {
        made.source_key: made for made in Reorganisation.objects.prefetch_related("links__source", "links__target")
    }
    for event in roster.events:
        made = stored.get(event["id"])
        if made is None:
            continue
        if (made.kind, made.effective_on) != (event["type"], effective_on(event)) or _shape(
            links(event, roster.identity)
        ) != _shape(_links_of(made)):
            yield event.line, f"sự kiện {event['id']} khác với sự kiện đã có: {made}"


def _links_of(made: Reorganisation) -> list[Link]:
    return [Link(_name(link.source), _name(link.target), link.partial, link.note) for link in made.links.all()]


def _name(agency: Agency | None) -> str | None:
    return (agency.source_key or str(agency.pk)) if agency else None


def _shape(found: list[Link]) -> list[tuple[str, str, bool]]:
    """Without the notes, which are words."""
    return sorted((link.source or "", link.target or "", link.partial) for link in found)

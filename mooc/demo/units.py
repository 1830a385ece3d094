"""The demonstration's agencies as its file tells them: what stands today, and what each came from."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import yaml

DATA = Path(__file__).parent / "data"
AGENCIES, CATALOGUE = DATA / "agencies.yaml", DATA / "catalogue.yaml"
TEAM, DISTRICT = "to_cnscd", "ubnd_huyen"


@dataclass(frozen=True, slots=True)
class Unit:
    """One stretch of an agency's life under one name; ``identity`` is the ``source_key`` of its agency."""

    key: str
    identity: str
    kind: str
    parent: str | None
    valid_from: dt.date
    valid_to: dt.date | None
    headcount: int


@dataclass(slots=True)
class Units:
    by_key: dict[str, Unit]
    # What went wholly or partly into a unit: unit key -> keys of the units before it.
    origins: dict[str, list[str]] = field(default_factory=dict)

    def standing(self) -> list[Unit]:
        """The agencies of today that have people of their own."""
        return [unit for unit in self.by_key.values() if unit.valid_to is None and self.own(unit) > 0]

    def teams(self) -> list[Unit]:
        return [unit for unit in self.by_key.values() if unit.kind == TEAM]

    def own(self, unit: Unit) -> int:
        """The headcount without that of the units below, which the file's figure includes."""
        if unit.kind == TEAM:
            return 0
        below = sum(u.headcount for u in self.by_key.values() if u.parent == unit.key and u.kind != TEAM)
        # A province's or district's departments are counted for themselves.
        return unit.headcount - below if unit.kind == "ubnd_xa" else unit.headcount

    def before(self, unit: Unit) -> list[Unit]:
        """The units this one came from; a division comes from what its commune came from."""
        keys = self.origins.get(unit.key) or self.origins.get(unit.parent or "", [])
        return [self.by_key[key] for key in keys if self.by_key[key].kind != "ubnd_tinh"]

    def district_of(self, unit: Unit) -> Unit | None:
        above = self.by_key.get(unit.parent or "")
        return above if above and above.kind == DISTRICT else None


def read_units() -> Units:
    content = yaml.safe_load(AGENCIES.read_text(encoding="utf-8"))
    origins: dict[str, list[str]] = defaultdict(list)
    identity: dict[str, str] = {}
    for event in sorted(content["events"], key=lambda item: str(item["effective_on"])):
        sources = [entry["unit"] for entry in event.get("sources") or [] if entry.get("unit")]
        targets = [entry["unit"] for entry in event.get("targets") or []]
        if event["type"] == "reparent":
            identity[targets[0]] = identity.get(sources[0], sources[0])
        for target in targets:
            origins[target] += sources
    units = {
        entry["id"]: Unit(
            entry["id"],
            identity.get(entry["id"], entry["id"]),
            entry["kind"],
            entry.get("parent"),
            dt.date.fromisoformat(str(entry["valid_from"])),
            dt.date.fromisoformat(str(entry["valid_to"])) if entry.get("valid_to") else None,
            entry.get("headcount_illustrative") or entry.get("members_illustrative") or 0,
        )
        for entry in content["units"]
    }
    return Units(units, dict(origins))

"""What a draft proposes, as plain data and as the JSON that keeps it."""

import datetime as dt
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self
from uuid import UUID

from learners.agencies.checking import CONTINUES
from learners.agencies.models import Reorganisation, ReorganisationKind

# What a source gives: all of itself; a part, and ends with it; a part, and goes on.
WHOLE, ENDS, STAYS = "whole", "ends", "stays"
# Where what stands below an ending agency goes: to its own superior, or to one of the targets (by its number).
SUPERIOR = "superior"


@dataclass(frozen=True, slots=True)
class Source:
    agency: UUID
    share: str = WHOLE


@dataclass(frozen=True, slots=True)
class Target:
    """An existing agency, or (``agency`` None) one that begins with the event; ``codes`` by scheme."""

    agency: UUID | None = None
    name: str = ""
    short_name: str = ""
    kind: str = ""
    parent: UUID | None = None
    codes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proposal:
    """``changed`` is what a rename, recode, reparent or change of kind makes of its one source."""

    kind: str
    day: dt.date
    sources: tuple[Source, ...] = ()
    targets: tuple[Target, ...] = ()
    below: str = ""
    changed: Target | None = None

    @classmethod
    def of(cls, event: Reorganisation) -> Self:
        kept = event.proposal
        changed = kept.get("changed")
        return cls(
            event.kind,
            event.effective_on,
            tuple(Source(UUID(one["agency"]), one["share"]) for one in kept.get("sources", [])),
            tuple(_target(one) for one in kept.get("targets", [])),
            kept.get("below", ""),
            _target(changed) if changed else None,
        )

    @property
    def continues(self) -> bool:
        """The identity goes on: one agency before, the same one after."""
        return self.kind in CONTINUES

    @property
    def agencies(self) -> set[UUID]:
        """Every existing one it names."""
        targets = [*self.targets, *([self.changed] if self.changed else [])]
        named = [target.agency for target in targets] + [target.parent for target in targets]
        return {one.agency for one in self.sources} | {agency for agency in named if agency}

    @property
    def ending(self) -> list[UUID]:
        if self.continues:
            return []
        return [one.agency for one in self.sources if one.share != STAYS]

    def with_source(self, agency: UUID) -> Self:
        """A part is asked for where parts are given; of what goes on there is one."""
        share = ENDS if self.kind == ReorganisationKind.SPLIT else WHOLE
        others = () if self.continues or self.kind == ReorganisationKind.SPLIT else self.sources
        if agency in [one.agency for one in self.sources]:
            return self
        return replace(self, sources=(*others, Source(agency, share)))

    def as_json(self) -> dict[str, Any]:
        return {
            "sources": [{"agency": str(one.agency), "share": one.share} for one in self.sources],
            "targets": [_as_json(target) for target in self.targets],
            "below": self.below,
            "changed": _as_json(self.changed) if self.changed else None,
        }


def _target(kept: dict[str, Any]) -> Target:
    ids = {name: UUID(kept[name]) if kept.get(name) else None for name in ("agency", "parent")}
    return Target(**{**kept, **ids})


def _as_json(target: Target) -> dict[str, Any]:
    ids = {name: str(value) if (value := getattr(target, name)) else None for name in ("agency", "parent")}
    return {**asdict(target), **ids}

"""A proposal, or an event that happened, in words: for the steps of the wizard and the look before it counts."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from learners.agencies.facts import NAME, PLACE, Fact
from learners.agencies.history import History
from learners.agencies.models import (
    AgencyKind,
    AgencyName,
    CodeScheme,
    Reorganisation,
    ReorganisationLink,
    ReorganisationStatus,
)
from learners.agencies.queries import name_on
from learners.agencies.reorganising.consequences import NEW, Consequences, Problem, consequences
from learners.agencies.reorganising.following import staying, whole_ways
from learners.agencies.reorganising.held import Held, read_held
from learners.agencies.reorganising.previewing import Preview, foresee
from learners.agencies.reorganising.proposal import Proposal, Target
from learners.agencies.structure.tree import codes_on

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Named:
    """``place`` is its number among targets, ``share`` what it gives as a source, in code."""

    agency: UUID | None
    name: str
    detail: str = ""
    share: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One agency before and after: sentences about facts that close and open."""

    agency: UUID | None
    name: str
    closing: list[str]
    opening: list[str]


@dataclass(frozen=True, slots=True)
class Told:
    sources: list[Named] = field(default_factory=list)
    targets: list[Named] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    preview: Preview | None = None
    names: dict[str, str] = field(default_factory=dict)
    # Of an event in force: how many are still at agencies that ended, after the others followed.
    stuck: int = 0


@dataclass(frozen=True, slots=True)
class Receivers:
    """``below``: how many agencies stand below what ends; ``superior``: above the first source."""

    targets: list[Named]
    below: int
    superior: UUID | None

    @property
    def names(self) -> list[str]:
        return [one.name for one in self.targets]


def tell_sources(proposal: Proposal) -> list[Named]:
    keys = [one.agency for one in proposal.sources]
    before = proposal.day - ONE_DAY
    names, codes = name_on(keys, before), codes_on(keys, before)
    return [
        Named(
            one.agency,
            names[one.agency].name if one.agency in names else str(one.agency),
            " · ".join(codes.get(one.agency, [])),
            one.share,
        )
        for one in proposal.sources
    ]


def tell_targets(proposal: Proposal) -> Receivers:
    keys = [target.agency for target in proposal.targets if target.agency]
    parents = [target.parent for target in proposal.targets if target.parent]
    names = name_on([*keys, *parents], proposal.day)
    history, ending = History.read(), set(proposal.ending)
    below = history.children(proposal.day - ONE_DAY)
    left = {child for agency in ending for child in below.get(agency, [])} - ending
    first = proposal.sources[0].agency if proposal.sources else None
    return Receivers(
        [
            _told(number, one, {key: name.name for key, name in names.items()})
            for number, one in enumerate(proposal.targets)
        ],
        len(left),
        history.parent(first, proposal.day - ONE_DAY) if first else None,
    )


def _told(number: int, target: Target, names: dict[UUID, str]) -> Named:
    if target.agency is not None:
        return Named(target.agency, names.get(target.agency, str(target.agency)), _("cơ quan đang có"), place=number)
    above = names.get(target.parent, "") if target.parent else ""
    parts = [_("lập mới"), _kind(target.kind), *target.codes.values(), _("trực thuộc %s") % above if above else ""]
    return Named(None, target.name, " · ".join(part for part in parts if part), place=number)


def in_short(events: Sequence[Reorganisation]) -> dict[int, str]:
    """ "A, B → C" for each event: two queries for all of them. A draft is told by its proposal."""
    sides: dict[int, tuple[list[UUID | str], list[UUID | str]]] = {event.pk: ([], []) for event in events}
    for event in events:
        if event.status == ReorganisationStatus.DRAFT:
            proposal = Proposal.of(event)
            sides[event.pk][0].extend(one.agency for one in proposal.sources)
            sides[event.pk][1].extend(target.agency or target.name for target in proposal.targets)
    for link in ReorganisationLink.objects.filter(reorganisation__in=events).order_by("id"):
        before, after = sides[link.reorganisation_id]
        if link.source_id and link.source_id not in before:
            before.append(link.source_id)
        if link.target_id and link.target_id not in after and link.target_id != link.source_id:
            after.append(link.target_id)
    agencies = {one for both in sides.values() for side in both for one in side if isinstance(one, UUID)}
    names: dict[UUID, list[AgencyName]] = {}
    for name in AgencyName.objects.filter(agency__in=agencies).order_by("valid_from"):
        names.setdefault(name.agency_id, []).append(name)

    def called(one: UUID | str, day: dt.date) -> str:
        if isinstance(one, str):
            return one
        held = names.get(one, [])
        past = [name for name in held if name.valid_from <= day]
        return (past[-1] if past else held[0]).name if held else _("Cơ quan không còn tên")

    return {
        event.pk: " → ".join(
            ", ".join(called(one, day) for one in side)
            for side, day in zip(sides[event.pk], (event.effective_on - ONE_DAY, event.effective_on), strict=True)
            if side
        )
        for event in events
    }


def tell(event: Reorganisation) -> Told:
    if event.status != ReorganisationStatus.DRAFT:
        return _tell_done(event)
    proposal = Proposal.of(event)
    held = read_held(proposal)
    found = consequences(proposal, held)
    names = {**held.names, **{f"{NEW}{number}": target.name for number, target in enumerate(proposal.targets)}}
    above = {fact.value[0] for fact in [*found.close, *found.open] if fact.table == PLACE} - names.keys() - {""}
    names |= {str(key): name.name for key, name in name_on(map(UUID, above), proposal.day).items()}
    return Told(
        sources=tell_sources(proposal),
        targets=tell_targets(proposal).targets,
        lines=_lines(found, held, names),
        problems=found.problems,
        preview=foresee(proposal, found),
        names=names,
    )


def _tell_done(event: Reorganisation) -> Told:
    links = list(event.links.all())
    sources = _named({link.source_id for link in links if link.source_id}, event.effective_on - ONE_DAY, links)
    targets = _named({link.target_id for link in links if link.target_id}, event.effective_on, [])
    followed = event.followed_at and event.status == ReorganisationStatus.FINAL
    stuck = staying(whole_ways(event), event.effective_on).count() if followed else 0
    return Told(sources=sources, targets=targets, stuck=stuck)


def _named(agencies: set[UUID], day: dt.date, links: Iterable[ReorganisationLink]) -> list[Named]:
    names, codes = name_on(agencies, day), codes_on(agencies, day)
    partly = {link.source_id for link in links if link.partial}
    found = [
        Named(
            agency,
            names[agency].name if agency in names else _("Cơ quan không còn tên"),
            " · ".join([*codes.get(agency, []), *([_("một phần")] if agency in partly else [])]),
        )
        for agency in agencies
    ]
    return sorted(found, key=lambda one: one.name)


def _lines(found: Consequences, held: Held, names: dict[str, str]) -> list[Line]:
    keys = list(dict.fromkeys(fact.agency for fact in [*found.close, *found.open]))
    return [
        Line(
            None if key.startswith(NEW) else UUID(key),
            names.get(key, key),
            [_said(fact, names) for fact in found.close if fact.agency == key],
            [_said(fact, names) for fact in found.open if fact.agency == key],
        )
        for key in keys
    ]


def _said(fact: Fact, names: dict[str, str]) -> str:
    if fact.table == NAME:
        return _("Tên: %(name)s (%(kind)s)") % {"name": fact.value[0], "kind": _kind(fact.value[2])}
    if fact.table == PLACE:
        above = fact.value[0]
        if not above:
            return _("Không trực thuộc cơ quan nào")
        return _("Trực thuộc %s") % names.get(above, above)
    return f"{CodeScheme(fact.table).label}: {fact.value[0]}"


def _kind(kind: str) -> str:
    return str(AgencyKind(kind).label) if kind in AgencyKind.values else kind

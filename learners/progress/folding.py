"""The fold: from the valid evidence of one registration and the dated facts to its state.

Pure functions over plain data. Every field is a minimum, a maximum or a union, so the result does not depend on the
order in which evidence arrives, and adding one piece to a state equals folding all of it again. Only a void or a
change of the dated facts takes something away; then the registration is folded from its evidence.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from courses.editions.models import UnitKind
from learners.progress.proof import Subject, proves, shows_activity


@dataclass(frozen=True, slots=True)
class Evidence:
    """The result columns of one statement; ``unit_key`` None means it is about the course itself.

    ``part`` is the content it is about, of an interactive part of the unit; ``agreed``: the server came to its score.
    """

    statement_id: UUID
    verb: str
    unit_key: UUID | None
    trust: str
    timestamp: dt.datetime
    stored: dt.datetime
    voided_at: dt.datetime | None = None
    score: Decimal | None = None
    part: UUID | None = None
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class Pinned:
    """The edition in force, as far as a completion tells of it; ``number`` 0 means none."""

    number: int = 0
    title: str = ""
    hours: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Facts:
    """The dated facts a registration is judged by: its pinned edition, what that requires, and the kinds of the units
    of this and the earlier editions. Later ones change nothing before the pin moves."""

    edition_id: int
    kinds: Mapping[UUID, str]
    required: frozenset[UUID]
    pinned: Pinned = Pinned()


@dataclass(slots=True)
class PartState:
    """When an interactive part was done first, and when first with a score that the server came to as well."""

    done: dt.datetime
    verified: dt.datetime | None = None


@dataclass(slots=True)
class UnitState:
    """``done`` is when it was achieved, ``known`` when we knew (of the earliest proof).

    ``parts`` are the interactive ones done, by content key; they say nothing of the unit.
    """

    started: dt.datetime | None = None
    done: dt.datetime | None = None
    known: dt.datetime | None = None
    score: Decimal | None = None
    parts: dict[UUID, PartState] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CompletionState:
    effective_at: dt.datetime
    recorded_at: dt.datetime
    withdrawn_at: dt.datetime | None
    external: bool


@dataclass(slots=True)
class State:
    units: dict[UUID, UnitState] = field(default_factory=dict)
    last: tuple[dt.datetime, str] | None = None
    completions: dict[UUID, CompletionState] = field(default_factory=dict)

    @property
    def started_at(self) -> dt.datetime | None:
        starts = [unit.started for unit in self.units.values() if unit.started]
        return min(starts, default=None)

    @property
    def completed_at(self) -> dt.datetime | None:
        held = [row.effective_at for row in self.completions.values() if row.withdrawn_at is None]
        return min(held, default=None)

    def done_of(self, required: frozenset[UUID]) -> int:
        return sum(1 for key in required if key in self.units and self.units[key].done)


def fold(evidence: Iterable[Evidence], facts: Facts) -> State:
    state = State()
    for piece in evidence:
        step(state, piece, facts)
    return state


def step(state: State, piece: Evidence, facts: Facts) -> None:
    """Add one piece of evidence to ``state``, in place; the order of steps does not matter."""
    if piece.unit_key is None:
        _step_course(state, piece)
        return
    kind = facts.kinds.get(piece.unit_key)
    if piece.part is not None:
        if kind == UnitKind.LESSON and piece.voided_at is None and proves(piece.trust, piece.verb, Subject.PART):
            _step_part(state.units.setdefault(piece.unit_key, UnitState()), piece.part, piece)
        return
    if kind is None or piece.voided_at is not None or not shows_activity(piece.trust, piece.verb, kind):
        return
    unit = state.units.setdefault(piece.unit_key, UnitState())
    unit.started = min(filter(None, [unit.started, piece.timestamp]))
    if proves(piece.trust, piece.verb, kind):
        proof = (piece.timestamp, piece.stored)
        best = min(proof, (unit.done, unit.known)) if unit.done and unit.known else proof
        unit.done, unit.known = best
    if piece.score is not None:
        unit.score = piece.score if unit.score is None else max(unit.score, piece.score)
    here = (piece.timestamp, str(piece.unit_key))
    state.last = here if state.last is None else max(state.last, here)


def _step_part(unit: UnitState, part: UUID, piece: Evidence) -> None:
    verified = piece.timestamp if piece.agreed else None
    known = unit.parts.setdefault(part, PartState(piece.timestamp, verified))
    known.done = min(known.done, piece.timestamp)
    known.verified = min(filter(None, [known.verified, verified]), default=None)


def _step_course(state: State, piece: Evidence) -> None:
    if proves(piece.trust, piece.verb, Subject.COURSE):
        state.completions[piece.statement_id] = CompletionState(
            effective_at=piece.timestamp,
            recorded_at=piece.stored,
            withdrawn_at=piece.voided_at,
            external=piece.trust != "system",
        )

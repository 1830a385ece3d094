"""What can happen to a membership, as plain data: one list of it is applied at once by ``belonging.apply_changes``.

A new fact ("thay đổi từ ngày ...") is a ``Begin``, an ``End`` or a ``Move``: what was before stays as it was. A
correction ("sai từ đầu") is a ``Correct`` or, where she never belonged there at all, a ``Withdraw``.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from learners.agencies.models import Membership

# What a correction may name, and what a move may change besides the agency.
CORRECTABLE = frozenset({"agency", "category", "position", "is_head", "is_primary", "valid_from", "valid_to"})
CHANGEABLE = frozenset({"category", "position", "is_head", "is_primary"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Begin:
    """``person`` belongs to ``agency`` from ``valid_from`` on, before ``valid_to`` if that is known."""

    person: UUID
    agency: UUID
    category: str
    valid_from: dt.date
    valid_to: dt.date | None = None
    position: str = ""
    is_head: bool = False
    is_primary: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """``last_day`` is the last day she belongs there."""

    membership: int
    last_day: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """To ``agency`` from ``first_day`` on, with the end it had. Only within one agency she stays its head unasked."""

    membership: int
    agency: UUID
    first_day: dt.date
    changes: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _known(self.changes, CHANGEABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct:
    """The row was wrong; ``changes`` by the names of its fields, ``agency`` by its id."""

    membership: int
    changes: Mapping[str, Any]

    def __post_init__(self) -> None:
        _known(self.changes, CORRECTABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """She never belonged there: the row goes, the audit keeps all of it."""

    membership: int


Change = Begin | End | Move | Correct | Withdraw
ON_A_ROW = (End, Move, Correct, Withdraw)


def _known(changes: Mapping[str, Any], names: frozenset[str]) -> None:
    if unknown := changes.keys() - names:
        raise TypeError(f"a membership has nothing to change named {', '.join(sorted(unknown))}")


def as_kept(row: Membership) -> dict[str, Any]:
    """What an audit row keeps of a membership: enough to write it again."""
    return {
        "person": str(row.person_id),
        "agency": str(row.agency_id),
        "category": row.category,
        "position": row.position,
        "is_head": row.is_head,
        "is_primary": row.is_primary,
        "valid_from": row.valid_from.isoformat(),
        "valid_to": row.valid_to.isoformat() if row.valid_to else None,
    }

"""What a line of a roster would change, as plain data that is staged: in the words of ``agencies.changes``. Pure.

A new person has no id yet: the ``person`` of a ``begin`` is None until it is applied.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from learners.agencies.changes import Begin, Change, Correct, End, Move
from learners.rosters.known import Belonging, Human
from learners.rosters.said import Said


def begin(day: dt.date, person: UUID | None, said: Said, agency: UUID, category: str) -> dict[str, Any]:
    """``day``: the roster's, for a line that names none."""
    return {
        "kind": "begin",
        "person": str(person) if person else None,
        "agency": str(agency),
        "category": category,
        "position": said.position or "",
        "is_head": bool(said.is_head),
        "is_primary": not said.secondary,
        "valid_from": (said.since or day).isoformat(),
    }


def move(held: Belonging, agency: UUID | None, first: dt.date, changes: dict[str, Any]) -> dict[str, Any]:
    return {
        "kind": "move",
        "membership": held.id,
        "agency": str(agency),
        "first_day": first.isoformat(),
        "changes": changes,
    }


def end(held: Belonging, last: dt.date) -> dict[str, Any]:
    return {"kind": "end", "membership": held.id, "last_day": last.isoformat()}


def as_change(planned: dict[str, Any], person: UUID | None) -> Change:
    """``person``: whom a ``begin`` is about that names nobody."""
    kind, day = planned["kind"], dt.date.fromisoformat
    if kind == "begin":
        names = ("category", "position", "is_head", "is_primary")
        who = UUID(planned["person"]) if planned["person"] else person
        if who is None:
            raise ValueError("nobody begins")
        return Begin(person=who, agency=UUID(planned["agency"]), valid_from=day(planned["valid_from"]),
                     **{name: planned[name] for name in names})  # fmt: skip
    if kind == "move":
        return Move(membership=planned["membership"], agency=UUID(planned["agency"]),
                    first_day=day(planned["first_day"]), changes=planned["changes"])  # fmt: skip
    if kind == "end":
        return End(membership=planned["membership"], last_day=day(planned["last_day"]))
    return Correct(membership=planned["membership"], changes=planned["changes"])


def differing(held: Belonging, said: Said) -> dict[str, Any]:
    """What the line says of a membership and is not so; what it does not say stays."""
    wanted: dict[str, Any] = {"position": said.position, "is_head": said.is_head, "category": said.category or None}
    return {name: value for name, value in wanted.items() if value is not None and getattr(held, name) != value}


def mended(human: Human, said: Said, code: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Columns of the person that were empty, and what they were; a telephone is brought up to date. No import renames
    anybody."""
    said_of = told(birth_year=said.birth_year, staff_code=code, phone=said.phone)
    held: dict[str, Any] = {"birth_year": human.birth_year, "staff_code": human.code, "phone": human.phone}
    found = {key: value for key, value in said_of.items() if not held[key] or (key == "phone" and held[key] != value)}
    return found, {key: held[key] for key in found}


def told(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}

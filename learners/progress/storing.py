"""Between the fold's ``State`` and its rows."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from learners.progress.folding import CompletionState, Facts, PartState, State, UnitState
from learners.progress.models import Completion, Progress, Status

# What ``columns`` gives: all of the row but whose it is.
COLUMNS = [
    "edition_id",
    "status",
    "units_done",
    "units_required",
    "started_at",
    "completed_at",
    "last_at",
    "last_unit",
    "units",
]


def _instant(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat(timespec="microseconds")


def _unit_out(unit: UnitState) -> dict[str, Any]:
    out: dict[str, Any] = _moments(unit, ("started", "done", "known"))
    if unit.score is not None:
        out["score"] = f"{unit.score:.6f}"
    if unit.parts:
        out["parts"] = {str(key): _moments(part, ("done", "verified")) for key, part in sorted(unit.parts.items())}
    return out


def _moments(state: Any, names: Sequence[str]) -> dict[str, str]:
    """Only those there are."""
    return {name: _instant(moment) for name in names if (moment := getattr(state, name)) is not None}


def _unit_in(stored: dict[str, Any]) -> UnitState:
    score = Decimal(stored["score"]) if "score" in stored else None
    parts = {UUID(key): PartState(**_read_moments(part)) for key, part in stored.get("parts", {}).items()}
    return UnitState(**_read_moments(stored), score=score, parts=parts)


def _read_moments(stored: dict[str, Any]) -> dict[str, Any]:
    names = ("started", "done", "known", "verified")
    return {name: dt.datetime.fromisoformat(stored[name]) for name in names if name in stored}


def state_of(progress: Progress) -> State:
    """The state a row holds, without its completions (a step adds to those, it never reads them)."""
    state = State(units={UUID(key): _unit_in(unit) for key, unit in progress.units.items()})
    if progress.last_at and progress.last_unit:
        state.last = (progress.last_at, str(progress.last_unit))
    return state


def columns(state: State, facts: Facts, held_before: dt.datetime | None = None) -> dict[str, Any]:
    """The columns of a Progress row; ``held_before`` is an earlier completion the state does not carry."""
    moments = [moment for moment in (state.completed_at, held_before) if moment]
    completed_at = min(moments, default=None)
    started_at = state.started_at
    status = Status.COMPLETED if completed_at else Status.IN_PROGRESS if started_at else Status.NOT_STARTED
    return {
        "edition_id": facts.edition_id,
        "status": status,
        "units_done": state.done_of(facts.required),
        "units_required": len(facts.required),
        "started_at": started_at,
        "completed_at": completed_at,
        "last_at": state.last[0] if state.last else None,
        "last_unit": UUID(state.last[1]) if state.last else None,
        "units": {str(key): _unit_out(unit) for key, unit in sorted(state.units.items())},
    }


def completion_row(progress: Progress, statement_id: UUID, state: CompletionState) -> Completion:
    return Completion(
        statement_id=statement_id,
        enrolment_id=progress.pk,
        person_id=progress.person_id,
        course_key=progress.course_key,
        effective_at=state.effective_at,
        recorded_at=state.recorded_at,
        withdrawn_at=state.withdrawn_at,
        external=state.external,
    )


def from_row(values: Sequence[Any]) -> Progress:
    """A row of all columns, in the order of the model's fields, as the ORM would read it."""
    fields = Progress._meta.concrete_fields
    read = [_read(field, value) for field, value in zip(fields, values, strict=True)]
    return Progress.from_db(connection.alias, [field.attname for field in fields], read)


def _read(field: Any, value: Any) -> Any:
    column = field.get_col(Progress._meta.db_table)
    for convert in (*connection.ops.get_db_converters(column), *field.get_db_converters(connection)):
        value = convert(value, column, connection)
    return value


def write(progress: Progress, changed: Mapping[str, Any]) -> None:
    """Store the new values of some attributes and set them: one UPDATE, which the ORM would take twice as long for."""
    meta = Progress._meta
    fields = [next(field for field in meta.concrete_fields if field.attname == name) for name in changed]
    values = [field.get_db_prep_save(changed[field.attname], connection) for field in fields]
    places = ", ".join(f"{field.column} = %s" for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {meta.db_table} SET {places} WHERE enrolment_id = %s",  # noqa: S608
            [*values, meta.pk.get_db_prep_value(progress.pk, connection)],
        )
    for name, value in changed.items():
        setattr(progress, name, value)

"""From the lines of a sheet to what each says of a person, by the mapping the officer agreed to."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from learners.rosters.cells import (
    read_birth,
    read_category,
    read_code,
    read_name,
    read_phone,
    read_position,
    read_since,
    read_tick,
)
from learners.rosters.columns import Field
from learners.rosters.days import Order
from learners.rosters.layout import Kind, Layout, Line, lines, shown
from learners.rosters.said import Said, remark
from mooc.foundation.spreadsheets.fonts import Rewritten
from mooc.foundation.spreadsheets.grid import Cell


@dataclass(slots=True)
class Mapping:
    """``fields``: of each column, None for one that says nothing; ``category`` of whoever has none in the file."""

    fields: list[Field | None]
    order: Order = Order.DMY
    category: str = ""

    def as_json(self) -> dict[str, Any]:
        return {"fields": [one.value if one else "" for one in self.fields], "order": self.order.value,
                "category": self.category}  # fmt: skip

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Mapping":
        fields = [Field(one) if one else None for one in told["fields"]]
        return cls(fields, Order(told["order"]), told["category"])


@dataclass(slots=True)
class Parsed:
    """``left_out``: how many lines of each other kind there are."""

    people: list[Said] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    rewritten: int = 0


def parse(layout: Layout, mapping: Mapping, day: dt.date, rewritten: Rewritten) -> Parsed:
    """``day``: the roster's."""
    found, cells = Parsed(), rewritten.get(layout.sheet.name, {})
    for line in lines(layout, mapping.fields):
        if line.kind != Kind.PERSON:
            found.left_out[line.kind.value] += 1
            continue
        said = _said(line, mapping, day)
        mapped = sorted(column for column in cells.get(line.number, ()) if _field(mapping, column))
        if mapped:
            found.rewritten += len(mapped)
            fonts = {cells[line.number][column].value for column in mapped}
            said.notes.append(remark("rewritten", columns=[_field(mapping, c) for c in mapped], font="/".join(fonts)))
        found.people.append(said)
    return found


def _field(mapping: Mapping, column: int) -> str:
    one = mapping.fields[column] if column < len(mapping.fields) else None
    return one.value if one else ""


def _said(line: Line, mapping: Mapping, day: dt.date) -> Said:
    said = Said(line.number, unit=line.unit)
    cells: dict[Field, list[Cell]] = {}
    for column, one in enumerate(mapping.fields):
        if one and column < len(line.cells) and shown(line.cells[column]):
            cells.setdefault(one, []).append(line.cells[column])

    def first(one: Field) -> Cell:
        return cells.get(one, [""])[0]

    said.name = read_name(_joined(cells.get(Field.NAME, [])), said)
    said.birth_year = read_birth(first(Field.BIRTH), said, day)
    said.code = read_code(first(Field.CODE), said)
    said.phone = read_phone(first(Field.PHONE), said)
    said.category = read_category(shown(first(Field.CATEGORY)), said)
    said.position = read_position(shown(first(Field.POSITION)), said)
    said.is_head = read_tick(first(Field.HEAD), said, "head")
    said.secondary = bool(read_tick(first(Field.SECONDARY), said, "secondary"))
    said.since = read_since(first(Field.SINCE), said, mapping.order, day)
    said.agency, said.agency_code = shown(first(Field.AGENCY))[:300], shown(first(Field.AGENCY_CODE)).upper()[:60]
    return said


def _joined(cells: Sequence[Cell]) -> str:
    """ "Nguyễn Văn" and "An" of two columns; the same twice is one."""
    return " ".join(dict.fromkeys(shown(cell) for cell in cells))

"""Reading a file of agencies and reorganisations (schema ``dhs.agencies/0.1``) and checking it whole.

A unit of the file is a stretch of an agency's life under one name, code, kind and parent. An event that only renames,
recodes, reparents or changes the kind of one unit continues the same agency: its units become facts of one identity.
"""

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from learners.agencies.models import AgencyKind, ReorganisationKind
from mooc.foundation.located import FileErrors, Located, load_yaml

TEAM = "to_cnscd"
# Kinds of event under which the identity goes on.
CONTINUES = {"reparent", "rename", "recode", "change_kind"}
EVENTS = {*ReorganisationKind.values, "split_merge"}
CODE = re.compile(r"[A-Z0-9]+(\.[A-Z0-9]+)*")


@dataclass(slots=True)
class Roster:
    """A checked file: its units, its events, and which unit goes on as which agency."""

    units: dict[str, Located]
    events: list[Located]
    identity: dict[str, str] = field(default_factory=dict)

    def parsed(self, unit: Located, name: str) -> dt.date | None:
        return parse_day(unit.get(name))


def parse_day(value: object) -> dt.date | None:
    if value is None or isinstance(value, dt.date):
        return value
    return dt.date.fromisoformat(str(value))


def read(path: Path) -> Roster:
    """Check the whole file; raises ``FileErrors`` with every error and its line."""
    content = load_yaml(path)
    errors: list[tuple[int, str]] = []
    units, events = content.get("units"), content.get("events", [])
    if not isinstance(units, list) or not isinstance(events, list):
        raise FileErrors([(content.line, "thiếu danh sách 'units', hoặc 'events' không phải danh sách")])
    by_id = {str(unit.get("id")): unit for unit in units if isinstance(unit, Located)}
    _check_ids(units, errors)
    for unit in by_id.values():
        _check_unit(unit, by_id, errors)
    for event in events:
        _check_event(event, by_id, errors)
    if errors:
        raise FileErrors(errors)
    return Roster(by_id, events, _identities(by_id, events))


def _check_ids(units: list[object], errors: list[tuple[int, str]]) -> None:
    counted = Counter(str(unit.get("id")) for unit in units if isinstance(unit, Located))
    for unit in units:
        if not isinstance(unit, Located):
            errors.append((1, "mỗi đơn vị phải là một bảng khóa và giá trị"))
        elif not unit.get("id"):
            errors.append((unit.line, "đơn vị thiếu 'id'"))
        elif counted[str(unit["id"])] > 1:
            errors.append((unit.line, f"'id' {unit['id']} bị lặp"))


def _line(unit: Located, name: str) -> int:
    return unit.lines.get(name, unit.line)


def _check_unit(unit: Located, by_id: dict[str, Located], errors: list[tuple[int, str]]) -> None:
    if not unit.get("name"):
        errors.append((unit.line, "đơn vị thiếu 'name'"))
    if unit.get("kind") not in {*AgencyKind.values, TEAM}:
        errors.append((_line(unit, "kind"), f"loại đơn vị không có: {unit.get('kind')}"))
    code = unit.get("agency_code")
    if code is not None and (len(str(code)) > 35 or not CODE.fullmatch(str(code))):
        errors.append((_line(unit, "agency_code"), f"mã định danh không đúng dạng: {code}"))
    if unit.get("gso_code") is not None and not isinstance(unit["gso_code"], str):
        errors.append((_line(unit, "gso_code"), "mã đơn vị hành chính phải là chuỗi trong dấu nháy, kẻo mất số 0"))
    days = _days(unit, errors)
    parent = unit.get("parent")
    if parent is not None and parent not in by_id:
        errors.append((_line(unit, "parent"), f"đơn vị cha không có trong tệp: {parent}"))
    elif parent is not None and days and not _inside(days, by_id[parent]):
        errors.append((_line(unit, "parent"), f"đơn vị tồn tại ngoài thời gian của đơn vị cha {parent}"))


def _days(unit: Located, errors: list[tuple[int, str]]) -> tuple[dt.date, dt.date | None] | None:
    found: dict[str, dt.date | None] = {}
    for name in ("valid_from", "valid_to"):
        try:
            found[name] = parse_day(unit.get(name))
        except ValueError:
            errors.append((_line(unit, name), f"ngày không đúng dạng năm-tháng-ngày: {unit.get(name)}"))
            return None
    start, end = found["valid_from"], found["valid_to"]
    if start is None:
        errors.append((unit.line, "đơn vị thiếu 'valid_from'"))
        return None
    if end is not None and end <= start:
        errors.append((_line(unit, "valid_to"), "ngày kết thúc phải sau ngày bắt đầu"))
        return None
    return start, end


def _inside(days: tuple[dt.date, dt.date | None], parent: Located) -> bool:
    try:
        start, end = parse_day(parent.get("valid_from")), parse_day(parent.get("valid_to"))
    except ValueError:
        return True  # reported at the parent itself
    return start is None or (start <= days[0] and (end is None or (days[1] is not None and days[1] <= end)))


def _check_event(event: object, by_id: dict[str, Located], errors: list[tuple[int, str]]) -> None:
    if not isinstance(event, Located):
        errors.append((1, "mỗi sự kiện phải là một bảng khóa và giá trị"))
        return
    if event.get("type") not in EVENTS:
        errors.append((_line(event, "type"), f"loại sự kiện không có: {event.get('type')}"))
    try:
        if parse_day(event.get("effective_on")) is None:
            errors.append((event.line, "sự kiện thiếu 'effective_on'"))
    except ValueError:
        errors.append((_line(event, "effective_on"), f"ngày không đúng dạng: {event.get('effective_on')}"))
    for side in ("sources", "targets"):
        for entry in event.get(side) or []:
            if "unit" in entry and entry["unit"] not in by_id:
                errors.append((entry.line, f"sự kiện nhắc đến đơn vị không có trong tệp: {entry['unit']}"))


def _identities(by_id: dict[str, Located], events: list[Located]) -> dict[str, str]:
    """Unit id -> the id under which its agency is known: the first unit of a life that goes on."""
    identity = {key: key for key in by_id}
    for event in sorted(events, key=lambda item: str(item["effective_on"])):
        sources = [entry["unit"] for entry in event.get("sources") or [] if "unit" in entry]
        targets = [entry["unit"] for entry in event.get("targets") or [] if "unit" in entry]
        if event["type"] in CONTINUES and len(sources) == len(targets) == 1:
            identity[targets[0]] = identity[sources[0]]
    return identity

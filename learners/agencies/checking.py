"""What can be wrong with a file of agencies.

Every check appends (line, message in the reader's language) and raises nothing, whatever was typed: a text where a
list belongs, a number where a date does. Checks across units trust what the checks of one unit let through.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator

from learners.agencies.models import AgencyKind, ReorganisationKind
from mooc.foundation.located import Located

Errors = list[tuple[int, str]]

TEAM = "to_cnscd"
# Kinds of event under which the identity goes on: one unit before, one after.
CONTINUES = {
    ReorganisationKind.REPARENT,
    ReorganisationKind.RENAME,
    ReorganisationKind.RECODE,
    ReorganisationKind.CHANGE_KIND,
}
CODE = re.compile(r"[A-Z0-9]+(\.[A-Z0-9]+)*")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def parse_day(value: object) -> dt.date | None:
    """A date, or text like ``2025-07-01``; raises ``ValueError`` for anything else."""
    if value is None or (isinstance(value, dt.date) and not isinstance(value, dt.datetime)):
        return value
    if not isinstance(value, str) or not DAY.fullmatch(value):
        raise ValueError(type(value))
    return dt.date.fromisoformat(value)


def line_of(entry: Located, name: str) -> int:
    return entry.lines.get(name, entry.line)


def check_text(entry: Located, name: str, longest: int, errors: Errors) -> str | None:
    """The text under ``name``, if it is one that can be kept."""
    value = entry.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str) or not _storable(value):
        errors.append((line_of(entry, name), f"'{name}' phải là chữ"))
    elif len(value) > longest:
        errors.append((line_of(entry, name), f"'{name}' dài quá {longest} ký tự"))
    else:
        return value
    return None


def _storable(text: str) -> bool:
    """Neither NUL nor half a surrogate pair: PostgreSQL keeps neither."""
    return "\x00" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def check_units(units: list[object], line: int, errors: Errors) -> dict[str, Located]:
    """The units by their id; ``line`` is where the list begins."""
    named = [(unit, check_text(unit, "id", 64, errors)) for unit in units if isinstance(unit, Located)]
    if len(named) < len(units):
        errors.append((line, "mỗi đơn vị phải là một bảng khóa và giá trị"))
    counted = Counter(key for _, key in named)
    for unit, key in named:
        if key is None and not unit.get("id"):
            errors.append((unit.line, "đơn vị thiếu 'id'"))
        elif key is not None and counted[key] > 1:
            errors.append((unit.line, f"'id' {key} bị lặp"))
    by_id = {key: unit for unit, key in named if key is not None}
    for unit in by_id.values():
        _check_unit(unit, by_id, errors)
    return by_id


def _check_unit(unit: Located, by_id: dict[str, Located], errors: Errors) -> None:
    if not unit.get("name"):
        errors.append((unit.line, "đơn vị thiếu 'name'"))
    check_text(unit, "name", 300, errors)
    check_text(unit, "short_name", 120, errors)
    kind = unit.get("kind")
    if not isinstance(kind, str) or kind not in {*AgencyKind.values, TEAM}:
        errors.append((line_of(unit, "kind"), f"loại đơn vị không có: {kind}"))
    _check_codes(unit, errors)
    days = _days(unit, errors)
    _check_parent(unit, days, by_id, errors)


def _check_codes(unit: Located, errors: Errors) -> None:
    for scheme in ("agency_code", "agency_code_legacy"):
        code = unit.get(scheme)
        if code is not None and (not isinstance(code, str) or len(code) > 35 or not CODE.fullmatch(code)):
            errors.append((line_of(unit, scheme), f"mã định danh không đúng dạng: {code}"))
    if unit.get("gso_code") is not None and not isinstance(unit["gso_code"], str):
        errors.append((line_of(unit, "gso_code"), "mã đơn vị hành chính phải là chuỗi trong dấu nháy, kẻo mất số 0"))
    check_text(unit, "gso_code", 35, errors)


Days = tuple[dt.date, dt.date | None]


def _days(unit: Located, errors: Errors) -> Days | None:
    found: dict[str, dt.date | None] = {}
    for name in ("valid_from", "valid_to"):
        try:
            found[name] = parse_day(unit.get(name))
        except ValueError:
            errors.append((line_of(unit, name), f"ngày không đúng dạng năm-tháng-ngày: {unit.get(name)}"))
            return None
    start, end = found["valid_from"], found["valid_to"]
    if start is None:
        errors.append((unit.line, "đơn vị thiếu 'valid_from'"))
        return None
    if end is not None and end <= start:
        errors.append((line_of(unit, "valid_to"), "ngày kết thúc phải sau ngày bắt đầu"))
        return None
    return start, end


def _check_parent(unit: Located, days: Days | None, by_id: dict[str, Located], errors: Errors) -> None:
    parent, line = unit.get("parent"), line_of(unit, "parent")
    if parent is None:
        if unit.get("kind") == TEAM:
            errors.append((line, "tổ công nghệ số cộng đồng phải có 'parent'"))
    elif not isinstance(parent, str) or parent not in by_id:
        errors.append((line, f"đơn vị cha không có trong tệp: {parent}"))
    elif by_id[parent].get("kind") == TEAM:
        errors.append((line, f"tổ công nghệ số cộng đồng không phải cơ quan, không thể là đơn vị cha: {parent}"))
    elif days and not _inside(days, by_id[parent]):
        errors.append((line, f"đơn vị tồn tại ngoài thời gian của đơn vị cha {parent}"))
    elif any(above is unit for above in _above(unit, by_id)):
        errors.append((line, f"đơn vị cha {parent} lại trực thuộc chính đơn vị này"))


def _inside(days: Days, parent: Located) -> bool:
    life = _days(parent, [])
    if life is None:
        return True  # reported at the parent itself
    return life[0] <= days[0] and (life[1] is None or (days[1] is not None and days[1] <= life[1]))


def _above(unit: Located, by_id: dict[str, Located]) -> Iterator[Located]:
    seen: set[str] = set()
    parent = unit.get("parent")
    while isinstance(parent, str) and parent in by_id and parent not in seen:
        seen.add(parent)
        yield by_id[parent]
        parent = by_id[parent].get("parent")


def lives_on(unit: Located, day: dt.date) -> bool:
    """Whether the unit exists on ``day``; one with wrong dates, reported already, passes."""
    life = _days(unit, [])
    return life is None or (life[0] <= day and (life[1] is None or day < life[1]))

"""What can be wrong with the events of a file of agencies; see ``checking``."""

import datetime as dt
from collections import Counter

from learners.agencies.checking import CONTINUES, TEAM, Errors, check_text, line_of, lives_on, parse_day
from learners.agencies.models import ReorganisationKind
from mooc.foundation.located import Located

MISSING = "sự kiện nhắc đến đơn vị không có trong tệp"


def check_events(events: list[object], by_id: dict[str, Located], line: int, errors: Errors) -> list[Located]:
    """The events; ``line`` is where the list begins."""
    tables = [event for event in events if isinstance(event, Located)]
    if len(tables) < len(events):
        errors.append((line, "mỗi sự kiện phải là một bảng khóa và giá trị"))
    counted = Counter(event["id"] for event in tables if isinstance(event.get("id"), str))
    for event in tables:
        key = check_text(event, "id", 64, errors)
        if key is None and not event.get("id"):
            errors.append((event.line, "sự kiện thiếu 'id'"))
        elif key is not None and counted[key] > 1:
            errors.append((event.line, f"'id' {key} bị lặp"))
        _check_event(event, by_id, errors)
    return tables


def _check_event(event: Located, by_id: dict[str, Located], errors: Errors) -> None:
    kind = event.get("type")
    if not isinstance(kind, str) or kind not in ReorganisationKind.values:
        errors.append((line_of(event, "type"), f"loại sự kiện không có: {kind}"))
        kind = None
    check_text(event, "decision", 2000, errors)
    check_text(event, "note", 2000, errors)
    day = _day(event, errors)
    sources = _check_side(event, "sources", by_id, errors)
    targets = _check_side(event, "targets", by_id, errors)
    _check_lives(event, day, sources, targets, by_id, errors)
    if kind is not None:
        _check_sides(event, kind, sources, targets, errors)


def _day(event: Located, errors: Errors) -> dt.date | None:
    try:
        day = parse_day(event.get("effective_on"))
    except ValueError:
        errors.append((line_of(event, "effective_on"), f"ngày không đúng dạng: {event.get('effective_on')}"))
        return None
    if day is None:
        errors.append((event.line, "sự kiện thiếu 'effective_on'"))
    return day


def _check_side(event: Located, side: str, by_id: dict[str, Located], errors: Errors) -> list[str]:
    """The ids of the units on one side; a source may also be a note about what the file does not hold."""
    entries, line, found = event.get(side), line_of(event, side), []
    if entries is None:
        return []
    if not isinstance(entries, list) or not all(isinstance(entry, Located) for entry in entries):
        errors.append((line, f"'{side}' phải là danh sách, mỗi mục ghi 'unit: mã đơn vị'"))
        return []
    for entry in entries:
        unit = entry.get("unit")
        check_text(entry, "external", 500, errors)
        check_text(entry, "note", 500, errors)
        if unit is None:
            if side == "targets" or not (entry.get("external") or entry.get("note")):
                errors.append((entry.line, f"mục của '{side}' thiếu 'unit'"))
        elif not isinstance(unit, str) or unit not in by_id:
            errors.append((entry.line, f"{MISSING}: {unit}"))
        elif by_id[unit].get("kind") == TEAM:
            errors.append((entry.line, f"tổ công nghệ số cộng đồng không phải cơ quan, không thể sắp xếp: {unit}"))
        elif unit in found:
            errors.append((entry.line, f"đơn vị {unit} được nhắc hai lần ở '{side}'"))
        else:
            found.append(unit)
    return found


def _check_lives(
    event: Located,
    day: dt.date | None,
    sources: list[str],
    targets: list[str],
    by_id: dict[str, Located],
    errors: Errors,
) -> None:
    if day is None or day == dt.date.min:
        return
    for key in sources:
        if not lives_on(by_id[key], day - dt.timedelta(days=1)):
            errors.append((line_of(event, "effective_on"), f"đơn vị nguồn {key} không tồn tại ngay trước ngày này"))
    for key in targets:
        if not lives_on(by_id[key], day):
            errors.append((line_of(event, "effective_on"), f"đơn vị đích {key} không tồn tại vào ngày này"))


def _check_sides(event: Located, kind: str, sources: list[str], targets: list[str], errors: Errors) -> None:
    if not event.get("sources"):
        errors.append((event.line, "sự kiện thiếu 'sources'"))
    if kind == ReorganisationKind.DISSOLVE:
        if event.get("targets"):
            errors.append((line_of(event, "targets"), "giải thể thì không có đơn vị đích"))
    elif not event.get("targets"):
        errors.append((event.line, "sự kiện thiếu 'targets'"))
    elif kind in CONTINUES and not len(sources) == len(targets) == 1:
        errors.append((event.line, "sự kiện này phải có đúng một đơn vị nguồn và một đơn vị đích"))

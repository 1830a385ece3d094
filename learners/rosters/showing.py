"""What the pages of an import show: its agencies' names, a page of lines in words, the numbers by verdict."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from learners.agencies.models import Agency, Category
from learners.agencies.queries import name_on
from learners.people.phones import spoken_phone
from learners.rosters import words
from learners.rosters.judging import NEW, SAME, SKIP
from learners.rosters.models import RosterImport, RosterLine, Verdict
from learners.rosters.permissions import RosterScope
from learners.rosters.units import Units

PAGE = 40
# An officer of a whole country is not offered every ward at once.
MOST_AGENCIES = 300
TAGS = {
    Verdict.FAULT: "tag-overdue",
    Verdict.UNIT: "tag-due",
    Verdict.ASK: "tag-due",
    Verdict.LIKELY: "tag-info",
    Verdict.NEW: "tag-done",
    Verdict.MOVED: "tag-info",
    Verdict.CHANGED: "tag-info",
    Verdict.SECOND: "tag-info",
    Verdict.LEAVER: "tag-due",
}


@dataclass(slots=True)
class Shown:
    """A line in words. ``options``: what can be chosen, (value, words)."""

    row: RosterLine
    tag: str
    about: list[str]
    place: str
    came_from: str
    faults: list[str]
    notes: list[str]
    changes: list[str]
    why: str
    options: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Tile:
    verdict: str
    label: str
    number: int
    tag: str


def tiles(roster: RosterImport) -> list[Tile]:
    held = roster.counts.get("verdicts", {})
    return [Tile(one.value, str(one.label), held[one], TAGS.get(one, "")) for one in Verdict if held.get(one)]


def shown_lines(roster: RosterImport, rows: Iterable[RosterLine]) -> list[Shown]:
    """One query for the names of all agencies on the page."""
    listed = list(rows)
    names = name_on({UUID(one) for row in listed for one in _agencies(row.detail)}, roster.as_of)

    def name(agency: str) -> str:
        found = names.get(UUID(agency))
        return found.name if found else "?"

    return [_shown(row, name) for row in listed]


def _agencies(detail: dict[str, Any]) -> list[str]:
    found = [detail[name] for name in ("agency", "was") if detail.get(name)]
    found += [agency for one in detail.get("candidates", []) for agency in one["agencies"]]
    return found + [one["agency"] for one in [*detail.get("faults", []), *detail.get("remarks", [])] if "agency" in one]


def _shown(row: RosterLine, name: words.Name) -> Shown:
    detail, said = row.detail, row.detail.get("said", {})
    place = name(detail["agency"]) if detail.get("agency") else said.get("agency") or said.get("unit") or ""
    was = name(detail["was"]) if detail.get("was") else ""
    known = row.verdict in (Verdict.CHANGED, Verdict.LIKELY, Verdict.SAME, Verdict.MOVED, Verdict.SECOND)
    return Shown(
        row=row,
        tag=TAGS.get(Verdict(row.verdict), ""),
        about=_about(said),
        place=place or was,
        came_from=was if row.verdict == Verdict.MOVED else "",
        faults=words.faults(detail.get("faults", []), name),
        notes=words.notes(detail.get("remarks", []), name),
        changes=[*_changes(detail), *(words.mended(detail) if known else [])],
        why=words.why(detail.get("why", "")),
        options=_options(row, name),
    )


def _about(said: dict[str, Any]) -> list[str]:
    told = [
        _("sinh %s") % said["birth_year"] if said.get("birth_year") else "",
        _("mã %s") % said["code"] if said.get("code") else "",
        spoken_phone(said.get("phone", "")),
        said.get("position", ""),
        str(Category(said["category"]).label) if said.get("category") else "",
        _("người đứng đầu") if said.get("is_head") else "",
    ]
    return [str(one) for one in told if one]


def _changes(detail: dict[str, Any]) -> list[str]:
    """What would be other than it is, in words; a new place is shown by itself."""
    told: list[str] = []
    for change in detail.get("changes", []):
        day = change.get("first_day") or change.get("last_day") or change.get("valid_from")
        shown = date_format(dt.date.fromisoformat(day), "SHORT_DATE_FORMAT") if day else ""
        if change["kind"] == "end":
            told.append(_("ngày cuối ở đơn vị: %s") % shown)
        elif shown:
            told.append(_("từ ngày %s") % shown)
        told += [_column(name, value) for name, value in change.get("changes", {}).items()]
    return told


def _column(name: str, value: Any) -> str:
    if name == "category":
        return _("đối tượng: %s") % Category(value).label
    if name == "position":
        return _("chức vụ: %s") % (value or "-")
    label = _("người đứng đầu") if name == "is_head" else _("đơn vị chính")
    return f"{label}: {words.yes_no(bool(value))}"


def _options(row: RosterLine, name: words.Name) -> list[tuple[str, str]]:
    detail = row.detail
    found = []
    for one in detail.get("candidates", []):
        about = [_("sinh %s") % one["born"] if one["born"] else "", _("mã %s") % one["code"] if one["code"] else ""]
        places = ", ".join(name(agency) for agency in one["agencies"]) or _("không thuộc đơn vị nào")
        who = ", ".join([one["name"], *(part for part in about if part), places])
        found.append((f"{SAME}:{one['id']}", _("Cùng một người: %s") % who))
    if detail.get("why") and row.verdict != Verdict.UNIT:
        found.append((NEW, str(_("Người mới, khác với những người đang có"))))
    if row.verdict == Verdict.LEAVER:
        return [(SKIP, str(_("Giữ lại, không kết thúc")))]
    if row.verdict not in (Verdict.FAULT, Verdict.SAME):
        found.append((SKIP, str(_("Bỏ qua dòng này"))))
    return found


def agencies_offered(scope: RosterScope, wanted: UUID | None) -> list[tuple[str, str]]:
    """For which a roster may be brought, named by what they stand under; of very many those at the top.

    Of what is no more those at the top come last: a roster of a day before a merger is of an agency of that day.
    """
    history, day = scope.agencies.history, scope.day
    reach = {one for one in scope.reach if history.exists(one, day)}
    ended = {one: end for one in scope.reach - reach if (end := history.last_end(one)) and end <= day}
    gone = {one for one in ended if history.parent(one, day) not in ended}
    if len(reach) > MOST_AGENCIES:
        tops = {one for one in reach if history.parent(one, day) not in reach}
        children = {one for one in reach if history.parent(one, day) in tops}
        reach = tops | (children if len(children) <= MOST_AGENCIES else set()) | ({wanted} & reach if wanted else set())
    if len(gone) > MOST_AGENCIES:
        gone = {wanted} & gone if wanted else set()
    names = name_on(reach | gone | {up for one in reach if (up := history.parent(one, day))}, day)

    def path(one: UUID) -> str:
        up = history.parent(one, day)
        own = names[one].name if one in names else "?"
        if one in gone:
            last = date_format(ended[one] - dt.timedelta(days=1), "SHORT_DATE_FORMAT")
            return _("%(name)s, đến hết %(day)s") % {"name": own, "day": last}
        return f"{own} ({names[up].name})" if up in names and up in reach else own

    tops_first = sorted(reach, key=lambda one: (history.parent(one, day) in reach, path(one)))
    return [(str(one), path(one)) for one in [*tops_first, *sorted(gone, key=path)]]


def unit_options(roster: RosterImport, scope: RosterScope) -> dict[str, list[tuple[str, str]]]:
    """By the key of each unit that is asked about: the agencies it may mean."""
    within = scope.within(roster.agency_id, roster.as_of)
    units = Units(roster.agency_id, roster.as_of, within, scope.agencies.history, {})
    listed = sorted(within, key=units.path) if len(within) <= MOST_AGENCIES else [roster.agency_id]
    found = {}
    for key, told in roster.counts.get("units", {}).items():
        options = units.options(told["asked"]) or listed
        found[key] = [(str(one), units.path(one)) for one in options]
    return found


def name_of(agency: Agency, day: dt.date) -> str:
    found = name_on([agency.pk], day).get(agency.pk)
    return found.name if found else str(agency)

"""What the worker does before anything changes: read the file, then judge its lines and stage the verdicts.

Both are safe to run again: they begin by throwing away what a run before left. Lines are staged a few thousand in one
short transaction each, so that nobody waits for them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from learners.rosters.columns import fingerprint, guess_all
from learners.rosters.days import evidence
from learners.rosters.judging import Judge, Judged, leavers, padded, widths_of
from learners.rosters.known import read_known, roster_of, zero_led_codes
from learners.rosters.layout import Kind, Layout, Line, find, lines, shown
from learners.rosters.models import (
    RememberedMapping,
    RosterImport,
    RosterLine,
    Verdict,
    heartbeat,
)
from learners.rosters.parsing import Mapping as Columns
from learners.rosters.parsing import Parsed, parse
from learners.rosters.permissions import RosterScope
from learners.rosters.said import Said
from learners.rosters.units import Units, key
from mooc.foundation.spreadsheets.fonts import Rewritten, to_unicode
from mooc.foundation.spreadsheets.grid import Book
from mooc.foundation.spreadsheets.opening import open_book

STAGED_AT_ONCE = 2000
# Rows shown beside a heading, to tell what its column holds.
SAMPLES = 3


def read_file(roster: RosterImport) -> tuple[Book, Layout, Rewritten]:
    """Raises ``Unreadable``."""
    with roster.file.open("rb") as file:
        book = open_book(file.read())
    rewritten = to_unicode(book)
    return book, find(book, roster.sheet), rewritten


def describe(book: Book, layout: Layout, rewritten: Rewritten) -> dict[str, Any]:
    """What the officer is shown of the file before its columns are agreed to."""
    fields = guess_all(layout.titles)
    people = [line for line in lines(layout, fields) if line.kind == Kind.PERSON]
    fonts = Counter(font.value for line in rewritten.get(layout.sheet.name, {}).values() for font in line.values())
    return {
        "kind": book.kind,
        "encoding": book.encoding,
        "sheet": layout.sheet.name,
        "sheets": [sheet.name for sheet in book.sheets],
        "heading": layout.heading + 1,
        "people": len(people),
        "titles": [title[:120] for title in layout.titles],
        "samples": [_samples(people, column) for column in range(len(layout.titles))],
        "fields": [one.value if one else "" for one in fields],
        "orders": _orders(people, len(layout.titles)),
        "fonts": dict(fonts),
        "fingerprint": fingerprint(layout.titles),
    }


def _samples(people: list[Line], column: int) -> list[str]:
    found: list[str] = []
    for line in people:
        text = shown(line.cells[column])[:40] if column < len(line.cells) else ""
        if text and text not in found:
            found.append(text)
        if len(found) == SAMPLES:
            break
    return found


def _orders(people: list[Line], columns: int) -> list[str]:
    """The order of each column's days, "?" where the officer must say; "" where it has none."""
    found = []
    for column in range(columns):
        told = evidence(line.cells[column] for line in people if column < len(line.cells))
        has_days = told.day_first or told.month_first or told.either or told.typed_low or told.typed_high
        found.append((told.order.value if told.order else "?") if has_days else "")
    return found


def remembered(roster: RosterImport) -> RememberedMapping | None:
    held = RememberedMapping.objects.filter(agency=roster.agency, fingerprint=roster.reading.get("fingerprint", ""))
    return held.first()


def judge_of(roster: RosterImport, people: list[Said], account: Any) -> Judge:
    """With everything it needs to know, read now, as far as ``account`` answers for it."""
    scope = RosterScope(account, timezone.localdate())
    within = scope.within(roster.agency_id, roster.as_of)
    units = Units(roster.agency_id, roster.as_of, within, scope.agencies.history, roster.choices)
    widths = widths_of(people) or zero_led_codes(within, roster.as_of)
    codes = {said.code for said in people} | {padded(said.code, widths) for said in people}
    known = read_known(people, codes, scope.reach, roster.as_of)
    category = str(roster.mapping.get("category", ""))
    return Judge(roster.as_of, units, known, scope.reach, category=category, widths=widths)


def judged_lines(roster: RosterImport, people: list[Said], chosen: Mapping[int, str], account: Any) -> Iterator[Judged]:
    """All verdicts, those of leavers last."""
    judge = judge_of(roster, people, account)
    yield from judge.judge(people, chosen)
    if roster.is_whole:
        yield from leavers(judge, roster_of(judge.units.within, roster.as_of))


def stage(roster: RosterImport, account: Any) -> None:
    """Judge every line of the file anew and keep the verdicts. Raises ``Unreadable``."""
    # Reading it again takes seconds: whoever waits sees at once how much there is.
    heartbeat(roster, done=0, total=roster.reading.get("people", 0))
    parsed = _parsed(roster)
    heartbeat(roster, done=0, total=len(parsed.people))
    chosen = decided(roster)
    stage_judged(roster, judged_lines(roster, parsed.people, chosen, account), chosen)
    left_out = {str(kind): number for kind, number in parsed.left_out.items()}
    RosterImport.objects.filter(pk=roster.pk).update(
        counts={**counts_of(roster), "left_out": left_out, "rewritten": parsed.rewritten, "people": len(parsed.people)}
    )


def _parsed(roster: RosterImport) -> Parsed:
    """The cells are let go of before anybody is judged: together they would be the most memory an import takes."""
    _book, layout, rewritten = read_file(roster)
    return parse(layout, Columns.from_json(roster.mapping), roster.as_of, rewritten)


def decided(roster: RosterImport) -> dict[int, str]:
    return dict(roster.lines.filter(line__gt=0).exclude(choice="").values_list("line", "choice"))


def stage_judged(roster: RosterImport, judged: Iterable[Judged], chosen: Mapping[int, str]) -> None:
    kept = dict(roster.lines.filter(line=0).exclude(choice="").values_list("detail__person", "choice"))
    with transaction.atomic():
        roster.lines.all()._raw_delete(roster.lines.db)
    waiting: list[RosterLine] = []
    done = 0
    for one in judged:
        choice = chosen.get(one.line, "") if one.line else kept.get(str(one.person), "")
        waiting.append(as_row(roster, one, choice))
        if len(waiting) == STAGED_AT_ONCE:
            done += len(waiting)
            RosterLine.objects.bulk_create(waiting, batch_size=STAGED_AT_ONCE)
            heartbeat(roster, done=done)
            waiting = []
    RosterLine.objects.bulk_create(waiting, batch_size=STAGED_AT_ONCE)
    heartbeat(roster, done=done + len(waiting))


def as_row(roster: RosterImport, one: Judged, choice: str) -> RosterLine:
    detail = {
        "said": one.said.as_json() if one.said else {},
        "person": str(one.person) if one.person else None,
        "agency": str(one.agency) if one.agency else None,
        "was": str(one.was) if one.was else None,
        "why": one.why,
        "unit": one.unit,
        "of_line": one.of_line,
        "candidates": [
            {"id": str(human.id), "name": human.name, "born": human.birth_year, "code": human.code,
             "agencies": [str(held.agency) for held in human.belongings]}
            for human in one.candidates
        ],
        "remarks": one.remarks,
        "faults": one.faults,
        "changes": one.changes,
        "mend": one.mend,
        "mend_was": one.mend_was,
    }  # fmt: skip
    return RosterLine(
        roster=roster,
        line=one.line,
        verdict=Verdict.FAULT if one.faults else one.verdict,
        is_open=one.is_open and not one.faults,
        choice=choice,
        name=one.name[:200],
        detail={name: value for name, value in detail.items() if value},
    )


def counts_of(roster: RosterImport) -> dict[str, Any]:
    """How many lines of each verdict, how many wait for a choice, and the units that do, with how many lines."""
    verdicts: Counter[str] = Counter()
    units: dict[str, dict[str, Any]] = {}
    waiting = 0
    rows = roster.lines.filter(verdict=Verdict.UNIT).values_list("detail__unit", "detail__why")
    for asked, why in rows.iterator(STAGED_AT_ONCE):
        told = units.setdefault(key(asked), {"asked": asked, "why": why, "lines": 0})
        told["lines"] += 1
    open_ones = Count("id", filter=Q(is_open=True))
    for row in roster.lines.order_by().values("verdict").annotate(many=Count("id"), open=open_ones):
        verdicts[row["verdict"]] = row["many"]
        waiting += row["open"]
    return {"verdicts": dict(verdicts), "open": waiting, "units": units}

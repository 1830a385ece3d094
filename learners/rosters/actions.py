"""What an officer does with a roster: bring a file, say what its columns are, choose, have it taken over, undo it.

What takes long is left to the worker (``tasks``): the state says what is going on, and turns by one UPDATE that only
the state before answers to, so that a button pressed twice does one thing.
"""

import datetime as dt
import hashlib
import uuid
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from learners.agencies.models import Agency
from learners.rosters.judging import SKIP
from learners.rosters.models import (
    FOLDER,
    RUNNING,
    WAITING,
    RememberedMapping,
    RosterImport,
    RosterLine,
    State,
    Verdict,
)
from learners.rosters.parsing import Mapping as Columns
from learners.rosters.staging import counts_of
from learners.rosters.tasks import work
from learners.rosters.upkeep import forget_one
from mooc.foundation.models import audit
from mooc.foundation.private import private_storage

# A worker not heard of for so long is taken for dead, and its step may be begun anew.
SILENT = dt.timedelta(minutes=5)


def bring(
    *, agency: Agency, as_of: dt.date, is_whole: bool, name: str, content: bytes, acting_user: Any
) -> RosterImport:
    """Keep the file and have it read. The file first, then its row: what has no row is swept."""
    kept = private_storage().save(f"{FOLDER}/{uuid.uuid4().hex}", ContentFile(content))
    now = timezone.now()
    with transaction.atomic():
        roster = RosterImport.objects.create(
            agency=agency,
            owner=acting_user,
            as_of=as_of,
            is_whole=is_whole,
            name=name[-120:],
            file=kept,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            created_at=now,
            touched_at=now,
        )
        told = {"file": roster.name, "sha256": roster.sha256, "as_of": str(as_of), "agency": str(agency.pk)}
        audit(acting_user=acting_user, verb="rosters.bring", subject=roster, new={**told, "whole": is_whole})
        _have_worked(roster, acting_user)
    return roster


def set_columns(*, roster: RosterImport, columns: Columns, sheet: str, acting_user: Any) -> bool:
    """Agree to a mapping, remember it for the agency, and have the lines judged; False when it was not waiting.

    Another ``sheet`` is read first, and asked about again.
    """
    if sheet != roster.reading.get("sheet", ""):
        return _turn(roster, (State.MAPPING,), State.READING, acting_user, "rosters.sheet", sheet=sheet)
    mapping = columns.as_json()
    with transaction.atomic():
        turned = _turn(roster, WAITING, State.JUDGING, acting_user, "rosters.map", mapping=mapping)
        if turned:
            remember(roster, mapping=mapping)
    return turned


def change_columns(*, roster: RosterImport, acting_user: Any) -> bool:
    """Back from the preview to the columns."""
    return _turn(roster, (State.PREVIEW,), State.MAPPING, acting_user, "rosters.map_again")


def remember(roster: RosterImport, **columns: Any) -> None:
    mark = roster.reading.get("fingerprint", "")
    defaults = {"saved_at": timezone.now(), **columns}
    RememberedMapping.objects.update_or_create(
        agency_id=roster.agency_id,
        fingerprint=mark,
        defaults=defaults,
        create_defaults={"mapping": roster.mapping, **defaults},
    )


def choose_units(*, roster: RosterImport, chosen: Mapping[str, UUID], acting_user: Any) -> bool:
    """``chosen``: the agency meant by each unit's name (``units.key``); the lines are judged again."""
    choices = {**roster.choices, **{asked: str(agency) for asked, agency in chosen.items()}}
    with transaction.atomic():
        turned = _turn(roster, (State.PREVIEW,), State.JUDGING, acting_user, "rosters.units", choices=choices)
        if turned:
            remember(roster, choices=choices)
    return turned


@transaction.atomic
def decide(*, roster: RosterImport, choices: Mapping[int, str], acting_user: Any) -> int:
    """``choices``: by the id of a line "same:<person>", "new", "skip" or "" for nothing; says how many changed.

    Whether a line still waits is known at once; what its choice comes to, when the lines are judged again, before
    anything is applied.
    """
    if not RosterImport.objects.select_for_update().filter(pk=roster.pk, state=State.PREVIEW).exists():
        return 0
    rows = [row for row in roster.lines.filter(pk__in=choices) if row.choice != choices[row.pk]]
    for row in rows:
        row.choice = choices[row.pk]
        row.is_open = row.verdict in (Verdict.ASK, Verdict.UNIT) and not row.choice
    if not rows:
        return 0
    RosterLine.objects.bulk_update(rows, ["choice", "is_open"])
    stale = bool(roster.counts.get("stale")) or any(row.choice != SKIP for row in rows)
    counts = {**roster.counts, **counts_of(roster), "stale": stale}
    RosterImport.objects.filter(pk=roster.pk).update(counts=counts)
    told = {str(row.line): row.choice for row in rows}
    audit(acting_user=acting_user, verb="rosters.decide", subject=roster, new=told)
    return len(rows)


def judge_again(*, roster: RosterImport, acting_user: Any) -> bool:
    return _turn(roster, (State.PREVIEW,), State.JUDGING, acting_user, "rosters.judge")


def start_apply(*, roster: RosterImport, without_faults: bool, acting_user: Any) -> bool:
    """Have it taken over; False when it was not waiting for that."""
    return _turn(
        roster, (State.PREVIEW,), State.APPLYING, acting_user, "rosters.start_apply", without_faults=without_faults
    )


def start_undo(*, roster: RosterImport, reason: str, acting_user: Any) -> bool:
    return _turn(roster, (State.APPLIED,), State.UNDOING, acting_user, "rosters.start_undo", reason=reason)


def try_again(*, roster: RosterImport, acting_user: Any) -> bool:
    """Begin the step anew that a worker left in the middle."""
    silent = RosterImport.objects.filter(pk=roster.pk, state__in=RUNNING, touched_at__lt=timezone.now() - SILENT)
    with transaction.atomic():
        turned = bool(silent.update(touched_at=timezone.now()))
        if turned:
            audit(acting_user=acting_user, verb="rosters.try_again", subject=roster, old={"state": roster.state})
            _have_worked(roster, acting_user)
    return turned


def give_up(*, roster: RosterImport, acting_user: Any) -> bool:
    """The file and what it said go at once."""
    waiting = (*WAITING, State.FAILED)
    with transaction.atomic():
        turned = _turn(roster, waiting, State.GIVEN_UP, acting_user, "rosters.give_up")
    if turned:
        forget_one(roster)
    return turned


def _turn(
    roster: RosterImport,
    old: tuple[State, ...],
    new: State,
    acting_user: Any,
    verb: str,
    reason: str = "",
    **columns: Any,
) -> bool:
    with transaction.atomic():
        held = RosterImport.objects.filter(pk=roster.pk, state__in=old)
        now = timezone.now()
        turned = bool(held.update(state=new, touched_at=now, problem="", done=0, total=0, **columns))
        if turned:
            told = {name: value for name, value in columns.items() if name != "mapping"}
            audit(acting_user=acting_user, verb=verb, subject=roster, old={"state": roster.state},
                  new={"state": new, **told}, reason=reason)  # fmt: skip
            roster.refresh_from_db()
            if new in RUNNING:
                _have_worked(roster, acting_user, reason)
    return turned


def _have_worked(roster: RosterImport, acting_user: Any, reason: str = "") -> None:
    work.enqueue(str(roster.pk), str(acting_user.pk), reason)

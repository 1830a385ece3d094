"""A roster taken over: all of what its preview showed, or nothing.

Every line is judged again first, outside of any transaction: where the world has moved since the officer looked, she
looks again. Then persons and memberships are written in one transaction, in a few statements for each 2,000 lines, with
what it takes to undo all of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learners.agencies.belonging import Applied, CannotChange, apply_changes
from learners.agencies.changes import Begin, Change, as_kept
from learners.agencies.models import Membership
from learners.people.models import Person
from learners.rosters.judging import SKIP, Judged
from learners.rosters.models import (
    RosterEffect,
    RosterImport,
    RosterLine,
    RosterSnapshot,
    State,
    Verdict,
    heartbeat,
)
from learners.rosters.planned import as_change
from learners.rosters.said import Said
from learners.rosters.staging import STAGED_AT_ONCE, counts_of, decided, judged_lines, stage_judged
from mooc.foundation.batches import insert_rows
from mooc.foundation.loaded import collecting_nothing
from mooc.foundation.models import audit

# How many of the reasons are told; the rest are counted.
TOLD = 20


class NotApplied(Exception):
    """Why nothing was changed, in words for the officer."""


@dataclass(slots=True)
class Work:
    """What is to be written; ``owners`` says whose each change is."""

    new: list[Person] = field(default_factory=list)
    mends: dict[UUID, tuple[dict[str, Any], dict[str, Any]]] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    owners: list[UUID] = field(default_factory=list)
    rows: int = 0


def apply(roster: RosterImport, account: Any) -> None:
    """Raises ``NotApplied``; what differs from the preview is staged anew then."""
    work = _worked_out(roster, account)
    try:
        with collecting_nothing():
            _write(roster, work, account)
    except CannotChange as refused:
        raise NotApplied(told([refusal.text for refusal in refused.refusals])) from refused
    except IntegrityError:
        raise NotApplied(_("Có người vừa sửa cùng những người này. Chưa có gì được ghi; anh/chị thử lại.")) from None


def _worked_out(roster: RosterImport, account: Any) -> Work:
    """All that can be known before anybody has to wait; what it was judged by is let go of again."""
    chosen = decided(roster)
    kept = dict(roster.lines.filter(line=0).exclude(choice="").values_list("detail__person", "choice"))
    people = staged_people(roster)
    judged = list(judged_lines(roster, people, chosen, account))
    heartbeat(roster, done=0, total=len(judged))
    _hold_against_preview(roster, judged, chosen)
    work = plan(judged, chosen, kept, without_faults=roster.without_faults)
    heartbeat(roster, done=len(judged) // 2)
    return work


def staged_people(roster: RosterImport) -> list[Said]:
    rows = roster.lines.filter(line__gt=0).order_by("line").values_list("detail__said", flat=True)
    return [Said.from_json(told) for told in rows.iterator(STAGED_AT_ONCE)]


def told(reasons: list[str]) -> str:
    """One a line, the first twenty."""
    more = len(reasons) - TOLD
    left = [ngettext("và %d lý do khác", "và %d lý do khác", more) % more] if more > 0 else []
    return "\n".join([*reasons[:TOLD], *left])


def _hold_against_preview(roster: RosterImport, judged: list[Judged], chosen: dict[int, str]) -> None:
    if differing(roster, judged):
        stage_judged(roster, judged, chosen)
        counts = {**roster.counts, **counts_of(roster)}
        RosterImport.objects.filter(pk=roster.pk).update(counts=counts)
        raise NotApplied(
            _("Từ lúc anh/chị xem, dữ liệu đã khác. Chưa có gì được ghi; danh sách đã được đối chiếu lại, hãy xem lại.")
        )
    if any(one.is_open for one in judged):
        raise NotApplied(_("Còn dòng cần anh/chị quyết định."))
    if not roster.without_faults and any(one.faults for one in judged if one.line):
        raise NotApplied(_("Còn dòng lỗi. Anh/chị sửa tệp rồi tải lên lại, hoặc đồng ý bỏ qua các dòng lỗi."))


def differing(roster: RosterImport, judged: Iterable[Judged]) -> bool:
    """Whether any line would now do something else than what is staged of it."""
    now = {
        one.line or str(one.person): (
            Verdict.FAULT if one.faults else one.verdict,
            str(one.person) if one.person else None,
            one.is_open and not one.faults,
            one.changes,
            one.mend,
        )
        for one in judged
    }
    rows = roster.lines.values_list("line", "verdict", "is_open", "detail")
    for line, verdict, is_open, detail in rows.iterator(STAGED_AT_ONCE):
        who = detail.get("person")
        staged = (verdict, who, is_open, detail.get("changes", []), detail.get("mend", {}))
        if now.pop(line or who, None) != staged:
            return True
    return bool(now)


def plan(judged: list[Judged], chosen: dict[int, str], kept: dict[str, str], *, without_faults: bool) -> Work:
    """What is to be written of the lines that are neither left out nor at fault."""
    work, made = Work(), dict[int, UUID]()
    for one in judged:
        choice = chosen.get(one.line, "") if one.line else kept.get(str(one.person), "")
        if one.faults or choice == SKIP or one.verdict in (Verdict.FAULT, Verdict.UNIT, Verdict.ASK):
            continue
        work.rows += one.line > 0
        person = one.person or made.get(one.of_line)
        if one.verdict == Verdict.NEW:
            new = Person(id=uuid4(), **one.mend)
            new.set_derived()
            work.new.append(new)
            person = made[one.line] = new.pk
        elif one.mend and person:
            work.mends[person] = (one.mend, one.mend_was)
        if person is None:
            # Beside the agency of somebody whose own line was left out.
            continue
        work.changes += [as_change(planned, person) for planned in one.changes]
        work.owners += [person for _planned in one.changes]
    return work


@transaction.atomic
def _write(roster: RosterImport, work: Work, account: Any) -> None:
    held = RosterImport.objects.select_for_update().filter(pk=roster.pk, state=State.APPLYING).first()
    if held is None:
        raise NotApplied(_("Lần nhập này đã được ghi hoặc đã bỏ."))
    insert_rows(Person, *_as_rows(work.new))
    made = {person.pk: person.full_name for person in work.new}
    work.new.clear()
    _mend(work)
    touched = [change.membership for change in work.changes if not isinstance(change, Begin)]
    before = {key: as_kept(row) for key, row in in_bulk(touched).items()}
    source = f"{roster.name} ({roster.sha256[:12]})"
    reason = _("Nhập danh sách ngày %s") % f"{roster.as_of:%d/%m/%Y}"
    applied = (
        apply_changes(work.changes, acting_user=account, reason=reason, source=source, made=made)
        if work.changes
        else []
    )
    after = {key: as_kept(row) for key, row in in_bulk(list(before)).items()}
    effects = _effects(roster, work, made.keys(), applied, before, after)
    insert_rows(RosterEffect, ("roster", "person", "made", "detail"), effects)
    now = timezone.now()
    RosterSnapshot.objects.create(
        agency_id=roster.agency_id,
        as_of=roster.as_of,
        sha256=roster.sha256,
        rows=work.rows,
        is_whole=roster.is_whole,
        taken_by=account,
        taken_at=now,
        roster=roster,
    )
    numbers = {"people": work.rows, "new": len(made), "changes": len(work.changes), "mended": len(work.mends)}
    RosterImport.objects.filter(pk=roster.pk).update(
        state=State.APPLIED, applied_at=now, problem="", counts={**held.counts, "applied": numbers}
    )
    audit(
        acting_user=account,
        verb="rosters.apply",
        subject=roster,
        new={"file": roster.name, "sha256": roster.sha256, "as_of": str(roster.as_of), **numbers},
    )


def _as_rows(people: list[Person]) -> tuple[list[str], Iterator[list[Any]]]:
    """Names and values of all their columns."""
    fields = Person._meta.concrete_fields
    return [field.name for field in fields], ([field.pre_save(one, add=True) for field in fields] for one in people)


def in_bulk(keys: Iterable[int]) -> dict[int, Membership]:
    listed, found = sorted(set(keys)), dict[int, Membership]()
    for start in range(0, len(listed), STAGED_AT_ONCE):
        found |= Membership.objects.in_bulk(listed[start : start + STAGED_AT_ONCE])
    return found


def _mend(work: Work) -> None:
    """The columns of each kind together; most fill none or one."""
    people = [Person(id=person, **mend) for person, (mend, _was) in work.mends.items()]
    for name in ("birth_year", "staff_code", "phone"):
        listed = [person for person in people if name in work.mends[person.pk][0]]
        Person.objects.bulk_update(listed, [name], batch_size=STAGED_AT_ONCE)


def _effects(
    roster: RosterImport,
    work: Work,
    made: Set[UUID],
    applied: list[Applied],
    before: dict[int, Any],
    after: dict[int, Any],
) -> Iterator[tuple[UUID, UUID, bool, dict[str, Any]]]:
    """As rows: roster, person, whether the import made her, what it did to her."""
    details: dict[UUID, dict[str, Any]] = {person: {} for person in made}
    for person, (mend, was) in work.mends.items():
        details.setdefault(person, {}).update(mend=mend, mend_was=was)
    begun: dict[UUID, list[Membership]] = defaultdict(list)
    for owner, one in zip(work.owners, applied, strict=True):
        detail = details.setdefault(owner, {})
        if one.membership.pk not in before:
            begun[owner].append(one.membership)
        if not isinstance(one.change, Begin):
            key = one.change.membership
            detail.setdefault("changed", {})[str(key)] = [before[key], after[key]]
    for person, detail in details.items():
        # Put into words one by one: all of them at once are megabytes.
        rows = [[row.pk, as_kept(row)] for row in begun.get(person, ())]
        yield roster.pk, person, person in made, {**detail, **({"made": rows} if rows else {})}


def left_out(roster: RosterImport) -> int:
    """How many lines with a fault an apply would leave out."""
    return RosterLine.objects.filter(roster=roster, verdict=Verdict.FAULT, line__gt=0).count()

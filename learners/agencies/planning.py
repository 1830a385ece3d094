"""What a list of changes makes of memberships, worked out on copies: nothing is read or written here.

Changes apply in their order, so that one may build on another. What cannot be is told by the place of its change in
the list and all at once, not at the first.
"""

import copy
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from learners.agencies.changes import Begin, Change, Correct, End, Move, Withdraw, as_kept
from learners.agencies.models import Membership

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the change at ``place`` of the list cannot be; ``person`` is her record, None where nobody is known."""

    place: int
    person: UUID | None
    text: str


def shown(day: dt.date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


@dataclass(slots=True)
class Noted:
    """One change as it happened: ``row`` after it, what audit keeps beside it; of a move there are two."""

    verb: str
    row: Membership
    old: dict[str, Any] | None
    new: dict[str, Any] | None


@dataclass
class Plan:
    """``before``: the rows as they are kept, all of everybody concerned; ``kept``: merged record -> kept record."""

    before: Mapping[int, Membership]
    kept: Mapping[UUID, UUID]
    rows: dict[int, Membership] = field(init=False)
    added: list[Membership] = field(default_factory=list)
    touched: dict[int, int] = field(default_factory=dict)
    noted: list[Noted] = field(default_factory=list)
    results: list[Membership | None] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    def __post_init__(self) -> None:
        # Copied when they are altered: of most nothing is.
        self.rows = dict(self.before)

    def take(self, changes: Iterable[Change]) -> None:
        for place, change in enumerate(changes):
            refused = len(self.refusals)
            row = self._take(place, change)
            self.results.append(row if len(self.refusals) == refused else None)

    def _take(self, place: int, change: Change) -> Membership | None:
        if isinstance(change, Begin):
            return self._begin(place, change)
        row = self.rows.get(change.membership)
        if row is None:
            self.refusals.append(
                Refusal(place, None, _("thông tin công tác này không còn: có người vừa sửa hoặc bỏ nó"))
            )
            return None
        if isinstance(change, Withdraw):
            return self._withdraw(row, change)
        if row is self.before[change.membership]:
            row = self.rows[change.membership] = copy.copy(row)
        if isinstance(change, End):
            return self._end(place, row, change.last_day)
        if isinstance(change, Move):
            return self._move(place, row, change)
        return self._correct(place, row, change)

    def _begin(self, place: int, change: Begin) -> Membership:
        row = Membership(
            person_id=self.kept.get(change.person, change.person),
            agency_id=change.agency,
            category=change.category,
            position=change.position,
            is_head=change.is_head,
            is_primary=change.is_primary,
            valid_from=change.valid_from,
            valid_to=change.valid_to,
        )
        return self._add(place, row, "begin_membership")

    def _add(self, place: int, row: Membership, verb: str) -> Membership:
        self.added.append(row)
        self.touched[id(row)] = place
        self.noted.append(Noted(verb, row, None, as_kept(row)))
        return row

    def _close(self, place: int, row: Membership, before: dt.date, verb: str) -> bool:
        """Whether it could be: a row already closed by then is another fact's."""
        if before <= row.valid_from:
            text = _("ngày cuối phải từ ngày bắt đầu (%(day)s) trở đi; nếu chưa từng công tác ở đó thì là sai từ đầu")
        elif row.valid_to and row.valid_to < before:
            text = _("đã kết thúc từ trước ngày %(day)s")
        else:
            self._alter(place, row, {"valid_to": before}, verb)
            return True
        self._refuse(place, row, text % {"day": shown(row.valid_to or row.valid_from)})
        return False

    def _end(self, place: int, row: Membership, last_day: dt.date) -> Membership | None:
        if row.valid_to == last_day + ONE_DAY:
            return row  # said twice
        return row if self._close(place, row, last_day + ONE_DAY, "end_membership") else None

    def _move(self, place: int, row: Membership, change: Move) -> Membership | None:
        end = row.valid_to
        if end and end <= change.first_day:
            self._refuse(place, row, _("đã kết thúc từ trước ngày %(day)s") % {"day": shown(end)})
            return None
        stays = change.agency == row.agency_id
        made = Membership(
            person_id=row.person_id,
            agency_id=change.agency,
            category=row.category,
            position=row.position,
            is_head=row.is_head and stays,
            is_primary=row.is_primary,
            valid_from=change.first_day,
            valid_to=end,
        )
        for name, value in change.changes.items():
            setattr(made, name, value)
        if not self._close(place, row, change.first_day, "move_membership"):
            return None
        return self._add(place, made, "begin_membership")

    def _correct(self, place: int, row: Membership, change: Correct) -> Membership:
        columns = {("agency_id" if name == "agency" else name): value for name, value in change.changes.items()}
        self._alter(place, row, columns, "correct_membership")
        return row

    def _withdraw(self, row: Membership, change: Withdraw) -> Membership:
        self.noted.append(Noted("withdraw_membership", row, as_kept(row), None))
        del self.rows[change.membership]
        return row

    def _alter(self, place: int, row: Membership, columns: Mapping[str, Any], verb: str) -> None:
        old = as_kept(row)
        for name, value in columns.items():
            setattr(row, name, value)
        new = as_kept(row)
        if new == old:
            return
        self.touched[id(row)] = place
        differing = [name for name in new if new[name] != old[name]]
        self.noted.append(
            Noted(verb, row, {name: old[name] for name in differing}, {name: new[name] for name in differing})
        )

    def _refuse(self, place: int, row: Membership, text: str) -> None:
        self.refusals.append(Refusal(place, row.person_id, text))

    def changed(self) -> Iterator[Membership]:
        for row in [*self.rows.values(), *self.added]:
            if id(row) in self.touched:
                yield row

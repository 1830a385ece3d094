"""What cannot be among memberships, told in sentences before the database refuses it without one.

One primary membership a day, one membership of an agency a day, and an agency that is there on the first day. That an
agency ends before a membership does is no error: such people are "Chưa phân đơn vị".
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from learners.agencies.models import AgencyPlacement, Category, Membership
from learners.agencies.planning import Plan, Refusal, shown
from learners.agencies.queries import name_on
from mooc.foundation.batches import in_batches

Spans = dict[UUID, list[tuple[dt.date, dt.date | None]]]


class CannotChange(Exception):
    """Nothing was changed. ``refusals`` say why, by the place of each change in the list; persons by name."""

    def __init__(self, refusals: list[Refusal]) -> None:
        self.refusals = refusals
        super().__init__("\n".join(refusal.text for refusal in refusals))


def refusals_of(plan: Plan, names: dict[UUID, str]) -> list[Refusal]:
    """All of them in the order of the list; ``names`` are those of the persons, by their records."""
    wrong = [refusal for row in plan.changed() for refusal in _of_row(plan, row)]
    wrong += [] if wrong else _absent(plan)
    wrong += _overlapping(plan)
    told = [Refusal(one.place, one.person, _named(one, names)) for one in [*plan.refusals, *wrong]]
    return sorted(told, key=lambda one: one.place)


def _named(refusal: Refusal, names: dict[UUID, str]) -> str:
    name = names.get(refusal.person) if refusal.person else None
    text = refusal.text if name is None else f"{name}: {refusal.text}"
    return f"{text[0].upper()}{text[1:]}."


def _of_row(plan: Plan, row: Membership) -> Iterator[Refusal]:
    place = plan.touched[id(row)]
    if row.valid_to is not None and row.valid_to <= row.valid_from:
        yield Refusal(place, row.person_id, _("ngày kết thúc phải sau ngày bắt đầu (%s)") % shown(row.valid_from))
    if row.category not in Category.values:
        yield Refusal(place, row.person_id, _("không có đối tượng “%s”") % row.category)
    if len(row.position) > 120 or "\x00" in row.position:
        yield Refusal(place, row.person_id, _("chức vụ dài tối đa 120 ký tự"))


def _absent(plan: Plan) -> list[Refusal]:
    """Rows that begin, at an agency or on a day other than before, where the agency is not in the tree."""
    began = {key: (row.agency_id, row.valid_from) for key, row in plan.before.items()}
    fresh = [row for row in plan.changed() if began.get(row.pk) != (row.agency_id, row.valid_from)]
    spans = _standing({row.agency_id for row in fresh})
    absent = [row for row in fresh if not _covered(spans.get(row.agency_id, []), row.valid_from)]
    called = _agency_names(row.agency_id for row in absent)
    text = _("ngày %(day)s không có đơn vị “%(agency)s”")
    return [
        Refusal(
            plan.touched[id(row)],
            row.person_id,
            text % {"day": shown(row.valid_from), "agency": called.get(row.agency_id, "?")},
        )
        for row in absent
    ]


def _standing(agencies: set[UUID]) -> Spans:
    found: Spans = defaultdict(list)
    for batch in in_batches(sorted(agencies)):
        placed = AgencyPlacement.objects.filter(agency__in=batch)
        for agency, start, end in placed.values_list("agency", "valid_from", "valid_to"):
            found[agency].append((start, end))
    return found


def _covered(spans: Iterable[tuple[dt.date, dt.date | None]], day: dt.date) -> bool:
    return any(start <= day and (end is None or day < end) for start, end in spans)


def _overlapping(plan: Plan) -> list[Refusal]:
    by_person: dict[UUID, list[Membership]] = defaultdict(list)
    for row in [*plan.rows.values(), *plan.added]:
        by_person[row.person_id].append(row)
    changed = {row.person_id for row in plan.changed()}
    pairs = [pair for person in changed for pair in combinations(by_person[person], 2) if _collide(*pair)]
    called = _agency_names(row.agency_id for pair in pairs for row in pair)
    return [_told(plan, one, other, called) for one, other in pairs]


def _collide(one: Membership, other: Membership) -> bool:
    same = one.agency_id == other.agency_id or (one.is_primary and other.is_primary)
    if not same:
        return False
    first, second = sorted((one, other), key=lambda row: row.valid_from)
    return first.valid_to is None or second.valid_from < first.valid_to


def _told(plan: Plan, one: Membership, other: Membership, called: dict[UUID, str]) -> Refusal:
    """At the later of the two changes; what it names is the other row."""
    new, old = sorted((one, other), key=lambda row: plan.touched.get(id(row), -1), reverse=True)
    if new.agency_id == old.agency_id:
        text = _("đã thuộc “%(agency)s” %(period)s; hai lần công tác ở một đơn vị không chồng ngày lên nhau")
    else:
        text = _("đơn vị chính %(period)s là “%(agency)s”; mỗi ngày một người chỉ có một đơn vị chính")
    held = {"agency": called.get(old.agency_id, "?"), "period": _period(old)}
    return Refusal(plan.touched[id(new)], new.person_id, text % held)


def _period(row: Membership) -> str:
    if row.valid_to is None:
        return _("từ ngày %s") % shown(row.valid_from)
    last = row.valid_to - dt.timedelta(days=1)
    return _("từ ngày %(first)s đến hết ngày %(last)s") % {"first": shown(row.valid_from), "last": shown(last)}


def _agency_names(agencies: Iterable[UUID]) -> dict[UUID, str]:
    wanted = set(agencies)
    return {key: name.name for key, name in name_on(wanted, timezone.localdate()).items()} if wanted else {}

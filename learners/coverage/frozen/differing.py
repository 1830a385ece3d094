"""What two frozen reports do not have in common: the rows' numbers, and what became known in between.

Rows are found again by their agency. The inputs of both say exactly whose membership, exemption or completion came or
went; reasons are told where somebody wrote one down.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from learners.campaigns.models import Exemption
from learners.coverage.frozen.content import shown
from learners.coverage.frozen.inputs import Inputs, Line, unpack
from learners.coverage.frozen.models import FrozenInputs, FrozenReport
from learners.coverage.numbers import Numbers
from learners.coverage.rows import Report, Row
from learners.progress.models import Completion
from mooc.foundation.periods import on

BATCH = 5000
COUNTS = ("staff", "required", "completed", "unfinished", "exempted")


@dataclass(frozen=True)
class Change:
    """One row: what it was, what it is. None where one of the reports has no such row."""

    name: str
    before: Numbers | None
    after: Numbers | None

    @property
    def counts(self) -> list[tuple[int | None, int | None, int]]:
        """Of ``COUNTS`` in turn: before, after, by how much."""
        pairs = [tuple(getattr(one, name) if one else None for one in (self.before, self.after)) for name in COUNTS]
        return [(old, new, (new or 0) - (old or 0)) for old, new in pairs]

    @property
    def rates(self) -> tuple[str, str]:
        return tuple(one.rate_text if one else "-" for one in (self.before, self.after))  # type: ignore[return-value]

    @property
    def points(self) -> Decimal | None:
        """By how many percentage points the rate moved."""
        old, new = (one.rate if one else None for one in (self.before, self.after))
        return None if old is None or new is None else new - old


@dataclass(frozen=True)
class Difference:
    """``facts``: (what became known, of how many, the reasons written down with how many each)."""

    earlier: FrozenReport
    later: FrozenReport
    changes: list[Change]
    total: Change
    facts: list[tuple[str, int, list[tuple[str, int]]]]

    @property
    def both(self) -> tuple[FrozenReport, FrozenReport]:
        return self.earlier, self.later


def differ(earlier: FrozenReport, later: FrozenReport) -> Difference:
    """A few queries, and one for every ``BATCH`` of what became known."""
    before, after = shown(earlier).report, shown(later).report
    held = {row.frozen_id: unpack(row.packed) for row in FrozenInputs.objects.filter(pk__in=[earlier.pk, later.pk])}
    return Difference(
        earlier,
        later,
        [change for change in _changes(before, after) if _moved(change)],
        Change(after.name, before.total.numbers, after.total.numbers),
        [fact for fact in _facts(later, held[earlier.pk], held[later.pk]) if fact[1]],
    )


def _changes(before: Report, after: Report) -> Iterable[Change]:
    old, new = _by_place(before), _by_place(after)
    for place in [*new, *(place for place in old if place not in new)]:
        was, now = old.get(place), new.get(place)
        row = now or was
        assert row is not None  # noqa: S101  (a place is of one of them)
        yield Change(row.name, was.numbers if was else None, now.numbers if now else None)


def _by_place(report: Report) -> dict[tuple[UUID | None, bool], Row]:
    return {(row.agency, row.direct): row for row in report.all_rows}


def _moved(change: Change) -> bool:
    return change.before is None or change.after is None or change.before != change.after


def _facts(later: FrozenReport, before: Inputs, after: Inputs) -> Iterable[tuple[str, int, list[tuple[str, int]]]]:
    old, new = before.counted, after.counted
    both = old.keys() & new.keys()
    came, gone = _completions(after.completions - before.completions), before.completions - after.completions
    exempt = [person for person in new if "exempted" in new[person].flags and not _has(old.get(person), "exempted")]
    unexempt = [person for person in old if "exempted" in old[person].flags and not _has(new.get(person), "exempted")]
    yield _("Người có thêm trong danh sách"), len(new.keys() - old.keys()), []
    yield _("Người không còn trong danh sách"), len(old.keys() - new.keys()), []
    yield _("Người tính ở đơn vị khác"), sum(old[one].agency != new[one].agency for one in both), []
    yield _("Người đổi đối tượng hoặc chức danh đứng đầu"), sum(_role(old[one]) != _role(new[one]) for one in both), []
    yield _("Kết quả hoàn thành biết thêm"), sum(count for _reason, count in came), came
    yield _("Kết quả hoàn thành đã bị hủy hoặc không còn tính"), len(gone), []
    yield _("Người được miễn thêm"), len(exempt), _reasons(later, exempt)
    yield _("Người không còn được miễn"), len(unexempt), []


def _has(line: Line | None, flag: str) -> bool:
    return line is not None and flag in line.flags


def _role(line: Line) -> tuple[str, bool]:
    return line.category, "head" in line.flags


def _completions(statements: Iterable[str]) -> list[tuple[str, int]]:
    """Told apart by where the learning was done; one that is no longer kept counts without a reason."""
    asked = sorted(statements)
    external = sum(Completion.objects.filter(pk__in=some, external=True).count() for some in _in_batches(asked))
    told = [(_("học trên hệ thống này"), len(asked) - external), (_("học ở nền tảng khác, nhập sau"), external)]
    return [(reason, count) for reason, count in told if count]


def _reasons(later: FrozenReport, people: list[str]) -> list[tuple[str, int]]:
    held = Exemption.objects.filter(on(later.membership), campaign=later.campaign_id)
    told = Counter[str]()
    for some in _in_batches(people):
        told.update(held.filter(person__in=map(UUID, some)).values_list("reason", flat=True))
    return told.most_common()


def _in_batches(ids: list[str]) -> Iterable[list[str]]:
    """No database takes any number of parameters."""
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))

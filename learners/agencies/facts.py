"""The dated facts a file states, compared with those that are kept. Pure.

A fact belongs to one or more **subjects**: a name to its agency, a code to its agency within its scheme and to the
code itself. Of one subject only one fact holds on a day. A fact that is kept may be closed by a file that knows when
it ended; nothing that is kept is ever rewritten.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from learners.agencies.closure import Period

NAME, PLACE = "name", "place"
WORDS = {NAME: "tên hoặc loại", PLACE: "đơn vị cha"}


@dataclass(frozen=True, slots=True)
class Fact:
    """``table`` is NAME, PLACE or a scheme of codes; ``row`` the key of a kept one, ``line`` where a file states it."""

    table: str
    agency: str
    value: tuple[str, ...]
    period: Period
    row: int | None = None
    line: int = 0

    @property
    def subjects(self) -> list[tuple[str, ...]]:
        own = (self.table, "of", self.agency)
        return [own] if self.table in WORDS else [own, (self.table, "is", *self.value)]

    @property
    def key(self) -> tuple[object, ...]:
        """What two tellings of one fact share, whether or not both know when it ended."""
        return self.table, self.agency, self.value, self.period.start

    def __str__(self) -> str:
        end = f" đến trước {self.period.end}" if self.period.end else ""
        said = ", ".join(part for part in self.value if part) or "không có"
        return f"{WORDS.get(self.table, 'mã')} của {self.agency}: {said} (từ {self.period.start}{end})"


@dataclass(slots=True)
class Plan:
    """What a file adds, which kept facts it closes (carrying the new end), and where it contradicts."""

    add: list[Fact] = field(default_factory=list)
    close: list[Fact] = field(default_factory=list)
    errors: list[tuple[int, str]] = field(default_factory=list)


def compare(kept: Iterable[Fact], stated: Iterable[Fact]) -> Plan:
    """What has to be done so that everything ``stated`` is kept; a contradiction is an error at its line."""
    plan, present = Plan(), {fact.key: fact for fact in kept}
    new: list[Fact] = []
    for fact in stated:
        old = present.get(fact.key)
        if old is None:
            new.append(fact)
        elif old.period.end is None and fact.period.end is not None:
            present[fact.key] = replace(old, period=fact.period)
            plan.close.append(present[fact.key])
        elif old.period != fact.period:
            new.append(fact)
    _add(plan, present.values(), new)
    return plan


def _add(plan: Plan, present: Iterable[Fact], new: Iterable[Fact]) -> None:
    held: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in present:
        for subject in fact.subjects:
            held[subject].append(fact)
    for fact in new:
        around = [other for subject in fact.subjects for other in held[subject]]
        against = next((other for other in around if other.period.meet(fact.period)), None)
        if against is not None:
            where = "dữ liệu đã có" if against.row is not None else f"dòng {against.line}"
            plan.errors.append((fact.line, f"{fact} mâu thuẫn với {where}: {against}"))
            continue
        plan.add.append(fact)
        for subject in fact.subjects:
            held[subject].append(fact)

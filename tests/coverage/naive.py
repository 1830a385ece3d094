"""A drawn world as plain data, and its coverage recomputed person by person.

Nothing here uses the code under test: the recomputation reads what was drawn, with loops and dates only.
"""

import datetime as dt
import uuid
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings

COURSES = [uuid.UUID(int=71), uuid.UUID(int=72), uuid.UUID(int=73)]
LAST = 6
# A month and a half, so that it ends between two of the world's days.
JOINER_DAYS = 45
# Two provinces, three departments below one of them, four units below a department.
PROVINCES, DEPARTMENTS, UNITS = [0, 1], [2, 3, 4], [5, 6, 7, 8]


# A failing seed is a world by itself: making the number smaller makes no smaller world.
MANY_WORLDS = settings(
    max_examples=400,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SOME_WORLDS = settings(MANY_WORLDS, max_examples=15, derandomize=True)


def day(index: int) -> dt.date:
    return dt.date(2026, 1, 1) + dt.timedelta(days=30 * index)


def noon(index: int) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day(index), dt.time(12)))


@dataclass
class Unit:
    """``places``: (from, parent) in order; ``end`` and ``into``: when it ended and what became of it."""

    places: list[tuple[int, int | None]]
    end: int | None = None
    into: list[int] = field(default_factory=list)

    def exists(self, at: int) -> bool:
        return self.places[0][0] <= at and (self.end is None or at < self.end)

    def parent(self, at: int) -> int | None:
        """On the day, or the last by the day, or the first it was to have."""
        return next((up for since, up in reversed(self.places) if since <= at), self.places[0][1])


@dataclass
class Human:
    """``stints``: (agency, from, to, head, category); several records of one human being share ``same_as``.

    ``done``: (course, when, whether it was withdrawn, whether it was achieved elsewhere); ``account``: since when.
    """

    stints: list[tuple[int, int, int | None, bool, str]]
    second: tuple[int, int] | None
    exempt: tuple[int, int] | None
    account: int | None
    done: list[tuple[int, int, bool, bool]]
    started: int | None
    extended: int | None
    excepted: bool | None
    same_as: int | None = None


@dataclass
class World:
    units: list[Unit]
    humans: list[Human]
    audience: list[int]
    excluded: list[int]
    categories: list[str]
    heads: str
    opens: int
    closes: int
    mandatory: list[int]
    electives: list[int]
    needed: int


CATEGORIES = ["can_bo", "cong_chuc", "vien_chuc"]


def _units(dice: Random) -> list[Unit]:
    units = [Unit([(0, None)]), Unit([(0, None)])]
    for above, count in ((PROVINCES, 3), (DEPARTMENTS, 4)):
        for _ in range(count):
            first = dice.randint(0, 2) if above is DEPARTMENTS else 0
            places: list[tuple[int, int | None]] = [(first, dice.choice([*above, above[0]]))]
            if dice.random() < 0.4:
                places.append((dice.randint(first + 1, 5), dice.choice(above)))
            units.append(Unit(places))
    for index in reversed(UNITS):
        unit = units[index]
        if dice.random() < 0.6:
            unit.end = dice.randint(unit.places[-1][0] + 1, LAST)
            alive = [other for other in UNITS if other > index and units[other].exists(unit.end)]
            unit.into = dice.sample([*DEPARTMENTS, *alive], dice.choice([0, 1, 1, 2]))
    return units


def _human(dice: Random, others: list[int]) -> Human:
    moved, where = dice.randint(1, LAST), [*PROVINCES, *DEPARTMENTS, *UNITS, *UNITS]
    first = (dice.choice(where), 0, moved, dice.random() < 0.3, dice.choice(CATEGORIES))
    later = (dice.choice(where), moved, None, dice.random() < 0.3, dice.choice(CATEGORIES))
    return Human(
        stints=dice.choice([[first, later], [first, later], [first, later], [later]]),
        second=(dice.choice(where), dice.randint(0, LAST - 1)) if dice.random() < 0.3 else None,
        exempt=(dice.randint(0, LAST - 1), dice.randint(1, 3)) if dice.random() < 0.2 else None,
        account=dice.choice([None, dice.randint(0, LAST)]),
        done=[
            (dice.randint(0, 2), dice.randint(0, LAST), dice.random() < 0.15, dice.random() < 0.3)
            for _ in range(dice.randint(0, 4))
        ],
        started=dice.choice([None, dice.randint(0, LAST)]),
        extended=dice.choice([None, None, None, dice.randint(3, LAST)]),
        excepted=dice.choice([None] * 6 + [True, False]),
        same_as=dice.choice(others) if others and dice.random() < 0.25 else None,
    )


def draw_world(dice: Random) -> World:
    units, humans = _units(dice), []
    for number in range(dice.randint(6, 12)):
        humans.append(_human(dice, [one for one in range(number) if humans[one].same_as is None]))
    mandatory, opens = dice.choice([[0], [1], [], [0, 1]]), dice.randint(0, 2)
    return World(
        units=units,
        humans=humans,
        audience=dice.choice([[0], [0], [0, 1], [2, 1], [3], [5, 2], [6, 7]]),
        excluded=dice.choice([[], [], [], [4], [7]]),
        categories=dice.choice([[], [], ["cong_chuc"], ["cong_chuc", "can_bo"]]),
        heads=dice.choice(["", "", "", "heads", "others"]),
        opens=opens,
        closes=dice.randint(opens + 1, LAST),
        mandatory=mandatory,
        electives=[course for course in range(3) if course not in mandatory],
        needed=dice.randint(0, 1),
    )


def draw_question(dice: Random) -> "Asked":
    structure, membership = dice.randint(0, LAST), dice.randint(0, LAST)
    completion = dice.choice([membership, dice.randint(2, LAST)])
    hidden = dice.choice([set[int](), set[int](), {3}, {5, 6}, {0, 8}])
    root = dice.choice([0, 0, 0, 0, 1, *DEPARTMENTS])
    return Asked(root, structure, membership, completion, {*range(UNITS[-1] + 1)} - hidden)


# -- Counted by hand ------------------------------------------------------------


@dataclass
class Asked:
    root: int
    structure: int
    membership: int
    completion: int
    within: set[int]


def stands_as(world: World, agency: int, at: int) -> int | None:
    """The agency itself, its single successor's successor, or nobody."""
    unit = world.units[agency]
    if unit.exists(at):
        return agency
    if unit.end is None or unit.end > at or len(unit.into) != 1:
        return None
    return stands_as(world, unit.into[0], at)


def line(world: World, agency: int | None, at: int) -> list[int]:
    if agency is None:
        return []
    now = stands_as(world, agency, at)
    if now is not None and now != agency:
        return [agency, *line(world, now, at)]
    return [agency, *line(world, world.units[agency].parent(at), at)]


def row_of(world: World, agency: int, asked: Asked) -> object:
    """The child of the root it falls under, "own", "unassigned", or None outside."""
    way = line(world, agency, asked.structure)
    if asked.root not in way:
        return None
    for step in way:
        unit = world.units[step]
        if unit.exists(asked.structure) and unit.parent(asked.structure) == asked.root and step in asked.within:
            return step
    return "unassigned" if stands_as(world, agency, asked.structure) is None else "own"


def count(world: World, asked: Asked) -> dict[object, Counter[str]]:
    """A roster that is nobody's is told whole, if the campaign concerns its agency or anybody on it."""
    found: list[tuple[int, list[str]]] = []
    for number, human in enumerate(world.humans):
        if human.second and human.second[1] <= asked.membership:
            agency = human.second[0]
            if agency not in [stint[0] for stint in human.stints]:
                found.append((agency, ["concurrent"]))
        if human.same_as is None:
            found += _count_human(world, asked, [human, *(one for one in world.humans if one.same_as == number)])
    concerned = {agency for agency, names in found if {"required", "exempted"} & set(names)}
    rows: dict[object, Counter[str]] = {}
    for agency, names in found:
        row = row_of(world, agency, asked)
        is_told = agency in concerned or in_audience(world, agency, asked.membership)
        if row is not None and agency in asked.within and (row != "unassigned" or is_told):
            rows.setdefault(row, Counter()).update(names)
    return rows


def in_audience(world: World, agency: int, at: int) -> bool:
    way = set(line(world, agency, at))
    return bool(set(world.audience) & way) and not (set(world.excluded) - set(world.audience)) & way


def _counting(records: list[Human], at: int) -> tuple[int, int, int | None, bool, str] | None:
    """The kept record's own membership goes first, then the oldest record's."""
    for record in records:
        held = [stint for stint in record.stints if stint[1] <= at and (stint[2] is None or at < stint[2])]
        if held:
            return held[0]
    return None


def _count_human(world: World, asked: Asked, records: list[Human]) -> list[tuple[int, list[str]]]:
    """Where she counts, and as what; nowhere without a post."""
    stint = _counting(records, asked.membership)
    if stint is None:
        return []
    first = next((at for at in range(world.opens, world.closes + 1) if _asks(world, records, at)), None)
    names = ["staff"]
    if first is not None and asked.membership >= world.opens and _asks(world, records, asked.membership):
        names += _states(world, asked, records, stint[3], first)
    return [(stint[0], names)]


def _asks(world: World, records: list[Human], at: int) -> bool:
    stint = _counting(records, at)
    words = [record.excepted for record in records if record.excepted is not None]
    if stint is None or (words and not (all(words) if records[0].excepted is None else records[0].excepted)):
        return False
    if words:
        return True
    agency, _, _, head, category = stint
    fits = (not world.categories or category in world.categories) and world.heads in ("", "heads" if head else "others")
    return fits and in_audience(world, agency, at)


def _due(world: World, records: list[Human], first: int) -> dt.date:
    extended = [record.extended for record in records if record.extended is not None]
    if extended:
        return day(max(extended))
    return max(day(world.closes), day(first) + dt.timedelta(days=JOINER_DAYS if first > world.opens else 0))


def _satisfied(world: World, records: list[Human], at: int, own: bool = False) -> bool:
    counted = {
        course
        for record in records
        for course, achieved, withdrawn, external in record.done
        if course in [*world.mandatory, *world.electives]
        and achieved <= at
        and not withdrawn
        and not (own and external)
    }
    asks = bool(world.mandatory) or world.needed > 0
    return asks and set(world.mandatory) <= counted and len(counted & set(world.electives)) >= world.needed


def _states(world: World, asked: Asked, records: list[Human], head: bool, first: int) -> list[str]:
    if any(r.exempt and r.exempt[0] <= asked.membership < sum(r.exempt) for r in records):
        return ["exempted"]
    until = range(asked.completion + 1)
    satisfied = next((at for at in until if _satisfied(world, records, at)), None)
    done, in_time = satisfied is not None, False
    if satisfied is not None:
        in_time = day(satisfied) <= _due(world, records, first)
    courses = [*world.mandatory, *world.electives]
    began = any(0 in courses and r.started is not None and r.started in until for r in records) or any(
        course in courses and achieved in until and not withdrawn
        for r in records
        for course, achieved, withdrawn, _ in r.done
    )
    account = any(record.account is not None and record.account in until for record in records)
    facts = {
        "required": True,
        "registered": account,
        "completed": in_time,
        "late": done and not in_time,
        "in_progress": began and not done,
        "unfinished": not done,
        "no_account": not done and not account,
        "heads": head,
        "heads_completed": head and in_time,
        "external": satisfied is not None and not _satisfied(world, records, satisfied, own=True),
    }
    return [name for name, holds in facts.items() if holds]

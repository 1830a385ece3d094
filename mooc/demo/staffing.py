"""Who works where, and worked where before: careers that follow the reorganisations of the file.

Pure: the same dice give the same careers. A former district's staff went to the communes, some of them weeks after
the district had ended; until then nobody could say where they belonged.
"""

import datetime as dt
import random
from dataclasses import dataclass

from mooc.demo.units import Unit, Units

LATE_TRANSFERS = (dt.date(2025, 7, 17), dt.date(2025, 8, 15))
FIRST_JOINED = dt.date(2006, 1, 1)
# Of those who were there before a commune was merged: from its wards and communes, or from their district.
FROM_DISTRICT = 0.35
# Of those in a merged department: from the part of the file, the others came from provinces outside it.
FROM_FILE = 0.55


@dataclass(frozen=True, slots=True)
class Stay:
    """On the roster of ``unit`` on the days ``[start, end)``; ``end`` None while it lasts."""

    unit: Unit
    start: dt.date
    end: dt.date | None = None


Career = list[Stay]


def places(units: Units, size: int) -> list[Unit]:
    """One unit per person, in proportion to the headcounts; every unit has at least three people."""
    standing = units.standing()
    whole = sum(units.own(unit) for unit in standing)
    counts = {unit.key: max(3, round(size * units.own(unit) / whole)) for unit in standing}
    largest = max(standing, key=lambda unit: counts[unit.key])
    counts[largest.key] += size - sum(counts.values())
    return [unit for unit in standing for _ in range(counts[unit.key])]


def career(dice: random.Random, units: Units, unit: Unit, joined: dt.date) -> Career:
    """From the day she joined to today, ending in ``unit``."""
    if joined >= unit.valid_from:
        return [Stay(unit, joined)]
    earlier, left = _earlier(dice, units, unit)
    if earlier is None:
        return [Stay(unit, unit.valid_from)]
    past = career(dice, units, earlier, joined)
    last = past[-1]
    if last.start >= left:
        return [Stay(unit, unit.valid_from)]
    return [*past[:-1], Stay(last.unit, last.start, left), Stay(unit, left)]


def _earlier(dice: random.Random, units: Units, unit: Unit) -> tuple[Unit | None, dt.date]:
    """Where she was before ``unit`` came to be, and the day she moved; None for somewhere outside the file."""
    before = units.before(unit)
    if not before:
        return None, unit.valid_from
    earlier = dice.choices(before, [max(1, part.headcount) for part in before])[0]
    if unit.kind == "so" and unit.parent == "ct" and dice.random() > FROM_FILE:
        return None, unit.valid_from
    district = units.district_of(earlier)
    if district and dice.random() < FROM_DISTRICT:
        return district, _transferred(dice, unit.valid_from)
    return earlier, unit.valid_from


def _transferred(dice: random.Random, ended: dt.date) -> dt.date:
    if dice.random() < 0.6:
        return ended
    first, last = LATE_TRANSFERS
    return first + dt.timedelta(days=dice.randrange((last - first).days))


def joined(dice: random.Random, today: dt.date) -> dt.date:
    """Most have been there for years; a few came this year."""
    if dice.random() < 0.06:
        return today - dt.timedelta(days=dice.randrange(20, 320))
    return FIRST_JOINED + dt.timedelta(days=dice.randrange((dt.date(2025, 1, 1) - FIRST_JOINED).days))

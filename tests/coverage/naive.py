"""A drawn world as plain data, written to the database, and its coverage recomputed person by person.

Nothing here uses the code under test: the recomputation reads what was drawn, with loops and dates only.
"""

import datetime as dt
import uuid
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from django.utils import timezone

from courses.editions.models import Edition
from learners.agencies import closure
from learners.agencies.models import (
    Agency,
    AgencyName,
    AgencyPlacement,
    Membership,
    Reorganisation,
    ReorganisationLink,
)
from learners.campaigns.models import Campaign, CampaignAgency, CampaignCourse, Exemption
from learners.enrolment.models import Enrolment
from learners.people.models import Account, ActorAlias, Person
from learners.progress.models import Completion, Progress

COURSES = [uuid.UUID(int=71), uuid.UUID(int=72), uuid.UUID(int=73)]
LAST = 6
# Two provinces, three departments below one of them, four units below a department.
PROVINCES, DEPARTMENTS, UNITS = [0, 1], [2, 3, 4], [5, 6, 7, 8]


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
    """``stints``: (agency, from, to, head, category); several records of one human being share ``same_as``."""

    stints: list[tuple[int, int, int | None, bool, str]]
    second: tuple[int, int] | None
    exempt: tuple[int, int] | None
    account: bool
    done: list[tuple[int, int, int, int | None]]
    started: int | None
    same_as: int | None = None


@dataclass
class World:
    units: list[Unit]
    humans: list[Human]
    audience: list[int]
    categories: list[str]
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
        account=dice.random() < 0.5,
        done=[
            (dice.randint(0, 2), dice.randint(0, 4), dice.randint(0, 4), dice.choice([None, None, None, None, 3, 5]))
            for _ in range(dice.randint(0, 4))
        ],
        started=dice.choice([None, dice.randint(0, LAST)]),
        same_as=dice.choice(others) if others and dice.random() < 0.25 else None,
    )


def draw_world(dice: Random) -> World:
    units, humans = _units(dice), []
    for number in range(dice.randint(6, 12)):
        humans.append(_human(dice, [one for one in range(number) if humans[one].same_as is None]))
    mandatory = dice.choice([[0], [1], [], [0, 1]])
    return World(
        units=units,
        humans=humans,
        audience=dice.choice([[0], [0], [0, 1], [2, 1], [3], [5, 2], [6, 7]]),
        categories=dice.choice([[], [], ["cong_chuc"], ["cong_chuc", "can_bo"]]),
        mandatory=mandatory,
        electives=[course for course in range(3) if course not in mandatory],
        needed=dice.randint(0, 1),
    )


def draw_question(dice: Random) -> "Asked":
    structure, membership = dice.randint(0, LAST), dice.randint(0, LAST)
    completion, known = dice.randint(2, LAST), dice.randint(2, LAST)
    hidden = dice.choice([set[int](), set[int](), {3}, {5, 6}, {0, 8}])
    root = dice.choice([0, 0, 0, 0, 1, *DEPARTMENTS])
    return Asked(root, structure, membership, completion, known, {*range(UNITS[-1] + 1)} - hidden)


# -- Written down --------------------------------------------------------------


def write(world: World) -> tuple[Campaign, list[Agency]]:
    agencies = Agency.objects.bulk_create(Agency() for _ in world.units)
    for index, unit in enumerate(world.units):
        AgencyName.objects.create(agency=agencies[index], name=f"Đơn vị {index}", kind="so", valid_from=day(0))
        for place, (since, parent) in enumerate(unit.places):
            until = unit.places[place + 1][0] if place + 1 < len(unit.places) else unit.end
            AgencyPlacement.objects.create(
                agency=agencies[index],
                parent=None if parent is None else agencies[parent],
                valid_from=day(since),
                valid_to=None if until is None else day(until),
            )
        if unit.end is not None:
            event = Reorganisation.objects.create(effective_on=day(unit.end), kind="merge", decision="QĐ")
            for target in unit.into or [None]:
                into = None if target is None else agencies[target]
                ReorganisationLink.objects.create(reorganisation=event, source=agencies[index], target=into)
    closure.rebuild()
    _write_people(world, agencies, campaign := _write_campaign(world, agencies))
    return campaign, agencies


def _write_campaign(world: World, agencies: list[Agency]) -> Campaign:
    campaign = Campaign.objects.create(
        slug="dot",
        name="Đợt",
        opens_on=day(0),
        closes_on=day(LAST),
        categories=world.categories,
        electives_needed=world.needed,
    )
    for index in world.audience:
        CampaignAgency.objects.create(campaign=campaign, agency=agencies[index])
    for course in [*world.mandatory, *world.electives]:
        CampaignCourse.objects.create(
            campaign=campaign, course_key=COURSES[course], mandatory=course in world.mandatory
        )
    return campaign


def _write_people(world: World, agencies: list[Agency], campaign: Campaign) -> None:
    persons: list[Person] = []
    for number, human in enumerate(world.humans):
        person = Person.objects.create(full_name=f"Người {number}")
        persons.append(person)
        if human.same_as is not None:
            Person.objects.filter(pk=person.pk).update(merged_into=persons[human.same_as])
        for agency, start, end, head, category in human.stints:
            Membership.objects.create(
                person=person, agency=agencies[agency], category=category, is_head=head,
                valid_from=day(start), valid_to=None if end is None else day(end),
            )  # fmt: skip
        if human.second and human.second[0] not in [stint[0] for stint in human.stints]:
            Membership.objects.create(
                person=person, agency=agencies[human.second[0]], category="cong_chuc", is_primary=False,
                valid_from=day(human.second[1]),
            )  # fmt: skip
        if human.exempt:
            Exemption.objects.create(
                campaign=campaign, person=person, reason="Nghỉ dài", approved_by="Minh",
                valid_from=day(human.exempt[0]), valid_to=day(sum(human.exempt)),
            )  # fmt: skip
        if human.account:
            Account.objects.create(username=f"nguoi{number}", person=person)
        _write_study(human, person, persons[human.same_as] if human.same_as is not None else person)


def _write_study(human: Human, person: Person, counts_for: Person) -> None:
    alias = ActorAlias.objects.create(person=person)
    for course, achieved, known, withdrawn in human.done:
        Completion.objects.create(
            statement_id=uuid.uuid4(), enrolment=_enrolment(person, alias, course), person=person,
            course_key=COURSES[course], effective_at=noon(achieved), recorded_at=noon(known),
            withdrawn_at=None if withdrawn is None else noon(withdrawn),
        )  # fmt: skip
    if human.started is not None:
        Progress.objects.create(
            enrolment=_enrolment(person, alias, 0), person=counts_for, course_key=COURSES[0],
            started_at=noon(human.started), edition=Edition.objects.earliest("id"),
        )  # fmt: skip


def _enrolment(person: Person, alias: ActorAlias, course: int) -> Enrolment:
    return Enrolment.objects.create(
        person=person, alias=alias, course_key=COURSES[course], enrolled_at=noon(0), left_at=noon(0)
    )


# -- Counted by hand ------------------------------------------------------------


@dataclass
class Asked:
    root: int
    structure: int
    membership: int
    completion: int
    known: int
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
    rows: dict[object, Counter[str]] = {}
    for number, human in enumerate(world.humans):
        if human.second and human.second[1] <= asked.membership:
            agency = human.second[0]
            if agency not in [stint[0] for stint in human.stints]:
                _add(world, asked, rows, agency, ["concurrent"])
        if human.same_as is None:
            _count_human(world, asked, rows, [human, *(one for one in world.humans if one.same_as == number)])
    return rows


def _add(
    world: World, asked: Asked, rows: dict[object, Counter[str]], agency: int, names: list[str], is_asked: bool = False
) -> None:
    row = row_of(world, agency, asked)
    in_audience = bool(set(world.audience) & set(line(world, agency, asked.membership)))
    if row is None or agency not in asked.within or (row == "unassigned" and not in_audience):
        return
    kept = names if in_audience or not is_asked else ["staff"]
    rows.setdefault(row, Counter()).update(kept)


def _count_human(world: World, asked: Asked, rows: dict[object, Counter[str]], records: list[Human]) -> None:
    """The kept record's own membership goes first, then the oldest record's."""
    at = asked.membership
    for record in records:
        held = [s for s in record.stints if s[1] <= at and (s[2] is None or at < s[2])]
        if held:
            agency, _, _, head, category = held[0]
            names = ["staff"]
            if not world.categories or category in world.categories:
                names += _states(world, asked, records, head)
            _add(world, asked, rows, agency, names, is_asked=True)
            return


def _states(world: World, asked: Asked, records: list[Human], head: bool) -> list[str]:
    if any(r.exempt and r.exempt[0] <= asked.membership < sum(r.exempt) for r in records):
        return ["exempted"]
    counted = {
        course
        for record in records
        for course, achieved, known, withdrawn in record.done
        if course in [*world.mandatory, *world.electives]
        and achieved <= asked.completion
        and known <= asked.known
        and (withdrawn is None or withdrawn > asked.known)
    }
    asks = bool(world.mandatory) or world.needed > 0
    enough = len(counted & set(world.electives)) >= world.needed
    done = asks and set(world.mandatory) <= counted and enough
    account = any(record.account for record in records)
    began = 0 in [*world.mandatory, *world.electives] and any(
        record.started is not None and record.started <= asked.completion for record in records
    )
    facts = {
        "required": True,
        "registered": account,
        "completed": done,
        "in_progress": (began or bool(counted)) and not done,
        "unfinished": not done,
        "no_account": not done and not account,
        "heads": head,
        "heads_completed": head and done,
    }
    return [name for name, holds in facts.items() if holds]

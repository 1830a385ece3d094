"""Writing the demonstration's people: staff with careers, those who left, volunteers of teams, the public."""

import datetime as dt
import random
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from learners.agencies.models import Agency, AgencyClosure, Category, CommunityTeam, Membership, TeamMembership
from learners.people.models import ActorAlias, Person
from mooc.demo.names import full_name, uuid_of
from mooc.demo.staffing import Career, career, joined, places
from mooc.demo.units import Unit, Units
from mooc.foundation.periods import on

STAFF, LEFT, PUBLIC, SECOND = 1200, 40, 150, 36
HEADS = {
    "so": "Giám đốc Sở",
    "ubnd_xa": "Chủ tịch Ủy ban nhân dân",
    "ubnd_huyen": "Chủ tịch Ủy ban nhân dân",
    "van_phong": "Chánh Văn phòng",
    "thanh_tra": "Chánh Thanh tra",
    "phong": "Trưởng phòng",
    "trung_tam_pvhcc": "Giám đốc Trung tâm",
    "don_vi_su_nghiep": "Hiệu trưởng",
    "co_quan_dang": "Chánh Văn phòng",
    "mttq_doan_the": "Chủ tịch",
}


@dataclass(slots=True)
class People:
    """Who was written: staff of today in the order of their agencies, and the others."""

    staff: list[Person] = field(default_factory=list)
    units: dict[UUID, Unit] = field(default_factory=dict)
    former: list[Person] = field(default_factory=list)
    public: list[Person] = field(default_factory=list)
    heads: set[UUID] = field(default_factory=set)
    # Those with a name and a part of their own; filled by ``accounts``.
    cast: list[Person] = field(default_factory=list)

    def of_province(self, key: str, day: dt.date) -> list[Person]:
        """The staff of today who stood on the rosters of a province on ``day``."""
        below = AgencyClosure.objects.filter(on(day), ancestor__source_key=key).values("descendant")
        members = Membership.objects.filter(on(day), agency__in=below, is_primary=True)
        there = set(members.values_list("person_id", flat=True))
        return [person for person in self.staff if person.pk in there]


class PeopleWriter:
    """``size`` scales everything: 1.0 is the demonstration, tests take less."""

    def __init__(self, dice: random.Random, units: Units, today: dt.date, size: float = 1.0) -> None:
        self.dice, self.units, self.today, self.size = dice, units, today, size
        rows = Agency.objects.exclude(source_key=None).values_list("source_key", "id")
        self.agencies: dict[str, UUID] = {str(key): agency for key, agency in rows}
        self.persons: list[Person] = []
        self.memberships: list[Membership] = []
        self.headed: set[str] = set()
        self.heads: set[UUID] = set()
        self.phones: set[str] = set()

    def write(self) -> People:
        found = People()
        for unit in places(self.units, round(STAFF * self.size)):
            person = self._person()
            found.staff.append(person)
            found.units[person.pk] = unit
            self._serve(person, career(self.dice, self.units, unit, joined(self.dice, self.today)))
        found.heads = self.heads
        found.former = [self._leave(found) for _ in range(round(LEFT * self.size))]
        found.public = [self._person(young=True) for _ in range(round(PUBLIC * self.size))]
        self._second_posts(found)
        Person.objects.bulk_create(self.persons, batch_size=500)
        ActorAlias.objects.bulk_create(
            [ActorAlias(name=uuid_of(self.dice), person=person) for person in self.persons], batch_size=500
        )
        Membership.objects.bulk_create(self.memberships, batch_size=500)
        self._teams(found)
        return found

    def _person(self, young: bool = False) -> Person:
        born = self.dice.randint(1996, 2009) if young else self.dice.randint(1967, 2002)
        person = Person(pk=uuid_of(self.dice), full_name=full_name(self.dice), birth_year=born, phone=self._phone())
        person.set_derived()
        self.persons.append(person)
        return person

    def _phone(self) -> str:
        """A number of a prefix the operators do not sell, so that nobody is ever called."""
        while True:
            phone = f"+84{self.dice.choice('3579')}00{self.dice.randrange(10**6):06d}"
            if phone not in self.phones:
                self.phones.add(phone)
                return phone

    def _serve(self, person: Person, stays: Career, left: dt.date | None = None) -> None:
        person.staff_code = f"CB{len(self.persons):05d}"
        person.birth_year = min(person.birth_year or 2002, stays[0].start.year - 20)
        for stay in stays:
            end = stay.end or left
            self.memberships.append(self._membership(person, stay.unit, stay.start, end))

    def _membership(self, person: Person, unit: Unit, start: dt.date, end: dt.date | None) -> Membership:
        # Whoever comes first of those who are there to the end, or to this day, heads it.
        is_head = unit.key not in self.headed and end in (None, unit.valid_to)
        if is_head:
            self.headed.add(unit.key)
            self.heads |= {person.pk} if end is None else set()
        return Membership(
            person=person,
            agency_id=self.agencies[unit.identity],
            category=self._category(unit, is_head),
            position=HEADS[unit.kind] if is_head else self._position(unit),
            is_head=is_head,
            valid_from=start,
            valid_to=end,
        )

    def _category(self, unit: Unit, is_head: bool) -> str:
        if unit.kind in {"don_vi_su_nghiep", "trung_tam_pvhcc"}:
            return Category.PUBLIC_EMPLOYEE
        if is_head and unit.kind in {"ubnd_xa", "ubnd_huyen", "co_quan_dang", "mttq_doan_the"}:
            return Category.OFFICIAL
        return self.dice.choices([Category.CIVIL_SERVANT, Category.PUBLIC_EMPLOYEE, Category.CONTRACT], [82, 11, 7])[0]

    def _position(self, unit: Unit) -> str:
        if unit.kind == "don_vi_su_nghiep":
            return "Giáo viên"
        return self.dice.choices(["Chuyên viên", "Chuyên viên chính", "Cán sự", "Nhân viên"], [70, 14, 8, 8])[0]

    def _leave(self, found: People) -> Person:
        """Somebody of the same kind who is not there any more: retired, or gone elsewhere."""
        unit = found.units[self.dice.choice(found.staff).pk]
        person = self._person()
        day = self.today - dt.timedelta(days=self.dice.randrange(10, 300))
        stays = career(self.dice, self.units, unit, dt.date(2015, 9, 1))
        self._serve(person, stays, left=max(day, stays[-1].start + dt.timedelta(days=30)))
        return person

    def _second_posts(self, found: People) -> None:
        """Kiêm nhiệm: a second agency, shown and not counted."""
        offices = [unit for unit in self.units.standing() if unit.kind in {"mttq_doan_the", "co_quan_dang", "ubnd_xa"}]
        for person in self.dice.sample(found.staff, round(SECOND * self.size)):
            others = [unit for unit in offices if unit.identity != found.units[person.pk].identity]
            post = self._membership(person, self.dice.choice(others), dt.date(2025, 8, 1), None)
            post.is_primary, post.is_head, post.position = False, False, "Ủy viên kiêm nhiệm"
            self.memberships.append(post)

    def _teams(self, found: People) -> None:
        """Two staff of the commune and neighbours; the first of the staff leads."""
        rows: list[TeamMembership] = []
        neighbours = iter(self.dice.sample(found.public, len(found.public)))
        for team in CommunityTeam.objects.order_by("source_key"):
            unit = self.units.by_key[str(team.source_key)]
            local = [person for person in found.staff if found.units[person.pk].key == unit.parent]
            members: list[Any] = self.dice.sample(local, min(2, len(local)))
            members += [next(neighbours) for _ in range(min(unit.headcount - len(members), len(found.public) // 6))]
            rows += [
                TeamMembership(person=person, team=team, is_leader=place == 0, valid_from=dt.date(2025, 7, 15))
                for place, person in enumerate(members)
            ]
        TeamMembership.objects.bulk_create(rows)

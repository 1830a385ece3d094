"""Who of the demonstration studies what, when and how far."""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from learners.people.models import Account, Person
from mooc.demo.campaigns import LAST_DAY
from mooc.demo.history import Study, live_through
from mooc.demo.people import People

ELECTIVES = ["CDS-05", "CDS-07", "CDS-08"]
FOR_EVERYBODY = ["CDS-03", "CDS-04", "CDS-05", "CDS-06"]
# How many took part in the campaign of 2025, how many of them got through, and how many began in this one.
EARLY, EARLY_DONE, RECENT = 150, 124, 400
# Heads go first more often than not.
HEADS_BEGIN = 0.85


@dataclass(slots=True)
class Studies:
    """``courses``: code to course key; ``size`` scales how many take part."""

    dice: random.Random
    people: People
    courses: dict[str, UUID]
    cast: dict[str, Account]
    now: dt.datetime
    size: float = 1.0

    def run(self) -> None:
        staff = [person for person in self.people.staff if hasattr(person, "account")]
        there = [person for person in self.people.of_province("hg", LAST_DAY) if person in staff]
        early = self.dice.sample(there, min(len(there), round(EARLY * self.size)))
        self._study("CDS-01", [self._in_spring(person, place) for place, person in enumerate(early)])
        done_before = early[: round(EARLY_DONE * self.size)]
        others = [person for person in staff if person not in early and person not in self.people.cast]
        finished = self._first_course(others)
        self._elective([*finished, *self.dice.sample(done_before, len(done_before) * 3 // 4)])
        self._public()
        self._cast()

    def _study(self, code: str, studies: Sequence[Study]) -> None:
        live_through(self.dice, self.courses[code], studies)

    def _in_spring(self, person: Person, place: int) -> Study:
        """The campaign of 2025; some of those who began did not get through."""
        start = dt.datetime(2025, 3, 11, 12, 5, tzinfo=timezone.get_current_timezone())
        start += dt.timedelta(days=self.dice.randrange(70), minutes=self.dice.randrange(300))
        share = 1.0 if place < EARLY_DONE * self.size else self.dice.uniform(0.1, 0.8)
        return Study(person, start, start + dt.timedelta(days=25), share)

    def _first_course(self, staff: list[Person]) -> list[Person]:
        """Some agencies are eager, some have hardly begun; who has finished goes on to an elective."""
        heads, keys = self.people.heads, sorted({unit.key for unit in self.people.units.values()})
        eager = {key: self.dice.betavariate(2, 2.6) for key in keys}
        first = [person for person in staff if person.pk in heads and self.dice.random() < HEADS_BEGIN]
        willing = [
            person
            for person in staff
            if person.pk not in heads and self.dice.random() < eager[self.people.units[person.pk].key]
        ]
        studies = []
        for person in [*first, *self.dice.sample(willing, min(len(willing), round(RECENT * self.size)))]:
            drawn = self.dice.random() * (0.7 if person.pk in heads else 1)
            share = 1.0 if drawn < 0.56 else 0.0 if drawn > 0.87 else self.dice.uniform(0.1, 0.85)
            studies.append(self._recent(person, share, first_day=44, last_day=20))
        self._study("CDS-01", studies)
        return [study.person for study in studies if study.share == 1.0]

    def _recent(self, person: Person, share: float, *, first_day: int, last_day: int) -> Study:
        start = self.now - dt.timedelta(days=self.dice.uniform(last_day, first_day))
        start = timezone.localtime(start).replace(hour=self.dice.choice([8, 12, 19, 20]), second=0, microsecond=0)
        return Study(person, start, self.now - dt.timedelta(hours=3), share)

    def _elective(self, people: list[Person]) -> None:
        by_code: dict[str, list[Study]] = {code: [] for code in ELECTIVES}
        for person in people:
            share = 1.0 if self.dice.random() < 0.72 else self.dice.uniform(0, 0.9)
            by_code[self.dice.choice(ELECTIVES)].append(self._recent(person, share, first_day=18, last_day=5))
        for code, studies in by_code.items():
            self._study(code, studies)

    def _public(self) -> None:
        hoa = self.cast["hoa"].person
        people = [person for person in self.people.public if person != hoa]
        for code in FOR_EVERYBODY:
            studies = []
            for person in self.dice.sample(people, round(16 * self.size)):
                share = 1.0 if self.dice.random() < 0.4 else self.dice.uniform(0, 0.8)
                studies.append(self._recent(person, share, first_day=90, last_day=10))
            self._study(code, studies)

    def _cast(self) -> None:
        """Lan has finished two courses and is in the middle of the one she has to; Hoa has one certificate."""
        lan, hoa = self.cast["lan"].person, self.cast["hoa"].person
        if lan and hoa:
            self._study("CDS-01", [self._recent(lan, 0.5, first_day=9, last_day=8)])
            self._study("CDS-05", [self._recent(hoa, 1.0, first_day=40, last_day=39)])
            self._study("CDS-03", [self._recent(hoa, 0.3, first_day=6, last_day=5)])
            self._study("CDS-06", [self._recent(lan, 1.0, first_day=40, last_day=39)])
            self._study("CDS-05", [self._recent(lan, 1.0, first_day=7, last_day=6)])

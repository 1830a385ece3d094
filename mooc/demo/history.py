"""What the demonstration's learners did: plans first, then the same actions and statements a real day brings.

No folded row is written here: progress, completions, certificates and coverage come about by what is recorded. So
certificates say when a course of the past was completed, and bear as day of issue that of the seeding
(``certificates.actions.make``).
"""

import datetime as dt
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import TypeVar
from uuid import UUID

from django.utils import timezone

from courses.editions.asking import AssessmentRules
from courses.editions.models import EditionUnit, UnitKind
from courses.questions.grading import is_scored, share
from courses.questions.models import QuestionVersion
from learners.attempts.bringing_in import Sitting, bring_in
from learners.enrolment import authorities
from learners.enrolment.actions import enrol_many
from learners.enrolment.models import Enrolment
from learners.enrolment.statements import derived_id, statement
from learners.people.models import Person
from mooc.demo.answering import right_answer, wrong_answer
from mooc.demo.names import uuid_of
from xapi.recording import record
from xapi.rows import Json
from xapi.vocabulary import Verb

# How many to a transaction.
STATEMENTS, SITTINGS = 200, 40
# How likely an attempt fails; nobody of the demonstration fails three times.
FAILS = (0.22, 0.12)
# How likely somebody who passes slips at a question.
SLIPS = 0.45


@dataclass(frozen=True, slots=True)
class Study:
    """One person on one course: from ``start`` on, ``share`` (0 to 1) of its first ``units`` (None: all), done by
    ``until``."""

    person: Person
    start: dt.datetime
    until: dt.datetime
    share: float
    units: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One unit gone through: opened at ``opened``, done at ``done``; None where she stopped in it."""

    unit: EditionUnit
    opened: dt.datetime
    done: dt.datetime | None


def live_through(dice: random.Random, course_key: UUID, studies: Sequence[Study]) -> dict[UUID, Enrolment]:
    """Enrol the learners of ``studies`` on the course and let them study as far as each one gets.

    Those who were enrolled, by person.
    """
    people = [(study.person, study.start) for study in studies]
    registrations = {person.pk: uuid_of(dice) for person, _ in people}
    made = enrol_many(course_key=course_key, people=people, acting_user=None, registrations=registrations)
    enrolments = {row.person_id: row for row in made}
    units = _units_of(enrolments.values())
    plans = [
        (enrolments[study.person.pk], _plan(dice, study, units[enrolments[study.person.pk].pk]))
        for study in studies
        if study.person.pk in enrolments
    ]
    for batch in _batches(_lessons(plans), STATEMENTS):
        record(batch, authority=authorities.learner_session())
    papers = _Papers(dice)
    for sittings in _batches(papers.all(plans), SITTINGS):
        bring_in(sittings)
    return enrolments


T = TypeVar("T")


def _batches(things: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch


def _units_of(enrolments: Iterable[Enrolment]) -> dict[UUID, list[EditionUnit]]:
    """The pinned edition's units of each enrolment, in order."""
    found: dict[UUID, list[EditionUnit]] = {}
    by_edition: dict[int, list[EditionUnit]] = {}
    for enrolment in enrolments:
        edition = enrolment.pins.values_list("edition_id", flat=True)[0]
        if edition not in by_edition:
            by_edition[edition] = list(EditionUnit.objects.filter(edition=edition).order_by("position"))
        found[enrolment.pk] = by_edition[edition]
    return found


def _plan(dice: random.Random, study: Study, units: list[EditionUnit]) -> list[Step]:
    """Some evenings of one to four units each, the last of them before ``until``."""
    units = units[: study.units]
    count = round(study.share * len(units))
    steps: list[Step] = []
    moment = study.start
    room = (study.until - study.start) / max(1, count)
    for place, unit in enumerate(units[: count + (0 < study.share < 1)]):
        opened = moment + dt.timedelta(minutes=dice.randint(1, 4))
        done = opened + dt.timedelta(minutes=unit.minutes * dice.uniform(0.6, 1.8))
        if done > study.until:
            break
        steps.append(Step(unit, opened, done if place < count else None))
        moment = done
        if dice.random() < 0.4:
            moment = max(moment, _evening(dice, done + room * dice.uniform(0.5, 1)))
    return steps


def _evening(dice: random.Random, moment: dt.datetime) -> dt.datetime:
    """The same day at a time people study: over lunch, or between half past seven and ten at night."""
    hour, minute = dice.choice([(11, 45), (12, 10), (19, 30), (20, 15), (21, 5), (21, 40)])
    return timezone.localtime(moment).replace(hour=hour, minute=minute, second=dice.randrange(60), microsecond=0)


def _lessons(plans: Iterable[tuple[Enrolment, list[Step]]]) -> Iterable[Json]:
    for enrolment, steps in plans:
        for step in steps:
            key = step.unit.unit_key
            yield said(enrolment, Verb.INITIALIZED, key, step.opened)
            if step.done and step.unit.kind == UnitKind.LESSON:
                yield said(enrolment, Verb.COMPLETED, key, step.done)


def said(enrolment: Enrolment, verb: str, unit_key: UUID, at: dt.datetime) -> Json:
    return statement(
        enrolment,
        verb=verb,
        unit_key=unit_key,
        at=at,
        result={"completion": True} if verb == Verb.COMPLETED else None,
        statement_id=derived_id(enrolment.pk, f"{verb} {unit_key}"),
    )


class _Papers:
    """What is handed in at the assessments of the plans: failed papers, then the one that passes."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.questions: dict[int, list[QuestionVersion]] = {}

    def all(self, plans: Iterable[tuple[Enrolment, list[Step]]]) -> Iterator[Sitting]:
        for enrolment, steps in plans:
            for step in steps:
                if step.unit.kind == UnitKind.ASSESSMENT:
                    yield from self._sit(enrolment, step)

    def _sit(self, enrolment: Enrolment, step: Step) -> Iterator[Sitting]:
        """Until it is passed; somebody who stopped here may have failed and not come back."""
        moment = step.opened
        for likely in FAILS if step.done else (0.5,):
            if self.dice.random() < likely:
                yield self._paper(enrolment, step.unit, moment, passes=False)
                moment += dt.timedelta(minutes=self.dice.randint(8, 40))
        if step.done:
            yield self._paper(enrolment, step.unit, max(moment, step.done), passes=True)

    def _paper(self, enrolment: Enrolment, unit: EditionUnit, at: dt.datetime, *, passes: bool) -> Sitting:
        asked = self._asked(unit)
        wrong = (self._slips if passes else self._failures)(asked, unit.rules["pass_percent"])
        return Sitting(
            enrolment,
            unit,
            opened_at=at,
            submitted_at=at + dt.timedelta(minutes=self.dice.randint(2, 9)),
            answers={version.pk: (wrong_answer if version in wrong else right_answer)(version) for version in asked},
            seed=self.dice.getrandbits(63),
            attempt=uuid_of(self.dice),
        )

    def _asked(self, unit: EditionUnit) -> list[QuestionVersion]:
        if unit.pk not in self.questions:
            asked = AssessmentRules.of(unit.rules).versions
            versions = QuestionVersion.objects.select_related("question").in_bulk(asked)
            self.questions[unit.pk] = [versions[pk] for pk in asked]
        return self.questions[unit.pk]

    def _slips(self, asked: list[QuestionVersion], pass_percent: int) -> list[QuestionVersion]:
        """A question here and there not quite right, as far as the paper still passes."""
        asked = [version for version in asked if is_scored(version.question.kind)]
        earned, slips = Fraction(len(asked)), []
        for version in self.dice.sample(asked, len(asked)):
            left = earned - 1 + share(version.question.kind, version.data, wrong_answer(version))
            if self.dice.random() < SLIPS and left * 100 >= pass_percent * len(asked):
                earned = left
                slips.append(version)
        return slips

    def _failures(self, asked: list[QuestionVersion], pass_percent: int) -> list[QuestionVersion]:
        """More than a third of the paper wrong fails, whatever part of a point each answer still earns."""
        asked = [version for version in asked if is_scored(version.question.kind)]
        allowed = len(asked) * (100 - pass_percent) // 100
        return self.dice.sample(asked, min(len(asked), allowed + 2 + self.dice.randint(0, 1)))

"""Who would change if a question were graded again now: read and worked out, nothing is written.

What becomes of a completion is worked out from the units that are done, as the reactions do: it falls when a unit its
edition requires is passed no more, and comes about when the last one is.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import islice
from uuid import UUID

from courses.questions.models import Question
from learners.attempts.marking import by_key
from learners.attempts.models import Attempt
from learners.certificates.queries import valid_certificates
from learners.enrolment.models import EditionPin
from learners.progress.evidence import facts_of, facts_of_editions
from learners.progress.models import Completion, Progress
from learners.progress.naming import unit_titles
from learners.regrading.again import Again, grade_again
from learners.regrading.reading import Place, sat, stale
from xapi.models import Statement

# Learners and units read at a time.
BATCH = 500


class Consequence(IntEnum):
    """For the certificate of the course; the gravest first."""

    LOST = 0
    GAINED = 1
    NONE = 2


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One attempt that would change. Points are texts with four decimals, as ``AttemptRegraded`` keeps them."""

    attempt: Attempt
    unit: str
    old: dict[str, str]
    new: dict[str, str]
    # Whether she passes the unit, by all her attempts.
    passed_before: bool
    passed_after: bool
    consequence: Consequence
    # Of the certificate that is lost.
    certificate: str = ""

    @property
    def name(self) -> str:
        return self.attempt.enrolment.person.full_name

    @property
    def gravity(self) -> tuple[int, bool, str]:
        return self.consequence, self.passed_before == self.passed_after, self.name


@dataclass(frozen=True, slots=True)
class Summary:
    """``lines`` are the gravest first; counts are of learners and units, but ``attempts``."""

    lines: list[Foreseen]
    learners: int
    passing: int
    failing: int
    gained: int
    lost: int

    @property
    def attempts(self) -> int:
        return len(self.lines)


def foresee(question: Question) -> Summary:
    """Sixteen queries for the first ``BATCH`` learners and units, fewer for each further."""
    lines = sorted(_lines(question), key=lambda line: line.gravity)
    # One learner at one unit may have several attempts.
    units = {(line.attempt.enrolment_id, line.attempt.unit_key): line for line in lines}.values()
    courses = {line.attempt.enrolment_id: line.consequence for line in lines}
    return Summary(
        lines,
        learners=len({line.attempt.enrolment.person_id for line in lines}),
        passing=sum(line.passed_after > line.passed_before for line in units),
        failing=sum(line.passed_after < line.passed_before for line in units),
        gained=sum(one == Consequence.GAINED for one in courses.values()),
        lost=sum(one == Consequence.LOST for one in courses.values()),
    )


def _lines(question: Question) -> Iterator[Foreseen]:
    waiting = stale(question)
    while places := list(islice(waiting, BATCH)):
        yield from _batch(question, places)


@dataclass(slots=True)
class _Unit:
    """One learner at one unit: what changes of her attempts, and whether she passes it."""

    place: Place
    several: list[Again]
    before: bool
    after: bool


def _batch(question: Question, places: Sequence[Place]) -> Iterator[Foreseen]:
    found = sat(places)
    attempts = [attempt for one in found.values() for attempt in one.attempts]
    standing = _standing(attempts)
    enrolments = {enrolment for enrolment, _ in places}
    progress = Progress.objects.in_bulk(enrolments)
    units = []
    for place, one in found.items():
        several = grade_again(one.attempts, one.items, by_key(question.pk))
        before = "done" in progress[place[0]].units.get(str(place[1]), {})
        after = any(attempt.unit_passed and attempt.statement_id in standing for attempt in one.attempts)
        units.append(_Unit(place, several, before, after))
    consequences = _consequences(progress, units)
    titles = unit_titles({unit for _, unit in places})
    for unit in units:
        consequence, certificate = consequences.get(unit.place[0], (Consequence.NONE, ""))
        title = titles.get(unit.place[1], ("", ""))[0]
        for again in unit.several:
            yield Foreseen(
                again.attempt, title, again.old, again.new, unit.before, unit.after, consequence, certificate
            )


def _standing(attempts: Iterable[Attempt]) -> set[UUID]:
    """Verdicts that nobody voided by hand: a regrade does not bring those back."""
    ids = [attempt.statement_id for attempt in attempts if attempt.statement_id]
    return set(Statement.objects.filter(statement_id__in=ids, voided_at=None).values_list("statement_id", flat=True))


def _consequences(progress: dict[UUID, Progress], units: Iterable[_Unit]) -> dict[UUID, tuple[Consequence, str]]:
    done = {key: {UUID(unit) for unit, state in row.units.items() if "done" in state} for key, row in progress.items()}
    turned = [unit for unit in units if unit.before != unit.after]
    for unit in turned:
        enrolment, key = unit.place
        (done[enrolment].add if unit.after else done[enrolment].discard)(key)
    ids = sorted({unit.place[0] for unit in turned})
    held, fallen, facts = valid_certificates(ids), _fallen(ids, done), facts_of(ids)
    found: dict[UUID, tuple[Consequence, str]] = {}
    for key in ids:
        certificate, required = held.get(key), facts[key].required
        if certificate and certificate.statement_id in fallen:
            found[key] = (Consequence.LOST, certificate.number)
        elif progress[key].completed_at is None and required and required <= done[key]:
            found[key] = (Consequence.GAINED, "")
    return found


def _fallen(enrolments: Sequence[UUID], done: dict[UUID, set[UUID]]) -> set[UUID]:
    """Completions that would stand no more, each judged by the edition that was pinned when it was recorded."""
    pins: dict[UUID, list[EditionPin]] = {key: [] for key in enrolments}
    for pin in EditionPin.objects.filter(enrolment__in=enrolments).select_related("edition").order_by("since", "id"):
        pins[pin.enrolment_id].append(pin)
    editions = {(pin.edition.course_key, pin.edition_id) for several in pins.values() for pin in several}
    facts = facts_of_editions(editions)
    fallen = set()
    for row in Completion.objects.filter(enrolment__in=enrolments, withdrawn_at=None, external=False):
        before = [pin for pin in pins[row.enrolment_id] if pin.since <= row.recorded_at]
        edition = (before[-1] if before else pins[row.enrolment_id][0]).edition
        if not facts[edition.course_key, edition.pk].required <= done[row.enrolment_id]:
            fallen.add(row.pk)
    return fallen

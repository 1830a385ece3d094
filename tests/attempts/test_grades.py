"""The grade of a unit over its attempts, what is said of it, and any order of saves and ends against a naive model."""

import datetime as dt
import json
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import pytest

from courses.catalogue.models import CoursePage, GradePolicy
from courses.editions.models import EditionUnit
from learners.attempts.actions import AlreadySubmitted, open_attempt, save_answers, submit
from learners.attempts.deadlines import ON_THE_WAY
from learners.attempts.grades import Graded, grade, passes
from learners.attempts.models import Attempt, Ending
from learners.attempts.standing import standing
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from learners.progress.models import Progress
from learners.progress.rebuilding import check
from tests import factories
from tests.attempts.world import SIZE, assessment, take
from tests.factories import at
from xapi.models import Statement, Trust
from xapi.validation import validate
from xapi.vocabulary import Verb

VERDICTS = [Verb.PASSED, Verb.FAILED]
MINUTE = dt.timedelta(minutes=1)
LOW, HIGH = Graded(Fraction(1, 3), passed=False), Graded(Fraction(1), passed=True)


@pytest.fixture
def enrolment(lan: Account, course: CoursePage) -> Enrolment:
    return enrol(person=lan.person, course_key=course.translation_key, acting_user=lan, at=at(1))


def said(verbs: list[str]) -> list[dict[str, Any]]:
    rows = Statement.objects.filter(verb__in=verbs, object_key__contains="/bai/").order_by("timestamp", "seq")
    return [json.loads(row.raw) for row in rows]


@pytest.mark.parametrize(
    ("policy", "share", "passed"),
    [("highest", 1, False), ("first", Fraction(1, 3), False), ("last", Fraction(1, 3), False)],
)
def test_one_attempt_gives_the_grade_and_passes_no_other(policy: str, share: Fraction, passed: bool) -> None:
    assert grade(policy, [LOW, HIGH, LOW]) == share
    assert passes(policy, [LOW, HIGH, LOW], 60) is passed


@pytest.mark.parametrize(("mark", "passed"), [(55, True), (56, False)])
def test_an_average_is_of_all_of_them(mark: int, passed: bool) -> None:
    assert grade("average", [LOW, HIGH, LOW]) == Fraction(5, 9)
    assert passes("average", [LOW, HIGH, LOW], mark) is passed


def test_what_was_rounded_off_fails_nobody() -> None:
    kept = [Graded(Fraction(1666, 10_000), passed=False), Graded(Fraction(3333, 10_000), passed=False)]
    assert passes("average", [*kept, Graded(Fraction(9999, 10_000), passed=False)], 50)
    assert not passes("average", [*kept, Graded(Fraction(99, 100), passed=False)], 50)


@pytest.mark.parametrize(
    ("policy", "verbs", "scores"),
    [
        ("highest", [Verb.FAILED, Verb.PASSED, Verb.FAILED], [0.3333, 1.0, 0.3333]),
        ("average", [Verb.FAILED, Verb.PASSED, Verb.FAILED], [0.3333, 0.6666, 0.5555]),
        ("first", [Verb.FAILED, Verb.FAILED, Verb.FAILED], [0.3333, 1.0, 0.3333]),
        ("last", [Verb.FAILED, Verb.PASSED, Verb.FAILED], [0.3333, 1.0, 0.3333]),
    ],
)
def test_the_verdict_is_the_units_by_its_policy(
    enrolment: Enrolment, course: CoursePage, policy: str, verbs: list[str], scores: list[float]
) -> None:
    unit = assessment(course, grade_policy=policy, pass_percent=60)
    for day, right in enumerate((1, 3, 1)):
        take(enrolment, unit, right, day=2 + day)

    rows = said(VERDICTS)
    assert [row["verb"]["id"] for row in rows] == verbs
    assert [row["result"]["score"]["scaled"] for row in rows] == scores
    assert [row["result"]["score"]["scaled"] for row in said([Verb.COMPLETED])] == [0.3333, 1.0, 0.3333]
    assert [attempt.passed for attempt in Attempt.objects.order_by("number")] == [False, True, False]
    is_done = "done" in Progress.objects.get(pk=enrolment.pk).units[str(unit.unit_key)]
    assert is_done is standing(enrolment, unit).passed is (Verb.PASSED in verbs)
    for row in rows:
        validate(row, "2.0.0")
    assert list(check()) == []


def test_practice_is_answered_and_completed_but_never_passed(enrolment: Enrolment, course: CoursePage) -> None:
    unit = assessment(course, practice=True)
    attempt = take(enrolment, unit, right=3, day=2)

    assert (attempt.score, attempt.passed, attempt.statement_id) == (3, True, None)
    assert said(VERDICTS) == []
    assert (len(said([Verb.ANSWERED])), len(said([Verb.COMPLETED]))) == (SIZE, 1)
    assert standing(enrolment, unit).passed is False
    assert "done" not in Progress.objects.get(pk=enrolment.pk).units[str(unit.unit_key)]


def test_an_attempt_is_said_to_begin_and_to_end(enrolment: Enrolment, course: CoursePage) -> None:
    unit = assessment(course)
    attempt = open_attempt(enrolment=enrolment, unit=unit, at=at(3))
    open_attempt(enrolment=enrolment, unit=unit, at=at(3))
    submit(attempt=attempt, at=at(3) + 90 * MINUTE)

    [begun], [ended] = said([Verb.INITIALIZED]), said([Verb.COMPLETED])
    assert begun["timestamp"].startswith("2026-11-05T01:00:00")
    assert ended["result"]["duration"] == "PT5400S"
    assert ended["result"]["score"] == {"scaled": 0.0, "raw": 0.0, "min": 0, "max": 3.0}
    for row in (begun, ended):
        validate(row, "2.0.0")
    trusts = Statement.objects.filter(verb__in=[Verb.INITIALIZED, Verb.COMPLETED]).values_list("authority__trust")
    assert set(trusts) == {(Trust.SYSTEM,), (Trust.SERVER_GRADED,)}
    assert list(check()) == []


@dataclass
class Naive:
    """What ought to be, computed the long way."""

    opened: dt.datetime
    limit: dt.timedelta
    rules: dict[str, Any]
    given: dict[int, int] = field(default_factory=dict)
    ended: tuple[str, dt.datetime | None] | None = None

    def age(self, now: dt.datetime) -> None:
        grace = MINUTE * self.rules["grace_minutes"] if self.rules["overdue"] == "grace" else dt.timedelta(0)
        due = self.opened + self.limit
        if self.ended is None and now > due + grace + ON_THE_WAY:
            is_kept = self.rules["overdue"] == "submit"
            self.ended = (Ending.TIMED_OUT, due) if is_kept else (Ending.ABANDONED, None)

    def save(self, answers: dict[int, int], now: dt.datetime) -> None:
        self.age(now)
        if self.ended is None and now <= self.opened + self.limit + ON_THE_WAY:
            self.given.update(answers)

    def submit(self, now: dt.datetime) -> None:
        self.age(now)
        self.ended = self.ended or (Ending.SUBMITTED, now)

    @property
    def share(self) -> Fraction:
        return Fraction(sum(answer == 0 for answer in self.given.values()), SIZE)


def expected(policy: str, models: list[Naive]) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    shares: list[Fraction] = []
    for model in models:
        assert model.ended
        ending, moment = model.ended
        if moment is None:
            found.append((ending, None, None, None))
            continue
        shares.append(model.share)
        mean = sum(shares, Fraction(0)) / len(shares)
        of = {"highest": shares[-1], "first": shares[0], "last": shares[-1], "average": mean}[policy]
        found.append((ending, moment, model.share * SIZE, of * 100 >= 60))
    return found


@pytest.mark.parametrize("seed", range(16))
def test_any_order_of_saves_and_ends_gives_the_naive_grades(
    enrolment: Enrolment, course: CoursePage, seed: int
) -> None:
    dice = factories.dice(seed)
    rules = {"overdue": dice.choice(["submit", "grace", "abandon"]), "grace_minutes": 5}
    policy = dice.choice(GradePolicy.values)
    unit: EditionUnit = assessment(course, time_limit=30, pass_percent=60, grade_policy=policy, **rules)
    models = []
    for day in range(3):
        attempt = open_attempt(enrolment=enrolment, unit=unit, at=at(2 + day))
        model = Naive(at(2 + day), 30 * MINUTE, rules)
        for minute in sorted(dice.uniform(0, 40) for _ in range(dice.randint(0, 6))):
            now, given = at(2 + day) + minute * MINUTE, {dice.randrange(SIZE): dice.randrange(2)}
            model.save(given, now)
            with suppress(AlreadySubmitted):
                save_answers(attempt=attempt, answers=given, at=now)
            if dice.random() < 0.15:
                model.submit(now)
                submit(attempt=attempt, at=now)
        end = at(2 + day) + dice.uniform(0, 60) * MINUTE
        model.submit(end)
        submit(attempt=attempt, at=end)
        submit(attempt=attempt, at=end + MINUTE)
        models.append(model)

    rows = Attempt.objects.order_by("number").values_list("ending", "submitted_at", "score", "unit_passed")
    assert list(rows) == expected(policy, models)
    assert [row["verb"]["id"] == Verb.PASSED for row in said(VERDICTS)] == [
        passed for _, moment, _, passed in expected(policy, models) if moment
    ]
    assert list(check()) == []

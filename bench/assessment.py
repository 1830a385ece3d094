"""Three hundred learners start, answer and hand in one timed assessment at once, in real processes, on PostgreSQL.

The control is a plain JSON view asked by as many connections with the same pauses. Thirty of them never hand in: they
go on answering until they are refused. Bounded: some eight thousand requests, five minutes.
"""

import random
import time
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from statistics import quantiles

from django.db.models import Count
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bench.figures import Figure
from bench.server import PLAIN, PORT, serving
from bench.sitting import QUESTIONS, Connection, Sitting, paced, together
from courses.catalogue.assessment_blocks import asking
from courses.catalogue.models import AssessmentPage, CoursePage, ModulePage
from courses.editions.actions import release
from courses.questions.models import Question, QuestionKind, QuestionVersion
from courses.questions.presentation import parse
from learners.attempts.actions import open_attempt
from learners.attempts.deadlines import ON_THE_WAY
from learners.attempts.models import Attempt
from learners.attempts.overdue import end_overdue
from learners.attempts.queries import REVISIONS, field_prefix
from learners.enrolment.actions import enrol_many
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from tests import factories
from tests.progress.lrs import queries_of
from xapi.models import Statement
from xapi.vocabulary import Verb

LEARNERS, STRAGGLERS = 300, 30
MINUTES = 3
# Seconds between two answers of one learner, on average.
PAUSE = 8.0


class World:
    """A course of one assessment: ten questions, three minutes, what is saved by then is handed in."""

    def __init__(self) -> None:
        course = self._course()
        self.unit = release(course=course, acting_user=None).units.get(kind="assessment")
        people = [factories.person(f"Nguyễn Văn {number}") for number in range(LEARNERS + 1)]
        accounts = [factories.account(f"hv{number}", of=person) for number, person in enumerate(people)]
        moment = timezone.now()
        made = enrol_many(course_key=course.translation_key, people=[(one, moment) for one in people], acting_user=None)
        enrolments = {one.person_id: one for one in made}
        self.spare, self.of_spare = accounts[-1], enrolments[people[-1].pk]
        self.sittings = [
            Sitting(self._start(enrolments[person.pk]), _session(account), random.Random(number))
            for number, (person, account) in enumerate(zip(people[:-1], accounts, strict=False))
        ]

    def _course(self) -> CoursePage:
        course = factories.course(lessons=0, assessment=False)
        page = AssessmentPage(title="Kiểm tra", time_limit=MINUTES)
        page.parts = asking([_question(number) for number in range(QUESTIONS)])
        factories.add(ModulePage.objects.child_of(course).get(), page)
        return course

    def _start(self, enrolment: Enrolment) -> str:
        return reverse("study:start", args=[enrolment.pk, self.unit.unit_key])


def _question(number: int) -> Question:
    made = Question.objects.create(kind=QuestionKind.SINGLE)
    data = {"choices": [f"Lựa chọn {letter}" for letter in "ABCD"], "correct": number % 4}
    made.current = QuestionVersion.objects.create(question=made, number=1, prompt=f"Câu {number}?", data=data)
    made.save()
    return made


def _session(account: Account) -> str:
    client = Client()
    client.force_login(account)
    return str(client.cookies["sessionid"].value)


def figures(database: str) -> Iterator[Figure]:
    world = World()
    yield Figure("assessment: a save", _queries(world), "queries", None, 6)
    sittings, stragglers = world.sittings[STRAGGLERS:], world.sittings[:STRAGGLERS]
    with serving(workers=2, threads=4):
        plain = _p95(paced(_plainly(), PAUSE, seed=1))
        begun = together([one.begin for one in world.sittings])
        looked = paced([[one.look] for one in world.sittings], PAUSE, seed=2)
        answered = paced(
            [[partial(one.save, number) for number in range(1, QUESTIONS + 1)] for one in world.sittings], PAUSE, seed=3
        )
        handed_in = together([one.hand_in for one in sittings])
        _answer_to_the_end(stragglers)
    end_overdue(lambda: None)
    yield Figure("assessment: a save, 95 of 100 within", _p95(answered), "ms", plain, 10, of_ratio=True)
    for what, times in (("start", begun), ("the paper", looked), ("handing in", handed_in)):
        yield Figure(f"assessment: {what}, 95 of 100 within", _p95(times), "ms")
    troubles = [trouble for one in world.sittings for trouble in one.troubles]
    yield Figure(f"assessment: troubles {troubles[:3]}", len(troubles), "answers", None, 0)
    yield from _kept(world)


def _plainly() -> list[list[partial[None]]]:
    def ask(connection: Connection) -> None:
        connection.ask(PLAIN[1])

    return [[partial(ask, connection)] * QUESTIONS for connection in [Connection() for _ in range(LEARNERS)]]


def _answer_to_the_end(sittings: list[Sitting]) -> None:
    """Until the first refusal, and no longer than the attempt could last."""
    last = time.time() + MINUTES * 60 + 60

    def go_on(one: Sitting) -> None:
        while not one.refused and time.time() < last:
            one.save(one.dice.randrange(QUESTIONS) + 1)
            time.sleep(0.4)

    together([partial(go_on, one) for one in sittings])


def _p95(seconds: list[float]) -> float:
    return 1000 * quantiles(seconds, n=20)[-1]


def _queries(world: World) -> int:
    """Of a save by the script, the whole request, without what begins and ends transactions."""
    attempt = open_attempt(enrolment=world.of_spare, unit=world.unit)
    client = Client(HTTP_HOST=f"127.0.0.1:{PORT}")
    client.force_login(world.spare)
    path, revisions = reverse("study:attempt", args=[attempt.pk]), ",".join(["0"] * QUESTIONS)
    fields = {REVISIONS: revisions, field_prefix(0): "1"}
    found = len(queries_of(lambda: client.post(path, fields, headers={"Accept": "application/json"})))
    if not attempt.items.exclude(response=None).exists():
        raise RuntimeError("the answer was not saved")
    return found


def _kept(world: World) -> Iterator[Figure]:
    """What the database has, beside what was acknowledged."""
    attempts = {str(one.pk): one for one in Attempt.objects.exclude(enrolment=world.of_spare)}
    mine = {one.paper.strip("/").split("/")[-1]: one for one in world.sittings}
    lost = sum(_lost(attempts[key], sitting) for key, sitting in mine.items() if key in attempts)
    yield Figure("assessment: answers lost", lost, "answers", None, 0)
    yield Figure("assessment: attempts", len(attempts), "attempts", LEARNERS, 1, of_ratio=True)
    yield Figure("assessment: attempts", len(attempts), "attempts", LEARNERS, 1, of_ratio=True, at_least=True)
    yield Figure("assessment: still open", sum(one.is_open for one in attempts.values()), "attempts", None, 0)
    verdicts = Statement.objects.filter(verb__in=[Verb.PASSED, Verb.FAILED]).values("registration")
    twice = verdicts.annotate(said=Count("pk")).filter(said__gt=1).count()
    yield Figure("assessment: verdicts said twice", twice, "attempts", None, 0)
    yield Figure("assessment: verdicts", verdicts.distinct().count(), "learners", LEARNERS, 1, True, True)
    yield Figure("assessment: refused at the end", _refused(world), "learners", STRAGGLERS, 1, True, True)
    yield Figure("assessment: a deadline off by", max(_off(attempts[key], mine[key]) for key in mine), "s", None, 1)


def _lost(attempt: Attempt, sitting: Sitting) -> int:
    """Acknowledged answers that are not what is kept."""
    posted = QueryDict(mutable=True)
    posted.update(sitting.kept)
    items = attempt.items.select_related("version__question")
    return sum(
        parse(item.version, item.order, posted, field_prefix(item.position)) != item.response
        for item in items
        if field_prefix(item.position) in posted
    )


def _refused(world: World) -> int:
    return sum(bool(one.refused) for one in world.sittings[:STRAGGLERS])


def _off(attempt: Attempt, sitting: Sitting) -> float:
    """Seconds by which its end was told or taken wrongly, an answer was taken after it or refused before it."""
    assert attempt.due_at is not None
    due, last = attempt.due_at.timestamp(), (attempt.due_at + ON_THE_WAY).timestamp()
    wrong = [
        abs((attempt.due_at - attempt.opened_at - timedelta(minutes=MINUTES)).total_seconds()),
        *(moment - last for moment in sitting.taken),
        *(last - moment for moment in sitting.refused),
    ]
    if attempt.submitted_at is not None and sitting.refused:
        wrong.append(abs(attempt.submitted_at.timestamp() - due))
    return max(wrong)

"""Whole histories at random: several people on a course of three editions, batches over several registrations,
duplicates, voids before and after what they void, moves, mergers and their undoing. Live equals a rebuild throughout.
"""

import datetime as dt
import random
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.catalogue.models import CoursePage
from courses.editions.actions import release
from courses.editions.models import Edition, UnitKind
from learners.enrolment import authorities
from learners.enrolment.actions import enrol_many, move
from learners.enrolment.models import Enrolment
from learners.enrolment.statements import actor, statement, voiding
from learners.people.actions import CannotMerge, merge_people, undo_merge
from learners.people.models import Account, Person
from learners.progress.models import Completion, Progress
from learners.progress.rebuilding import check, rebuild
from tests import factories
from tests.factories import at
from xapi.expiry import expire, terms
from xapi.models import Authority, Kind, Statement
from xapi.recording import VoidForbidden, record
from xapi.rows import Json
from xapi.vocabulary import Verb

pytestmark = pytest.mark.django_db
Sending = tuple[Json, str]
Tables = tuple[list[dict[str, object]], list[dict[str, object]]]


@pytest.fixture
def editions(course: CoursePage, oanh: Account) -> list[Edition]:
    """Two lessons and an assessment; one lesson more; without the assessment."""
    module = course.get_children().get()
    factories.lesson(module, "Bài mới")
    longer = release(course=course, acting_user=oanh, at=at(10))
    module.get_children().get(title="Kiểm tra").unpublish()
    shorter = release(course=course, acting_user=oanh, at=at(20))
    first = Edition.objects.get(course_key=course.translation_key, number=1)
    return [first, longer, shorter]


@contextmanager
def undone() -> Iterator[None]:
    """Each example begins with the same database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class History:
    def __init__(self, editions: list[Edition], seed: int) -> None:
        self.dice, self.editions = random.Random(seed), editions
        self.people = [factories.person(f"Người {number}") for number in range(3)]
        self.enrolments = enrol_many(
            course_key=editions[0].course_key, people=[(person, at(1)) for person in self.people], acting_user=None
        )
        self.units = {(unit.unit_key, unit.kind) for edition in editions for unit in edition.units.all()}

    def sendings(self) -> list[Sending]:
        """Shuffled: some twice, some voided, the void as often first as last."""
        made: list[Sending] = []
        for enrolment in self.enrolments:
            for unit_key, kind in sorted(self.units, key=str):
                made += [self._about(enrolment, unit_key, kind) for _ in range(self.dice.randint(0, 3))]
        made += [(self._void(item), sender) for item, sender in made if self.dice.random() < 0.25]
        made += self.dice.sample(made, len(made) // 4)
        self.dice.shuffle(made)
        return made

    def _about(self, enrolment: Enrolment, unit_key: UUID, kind: str) -> Sending:
        proof = (Verb.COMPLETED, "learner_session") if kind == UnitKind.LESSON else (Verb.PASSED, "server_graded")
        noise = (self.dice.choice([Verb.INITIALIZED, Verb.FAILED, Verb.ANSWERED, Verb.EXPERIENCED]), "learner_session")
        verb, sender = proof if self.dice.random() < 0.7 else noise
        return statement(enrolment, verb=verb, unit_key=unit_key, at=at(self.dice.randint(1, 30))), sender

    def _void(self, item: Json) -> Json:
        enrolment = self.dice.choice(self.enrolments)
        made = voiding(
            item["id"], registration=enrolment.pk, statement_id=factories.uuid_of(self.dice), by=actor(enrolment)
        )
        if self.dice.random() < 0.5:
            # A void need not say whose registration it touches.
            del made["context"]
        return made

    def play(self) -> None:
        waiting = self.sendings()
        while waiting:
            size = self.dice.randint(1, 6)
            batch, waiting = waiting[:size], waiting[size:]
            for sender in sorted({sender for _, sender in batch}):
                send([item for item, by in batch if by == sender], getattr(authorities, sender)())
            if self.dice.random() < 0.4:
                self.dice.choice([self._move, self._merge, self._undo])()

    def _move(self) -> None:
        """Whatever edition it is, nobody loses a completion."""
        completed = set(Progress.objects.filter(status="completed").values_list("pk", flat=True))
        move(enrolment=self.dice.choice(self.enrolments), edition=self.dice.choice(self.editions), acting_user=None)
        assert completed <= set(Progress.objects.filter(status="completed").values_list("pk", flat=True))

    def _merge(self) -> None:
        kept, absorbed = self.dice.sample(self.people, 2)
        with untouched():
            try:
                merge_people(kept=kept, absorbed=absorbed, acting_user=None, reason="một người")
            except CannotMerge:
                return
        both = Completion.objects.filter(enrolment__person__in=[kept, absorbed])
        assert set(both.values_list("person", flat=True)) <= {kept.pk}

    def _undo(self) -> None:
        for person in Person.objects.filter(pk__in=[one.pk for one in self.people]).exclude(merged_into=None):
            with untouched():
                undo_merge(absorbed=person, acting_user=None, reason="nhầm")
            assert not Completion.objects.filter(enrolment__person=person).exclude(person=person).exists()


def send(items: list[Json], authority: Authority) -> None:
    """What is twice in a batch is sent once; a refused batch goes again one by one."""
    once = list({item["id"]: item for item in items}.values())
    try:
        record(once, authority=authority)
    except VoidForbidden:
        for item in once if len(once) > 1 else []:
            send([item], authority)


@contextmanager
def untouched() -> Iterator[None]:
    """The statement log is the same before and after."""
    log = list(Statement.objects.order_by("seq").values_list("seq", "raw", "voided_at"))
    yield
    assert list(Statement.objects.order_by("seq").values_list("seq", "raw", "voided_at")) == log


def tables() -> Tables:
    return list(Progress.objects.order_by("pk").values()), list(Completion.objects.order_by("pk").values())


def holds(editions: list[Edition], seed: int) -> None:
    with undone():
        History(editions, seed).play()
        live = tables()
        assert list(check()) == []

        expire(terms(), now=timezone.now() + dt.timedelta(days=10_000))
        assert not Statement.objects.filter(kind__in=[Kind.ANSWER, Kind.TELEMETRY]).exists()
        assert list(check()) == []
        Completion.objects.all().delete()
        Progress.objects.all().delete()
        assert {difference.what for difference in check()} == {"missing"}
        rebuild()
        assert tables() == live


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(seed=st.integers(0, 10**9))
def test_live_equals_a_rebuild_from_nothing(editions: list[Edition], seed: int) -> None:
    holds(editions, seed)


@pytest.mark.full
@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(seed=st.integers(0, 10**9))
def test_live_equals_a_rebuild_from_nothing_for_long(editions: list[Edition], seed: int) -> None:
    holds(editions, seed)


def test_a_statement_about_a_unit_not_released_yet_counts_once_its_edition_is_pinned(
    course: CoursePage, oanh: Account
) -> None:
    """A release alone changes nobody: live and rebuilt agree before and after the move."""
    (enrolment,) = enrol_many(course_key=course.translation_key, people=[(factories.person(), at(1))], acting_user=None)
    page = factories.lesson(course.get_children().get(), "Bài mới")
    early = statement(enrolment, verb=Verb.COMPLETED, unit_key=page.translation_key, at=at(2))
    record([early], authority=authorities.learner_session())
    longer = release(course=course, acting_user=oanh, at=at(10))
    assert list(check()) == []
    assert Progress.objects.get(pk=enrolment.pk).units == {}

    move(enrolment=enrolment, edition=longer, acting_user=oanh, at=at(11))
    assert str(page.translation_key) in Progress.objects.get(pk=enrolment.pk).units
    assert list(check()) == []

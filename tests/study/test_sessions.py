"""An attempt gone on with elsewhere: written down once for each change of session, never with the session's key."""

import pytest
from django.test import Client

from courses.catalogue.models import CoursePage
from courses.editions.models import EditionUnit
from learners.attempts.models import Attempt, AttemptEvent, Happened
from learners.attempts.queries import REVISIONS, field_prefix
from learners.attempts.sessions import mark_of
from learners.attempts.telling import log_of
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from tests.attempts.world import SIZE, assessment
from tests.progress.lrs import queries_of

pytestmark = pytest.mark.django_db
ELSEWHERE = "làm tiếp ở một phiên đăng nhập khác (phiên %d)"


@pytest.fixture
def mine(lan: Account, course: CoursePage) -> Enrolment:
    return enrol(person=lan.person, course_key=course.translation_key, acting_user=lan)


@pytest.fixture
def unit(course: CoursePage) -> EditionUnit:
    return assessment(course)


def signed_in(lan: Account) -> Client:
    client = Client()
    client.force_login(lan)
    return client


@pytest.fixture
def desk(lan: Account) -> Client:
    return signed_in(lan)


@pytest.fixture
def phone(lan: Account) -> Client:
    return signed_in(lan)


@pytest.fixture
def attempt(desk: Client, mine: Enrolment, unit: EditionUnit) -> Attempt:
    """Opened at the desk."""
    desk.post(f"/hoc/{mine.pk}/bai/{unit.unit_key}/bat-dau/", follow=True)
    return Attempt.objects.get()


def read(client: Client, attempt: Attempt) -> None:
    assert client.get(f"/hoc/luot/{attempt.pk}/").status_code == 200


def save(client: Client, attempt: Attempt, position: int, answer: int = 1) -> None:
    fields = {REVISIONS: ",".join("9" * SIZE), field_prefix(position): str(answer)}
    posted = client.post(f"/hoc/luot/{attempt.pk}/", fields, headers={"Accept": "application/json"})
    assert posted.status_code == 200


def told(attempt: Attempt) -> list[str]:
    return [line.words for line in log_of(attempt) if line.words.startswith("làm tiếp")]


def test_opening_and_saving_in_one_session_is_nothing_to_tell(desk: Client, attempt: Attempt) -> None:
    read(desk, attempt)
    save(desk, attempt, 0)
    assert list(AttemptEvent.objects.order_by("pk").values_list("kind", flat=True)) == [Happened.OPENED, Happened.SAVED]
    assert told(attempt) == []


def test_each_change_is_written_down_once(desk: Client, phone: Client, attempt: Attempt) -> None:
    for client in (phone, phone, desk, desk):
        read(client, attempt)
    assert AttemptEvent.objects.filter(kind=Happened.OPENED).count() == 3
    assert told(attempt) == [ELSEWHERE % 2, ELSEWHERE % 1]


def test_an_old_page_that_saves_is_told_without_another_query(desk: Client, phone: Client, attempt: Attempt) -> None:
    read(phone, attempt)
    save(phone, attempt, 0)
    assert len(queries_of(lambda: save(desk, attempt, 1))) == len(queries_of(lambda: save(desk, attempt, 2)))
    assert told(attempt) == [ELSEWHERE % 2, ELSEWHERE % 1]


def test_reading_in_the_same_session_writes_nothing(desk: Client, attempt: Attempt) -> None:
    found = [sql.split(maxsplit=1)[0].upper() for sql in queries_of(lambda: read(desk, attempt))]
    assert not {"INSERT", "UPDATE", "DELETE"} & set(found)


def test_no_key_of_a_session_is_kept(desk: Client, attempt: Attempt) -> None:
    key = desk.session.session_key
    [kept] = AttemptEvent.objects.values_list("session", flat=True)
    assert kept == mark_of(attempt, key)
    assert key
    assert kept not in key
    assert kept != mark_of(Attempt(), key)

"""Many courses completed at once, on PostgreSQL: no number is missing and none is given twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from courses.editions.actions import release
from learners.certificates.models import Certificate, IssuerYear
from learners.enrolment import authorities
from learners.enrolment.models import Enrolment
from tests import factories
from tests.certificates import world
from tests.factories import at

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
LEARNERS, WRITERS = 24, 4


class ThinksBetter(Exception):
    pass


def work(enrolments: list[Enrolment], ready: Barrier) -> list[str]:
    """Complete each; every third first in a transaction that fails after its number was taken."""
    errors = []
    ready.wait()
    try:
        for number, enrolment in enumerate(enrolments):
            if number % 3 == 0:
                fail(enrolment)
            world.pass_assessment(enrolment)
    except Exception as error:  # noqa: BLE001 - every failure of a thread is the test's result
        errors.append(repr(error))
    finally:
        connection.close()
    return errors


def fail(enrolment: Enrolment) -> None:
    try:
        with transaction.atomic():
            world.pass_assessment(enrolment)
            assert Certificate.objects.filter(enrolment=enrolment).exists()
            raise ThinksBetter
    except ThinksBetter:
        return


def test_numbers_have_no_gap_and_no_double() -> None:
    course = factories.course()
    release(course=course, acting_user=None, at=at(0))
    authorities.server_graded()
    enrolments = [world.enrolled(factories.person(f"Nguyễn Văn {number}"), course) for number in range(LEARNERS)]
    for enrolment in enrolments:
        world.read_lessons(enrolment)

    ready = Barrier(WRITERS)
    with ThreadPoolExecutor(WRITERS) as pool:
        futures = [pool.submit(work, enrolments[start::WRITERS], ready) for start in range(WRITERS)]
        assert [error for future in futures for error in future.result(timeout=60)] == []

    numbers = sorted(int(number.split("/")[0]) for number in Certificate.objects.values_list("number", flat=True))
    assert numbers == list(range(1, LEARNERS + 1))
    assert IssuerYear.objects.get().last_number == LEARNERS

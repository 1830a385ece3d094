"""What a completion with its certificate costs above an ordinary statement (DESIGN section 10: 8 queries more)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.editions.actions import release
from courses.editions.models import UnitKind
from learners.certificates.models import Certificate
from learners.enrolment import authorities
from learners.enrolment.models import Enrolment
from learners.enrolment.statements import statement
from tests import factories
from tests.certificates import world
from tests.factories import at
from xapi.recording import record
from xapi.vocabulary import Verb


# What a process remembers (authorities, editions) it remembers once committed.
@pytest.mark.django_db(transaction=True)
def test_a_certified_completion_takes_at_most_eight_queries_more() -> None:
    course = factories.course()
    release(course=course, acting_user=None, at=at(0))
    for name in ("Lê Văn An", "Trần Thị Bé"):
        world.finish(factories.person(name), course)
    enrolment = world.enrolled(factories.person("Nguyễn Thị Lan"), course)
    world.read_lessons(enrolment)

    ordinary = queries_of(enrolment, UnitKind.LESSON, Verb.COMPLETED)
    completing = queries_of(enrolment, UnitKind.ASSESSMENT, Verb.PASSED)

    assert Certificate.objects.filter(enrolment=enrolment).exists()
    assert len(completing) <= len(ordinary) + 8, completing
    assert len([sql for sql in completing if "certificates_" in sql or "people_person" in sql]) == 2


def queries_of(enrolment: Enrolment, kind: str, verb: str) -> list[str]:
    unit = enrolment.progress.edition.units.filter(kind=kind).first()
    assert unit
    word = authorities.learner_session() if kind == UnitKind.LESSON else authorities.server_graded()
    made = statement(enrolment, verb=verb, unit_key=unit.unit_key, at=at(1.5))
    with CaptureQueriesContext(connection) as captured:
        record([made], authority=word)
    return [query["sql"] for query in captured]

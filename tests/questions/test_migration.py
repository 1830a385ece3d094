"""Gaps stored before a question could have several."""

from importlib import import_module
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.db import connection

from courses.catalogue.models import CoursePage
from courses.editions.queries import latest
from courses.questions.models import QuestionVersion
from learners.attempts.actions import open_attempt
from learners.attempts.models import AttemptItem
from learners.enrolment.actions import enrol
from learners.people.models import Account
from tests.questions.samples import stored

VERSIONS = import_module("courses.questions.migrations.0004_gaps")
ANSWERS = import_module("learners.attempts.migrations.0004_answers_to_gaps")
EDITOR: Any = SimpleNamespace(connection=connection)


def test_a_text_becomes_a_list_and_back(lan: Account, course: CoursePage) -> None:
    made = stored("fill").current
    assert made
    enrolment = enrol(person=lan.person, course_key=course.translation_key, acting_user=lan)
    edition = latest(enrolment.course_key)
    assert edition
    attempt = open_attempt(enrolment=enrolment, unit=edition.units.get(kind="assessment"))
    other = attempt.items.get()
    for position, given in ((1, "mười"), (2, None)):
        AttemptItem.objects.create(attempt=attempt, position=position, version=made, response=given)
    AttemptItem.objects.filter(position=2).update(response=None)
    AttemptItem.objects.filter(pk=other.pk).update(response=0)
    QuestionVersion.objects.filter(pk=made.pk).update(data={"accepted": ["mười", "10"]})

    def answers() -> list[Any]:
        return list(attempt.items.order_by("position").values_list("response", flat=True))

    for _again in range(2):
        VERSIONS.forwards(apps, EDITOR)
        ANSWERS.forwards(apps, EDITOR)
        made.refresh_from_db()
        assert (made.data, answers()) == ({"blanks": [["mười", "10"]]}, [0, ["mười"], None])
    ANSWERS.backwards(apps, EDITOR)
    VERSIONS.backwards(apps, EDITOR)
    made.refresh_from_db()
    assert (made.data, answers()) == ({"accepted": ["mười", "10"]}, [0, "mười", None])

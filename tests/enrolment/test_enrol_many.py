"""Enrolling many at once says and makes what enrolling one by one does."""

from typing import Any

import pytest
from django.db import connection

from courses.catalogue.models import CoursePage
from courses.editions.actions import release
from courses.editions.models import LearnerPolicy
from learners.enrolment.actions import NoEdition, enrol, enrol_many
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from learners.progress.models import Progress
from tests import factories
from tests.factories import at
from xapi.models import Statement
from xapi.vocabulary import Verb

pytestmark = pytest.mark.django_db


def test_each_gets_a_row_a_pin_a_state_and_a_statement_of_her_moment(course: CoursePage) -> None:
    an, binh = factories.person("Đỗ Văn An"), factories.person("Lê Thị Bình")
    made = enrol_many(course_key=course.translation_key, people=[(an, at(1)), (binh, at(2))], acting_user=None)

    assert [row.person for row in made] == [an, binh]
    assert [row.pins.get().since for row in made] == [at(1), at(2)]
    assert Progress.objects.filter(enrolment__in=made, units_required=3).count() == 2
    said = Statement.objects.filter(verb=Verb.REGISTERED).order_by("timestamp")
    assert [(row.registration, row.timestamp) for row in said] == [(made[0].pk, at(1)), (made[1].pk, at(2))]


def test_whoever_is_enrolled_stays_as_she_is(lan: Account, course: CoursePage) -> None:
    first = enrol(person=lan.person, course_key=course.translation_key, acting_user=lan, at=at(1))
    assert enrol_many(course_key=course.translation_key, people=[(first.person, at(5))], acting_user=None) == []
    assert Enrolment.objects.get().enrolled_at == at(1)


def test_history_is_pinned_to_the_edition_of_its_day(course: CoursePage, oanh: Account) -> None:
    factories.lesson(course.get_children()[0].specific, "Bài mới")
    release(course=course, acting_user=oanh, policy=LearnerPolicy.STAY, at=at(10))
    people = [(factories.person("Đỗ Văn An"), at(5)), (factories.person("Lê Thị Bình"), at(11))]
    made = enrol_many(course_key=course.translation_key, people=people, acting_user=None)
    assert [row.pins.get().edition.number for row in made] == [1, 2]


def test_a_course_never_released_has_no_learners(oanh: Account) -> None:
    course = factories.course("Khóa nháp")
    with pytest.raises(NoEdition):
        enrol_many(course_key=course.translation_key, people=[(factories.person(), at(1))], acting_user=None)
    assert not Enrolment.objects.exists()


def test_forty_cost_no_more_queries_than_two(course: CoursePage, django_assert_max_num_queries: Any) -> None:
    people = [(factories.person(f"Người {number}"), at(1)) for number in range(40)]
    # One more on PostgreSQL, where the log locks the ids it writes.
    with django_assert_max_num_queries(31 if connection.vendor == "postgresql" else 30):
        enrol_many(course_key=course.translation_key, people=people, acting_user=None)

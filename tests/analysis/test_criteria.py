"""What markers found, criterion by criterion and step by step, of the marks that count."""

from fractions import Fraction
from typing import Any

import pytest
from django.test import Client

from courses.catalogue.models import AssessmentPage, CoursePage
from courses.questions.models import QuestionKind
from learners.analysis.answers import given
from learners.analysis.criteria import Criterion, criteria, done
from learners.analysis.reading import analysed
from learners.attempts.models import ItemMark
from learners.enrolment.actions import enrol
from learners.marking.actions import Given, finish
from learners.people.models import Account
from tests import factories
from tests.factories import at
from tests.marking.world import BEST, ESSAY, PERFORMANCE, WORST, assessment, hand_in, item
from tests.questions.samples import BY_HAND

RUBRIC, STEPS = BY_HAND[QuestionKind.ESSAY][0], BY_HAND[QuestionKind.PERFORMANCE][0]


def test_a_mean_is_in_points_wherever_the_best_level_stands() -> None:
    assert criteria(RUBRIC, [[1, 0], [0, 0], [1, 1]]) == [
        Criterion(Fraction(4, 3), 2, [1, 2]),
        Criterion(Fraction(2, 3), 1, [2, 1]),
    ]


def test_steps_that_were_done() -> None:
    assert done(STEPS, [[0, 1], [1], []]) == [1, 2]


@pytest.mark.django_db
def test_an_author_sees_the_marks_that_count(
    client: Client, course: CoursePage, oanh: Account, django_assert_num_queries: Any
) -> None:
    unit = assessment(course)
    for number in range(6):
        mine = enrol(person=factories.person(), course_key=course.translation_key, acting_user=None, at=at(1))
        attempt = hand_in(mine, unit)
        if number < 5:
            finish(item=item(attempt, ESSAY), given=Given(BEST[ESSAY]), acting_user=oanh, at=at(5))
            finish(item=item(attempt, PERFORMANCE), given=Given(BEST[PERFORMANCE]), acting_user=oanh, at=at(5))
    versions = {one.version.question.kind: one.version for one in analysed(course.translation_key, unit.unit_key)}
    essay, performance = versions["essay"], versions["performance"]
    # Marked again, and a draft that counts for nothing.
    again = ItemMark.objects.filter(item__version=essay).earliest("pk").item
    mended = Given(WORST[ESSAY], seen=1, reason="Chấm nhầm.")
    finish(item=again, given=mended, acting_user=oanh, at=at(6))
    ItemMark.objects.create(item=again, number=0, judgement=[None, 0], marked_by=oanh, marked_at=at(7))
    with django_assert_num_queries(2):
        judged = given(course.translation_key, unit.unit_key, essay)
    assert sorted(judged) == sorted([WORST[ESSAY], *[BEST[ESSAY]] * 4])
    client.force_login(factories.editor("tam", of=factories.person("Võ Minh Tâm")))
    page = f"/quan-tri/phan-tich/{AssessmentPage.objects.get(translation_key=unit.unit_key).pk}/cau/"
    told = client.get(f"{page}{essay.pk}/").content.decode()
    assert '<th scope="row">Nội dung</th><td>1,6</td><td>2</td><td>thiếu (1), đủ (4)</td>' in told
    told = client.get(f"{page}{performance.pk}/").content.decode()
    assert '<th scope="row">Chào hỏi</th><td>5</td><td>100%</td>' in told
    assert "Hướng dẫn quét mã (bắt buộc)" in told

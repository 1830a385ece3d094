"""Papers brought in together are what opening, saving and submitting one by one would have made."""

from typing import Any

import pytest

from courses.catalogue.models import CoursePage
from courses.editions.asking import AssessmentRules
from courses.editions.models import EditionUnit, UnitKind
from courses.questions.models import QuestionVersion
from learners.attempts.actions import NotAnAssessment, open_attempt, save_answers, submit
from learners.attempts.bringing_in import Sitting, bring_in
from learners.attempts.models import Attempt, AttemptItem
from learners.attempts.opening import MayNotOpen
from learners.attempts.paper import draw
from learners.enrolment.actions import enrol_many
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from learners.progress.models import Progress
from learners.progress.rebuilding import check
from tests import factories
from tests.factories import at
from tests.questions.samples import SAMPLES, right
from xapi.models import Statement
from xapi.vocabulary import Verb


@pytest.fixture
def unit(course: CoursePage, oanh: Account) -> EditionUnit:
    """The assessment, released with one question of each kind."""
    made = EditionUnit.objects.get(kind=UnitKind.ASSESSMENT)
    versions = [factories.question(f"Câu {kind}?") for kind in SAMPLES]
    for kind, question in zip(SAMPLES, versions, strict=True):
        question.kind = kind
        question.save()
        QuestionVersion.objects.filter(pk=question.current_id).update(data=SAMPLES[kind][0])
    ids = [question.current_id for question in versions]
    made.rules = factories.rules_asking(ids, max_attempts=2)
    made.save()
    return made


@pytest.fixture
def two(course: CoursePage) -> list[Enrolment]:
    people = [(factories.person(name), at(1)) for name in ("Đỗ Văn An", "Lê Thị Bình")]
    return enrol_many(course_key=course.translation_key, people=people, acting_user=None)


def answers(unit: EditionUnit, but: int = 0) -> dict[int, Any]:
    """All right but the first ``but``, which are left out."""
    asked = AssessmentRules.of(unit.rules).versions
    versions = QuestionVersion.objects.select_related("question").in_bulk(asked)
    return {pk: right(versions[pk].question.kind, versions[pk].data) for pk in asked[but:]}


def rows(attempt: Attempt) -> list[Any]:
    names = ("position", "version_id", "order", "response", "revision", "points")
    return list(attempt.items.values_list(*names))


def said(enrolment: Enrolment) -> list[Any]:
    verbs = [Verb.ANSWERED, Verb.COMPLETED, Verb.PASSED, Verb.FAILED]
    found = Statement.objects.filter(registration=enrolment.pk, verb__in=verbs)
    return sorted(found.values_list("verb", "object_key", "score_scaled", "success", "timestamp", "authority"))


@pytest.mark.parametrize("missing", [0, 3, 6])
def test_rows_and_statements_are_those_of_one_by_one(
    two: list[Enrolment], unit: EditionUnit, missing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("learners.attempts.actions.new_seed", lambda: 77)
    given = answers(unit, missing)
    one = open_attempt(enrolment=two[0], unit=unit, at=at(2))
    by_position = {item.position: given.get(item.version_id) for item in one.items.all()}
    save_answers(attempt=one, answers=by_position, at=at(3))
    one = submit(attempt=one, at=at(3))

    [other] = bring_in([Sitting(two[1], unit, at(2), at(3), given, seed=77)])
    other = Attempt.objects.get(pk=other.pk)
    assert rows(one) == rows(other)
    for name in (
        "number",
        "seed",
        "pass_percent",
        "opened_at",
        "submitted_at",
        "score",
        "max_score",
        "passed",
        "unit_passed",
    ):
        assert getattr(one, name) == getattr(other, name)
    assert said(two[0]) == said(two[1])
    first, second = (Progress.objects.get(pk=row.pk) for row in two)
    assert first.units_done == second.units_done
    assert list(check()) == []


def test_attempts_are_counted_on_and_no_more_than_allowed(two: list[Enrolment], unit: EditionUnit) -> None:
    made = bring_in([Sitting(two[0], unit, at(2), at(2.1)), Sitting(two[0], unit, at(3), at(3.1), answers(unit))])
    assert [(row.number, row.passed) for row in made] == [(1, False), (2, True)]
    with pytest.raises(MayNotOpen):
        bring_in([Sitting(two[1], unit, at(2), at(2.1)), Sitting(two[0], unit, at(4), at(4.1))])
    assert Attempt.objects.count() == 2


def test_a_lesson_has_no_paper(two: list[Enrolment], unit: EditionUnit) -> None:
    lesson = unit.edition.units.filter(kind=UnitKind.LESSON)[0]
    with pytest.raises(NotAnAssessment):
        bring_in([Sitting(two[0], unit, at(2), at(2.1)), Sitting(two[0], lesson, at(2), at(2.1))])
    assert not Attempt.objects.exists()


def test_a_seed_draws_the_paper_again(two: list[Enrolment], unit: EditionUnit) -> None:
    [attempt] = bring_in([Sitting(two[0], unit, at(2), at(2.1), seed=5)])
    rules = AssessmentRules.of(unit.rules)
    versions = QuestionVersion.objects.select_related("question").in_bulk(rules.versions)
    drawn = draw(rules, versions, seed=5)
    kept = [(item.version, item.order) for item in attempt.items.select_related("version")]
    assert kept == [(one.version, one.order) for one in drawn]


def test_forty_papers_cost_no_more_queries_than_two(
    course: CoursePage, unit: EditionUnit, django_assert_max_num_queries: Any
) -> None:
    people = [(factories.person(f"Người {number}"), at(1)) for number in range(20)]
    enrolments = enrol_many(course_key=course.translation_key, people=people, acting_user=None)
    sittings = [Sitting(row, unit, at(2 + day), at(2.1 + day)) for row in enrolments for day in (0, 1)]
    with django_assert_max_num_queries(60):
        bring_in(sittings)
    assert AttemptItem.objects.count() == 40 * len(SAMPLES)

"""A learner's statements become progress, in the transaction that stores them."""

import pytest

from courses.catalogue.models import CoursePage
from courses.editions.actions import release
from courses.editions.models import EditionUnit, LearnerPolicy, UnitKind
from courses.editions.queries import latest
from learners.enrolment import authorities
from learners.enrolment.actions import NoEdition, enrol
from learners.enrolment.models import Enrolment
from learners.enrolment.statements import actor, derived_id, statement, voiding
from learners.people.actions import merge_people, undo_merge
from learners.people.models import Account
from learners.progress.actions import NotALesson, complete_lesson, start_unit
from learners.progress.explaining import explain
from learners.progress.models import Completion, Progress, Status
from learners.progress.queries import outline
from learners.progress.rebuilding import check
from tests import factories
from tests.factories import at
from xapi.models import Authority, Statement, Trust
from xapi.recording import VoidForbidden, record
from xapi.vocabulary import Verb


@pytest.fixture
def enrolment(lan: Account, course: CoursePage) -> Enrolment:
    return enrol(person=lan.person, course_key=course.translation_key, acting_user=lan, at=at(1))


def units(enrolment: Enrolment, kind: str) -> list[EditionUnit]:
    edition = latest(enrolment.course_key)
    assert edition
    return list(edition.units.filter(kind=kind))


def pass_assessment(enrolment: Enrolment, day: float) -> str:
    unit = units(enrolment, UnitKind.ASSESSMENT)[0]
    result = {"score": {"scaled": 1}, "success": True}
    passed = statement(enrolment, verb=Verb.PASSED, unit_key=unit.unit_key, at=at(day), result=result)
    record([passed], authority=authorities.server_graded())
    return passed["id"]


def finish(enrolment: Enrolment) -> str:
    for day, unit in enumerate(units(enrolment, UnitKind.LESSON), start=2):
        complete_lesson(enrolment=enrolment, unit=unit, at=at(day))
    return pass_assessment(enrolment, 5)


def test_lessons_and_a_passed_assessment_complete_the_course(enrolment: Enrolment) -> None:
    finish(enrolment)

    progress = Progress.objects.get(pk=enrolment.pk)
    assert (progress.status, progress.units_done, progress.units_required) == (Status.COMPLETED, 3, 3)
    completion = Completion.objects.get()
    assert (completion.effective_at, completion.person) == (at(5), enrolment.person)
    assert Statement.objects.filter(verb=Verb.COMPLETED, statement_id=completion.pk).exists()
    assert list(check()) == []


def test_enrolling_twice_is_one_enrolment_and_one_statement(lan: Account, course: CoursePage) -> None:
    first = enrol(person=lan.person, course_key=course.translation_key, acting_user=lan)
    again = enrol(person=lan.person, course_key=course.translation_key, acting_user=lan)

    assert first == again
    assert Statement.objects.filter(verb=Verb.REGISTERED).count() == 1


def test_nobody_enrols_on_a_course_never_released(lan: Account) -> None:
    draft = factories.course("Chưa phát hành")
    with pytest.raises(NoEdition):
        enrol(person=lan.person, course_key=draft.translation_key, acting_user=lan)
    assert not Enrolment.objects.exists()


def test_opening_a_lesson_starts_the_course_and_opening_it_again_writes_nothing(enrolment: Enrolment) -> None:
    lesson = units(enrolment, UnitKind.LESSON)[0]
    start_unit(enrolment=enrolment, unit=lesson)
    before = Statement.objects.count()
    start_unit(enrolment=enrolment, unit=lesson)

    assert Statement.objects.count() == before
    seen = outline(enrolment)
    assert (seen.progress.status, seen.next_unit and seen.next_unit.unit) == (Status.IN_PROGRESS, lesson)


def test_an_assessment_is_not_completed_by_reading_it(enrolment: Enrolment) -> None:
    with pytest.raises(NotALesson):
        complete_lesson(enrolment=enrolment, unit=units(enrolment, UnitKind.ASSESSMENT)[0])


@pytest.mark.parametrize("trust", [Trust.EXTERNAL, Trust.LEARNER_SESSION, Trust.H5P_CLAIM, Trust.TRUSTED_EXTERNAL])
def test_only_the_server_s_grading_passes_an_assessment(enrolment: Enrolment, trust: str) -> None:
    authority = Authority.objects.create(key=f"account|x|{trust}", name="x", agent={"name": "x"}, trust=trust)
    unit = units(enrolment, UnitKind.ASSESSMENT)[0]
    record([statement(enrolment, verb=Verb.PASSED, unit_key=unit.unit_key)], authority=authority)

    assert Progress.objects.get(pk=enrolment.pk).units == {}
    assert explain(enrolment)[-1].verdict == "ignored"


def test_another_s_statement_cannot_be_voided_and_nothing_is_stored(enrolment: Enrolment) -> None:
    passed = finish(enrolment)
    outsider = Authority.objects.create(key="account|x|y", name="x", agent={"name": "x"}, trust=Trust.EXTERNAL)
    void = voiding(passed, registration=enrolment.pk, statement_id=derived_id("t", "void"), by=actor(enrolment))
    before = Statement.objects.count()

    with pytest.raises(VoidForbidden):
        record([void], authority=outsider)
    assert Statement.objects.count() == before
    assert Progress.objects.get(pk=enrolment.pk).status == Status.COMPLETED


def test_a_voided_proof_takes_the_completion_with_it_and_a_new_one_brings_it_back(enrolment: Enrolment) -> None:
    passed = finish(enrolment)
    void = voiding(passed, registration=enrolment.pk, statement_id=derived_id("t", "void"), by=actor(enrolment))
    record([void], authority=authorities.server_graded())

    assert Progress.objects.get(pk=enrolment.pk).status == Status.IN_PROGRESS
    assert Completion.objects.get().withdrawn_at is not None

    pass_assessment(enrolment, 9)
    assert Progress.objects.get(pk=enrolment.pk).completed_at == at(9)
    assert Completion.objects.filter(withdrawn_at=None).count() == 1
    assert list(check()) == []


def test_a_void_that_comes_first_still_counts(enrolment: Enrolment) -> None:
    unit = units(enrolment, UnitKind.ASSESSMENT)[0]
    passed = statement(enrolment, verb=Verb.PASSED, unit_key=unit.unit_key, at=at(2))
    void = voiding(passed["id"], registration=enrolment.pk, statement_id=derived_id("t", "v"), by=actor(enrolment))
    record([void], authority=authorities.server_graded())
    record([passed], authority=authorities.server_graded())

    assert Statement.objects.get(statement_id=passed["id"]).voided_at is not None
    assert Progress.objects.get(pk=enrolment.pk).units == {}
    assert list(check()) == []


def test_a_new_edition_uncompletes_nobody(enrolment: Enrolment, course: CoursePage, oanh: Account) -> None:
    finish(enrolment)
    factories.lesson(course.get_children().get(), "Bài mới")
    release(course=course, acting_user=oanh, policy=LearnerPolicy.MOVE)

    progress = Progress.objects.get(pk=enrolment.pk)
    assert (progress.status, progress.units_done, progress.units_required) == (Status.COMPLETED, 3, 4)
    assert list(check()) == []


def test_a_release_moves_learners_only_when_it_says_so(enrolment: Enrolment, course: CoursePage, oanh: Account) -> None:
    factories.lesson(course.get_children().get(), "Bài mới")
    release(course=course, acting_user=oanh, policy=LearnerPolicy.STAY)

    assert Progress.objects.get(pk=enrolment.pk).units_required == 3
    assert outline(enrolment).edition.number == 1


def test_moving_to_a_shorter_edition_completes_who_has_done_it_all(
    enrolment: Enrolment, course: CoursePage, oanh: Account
) -> None:
    complete_lesson(enrolment=enrolment, unit=units(enrolment, UnitKind.LESSON)[0], at=at(2))
    for page in course.get_children().get().get_children()[1:]:
        page.unpublish()
    release(course=course, acting_user=oanh, policy=LearnerPolicy.MOVE)

    assert Progress.objects.get(pk=enrolment.pk).status == Status.COMPLETED
    assert list(check()) == []


def test_merging_two_persons_counts_once_and_undoing_it_leaves_the_log_untouched(
    enrolment: Enrolment, son: Account
) -> None:
    finish(enrolment)
    other = factories.person("Nguyen Thi Lan")
    theirs = enrol(person=other, course_key=enrolment.course_key, acting_user=son)
    finish(theirs)
    log = list(Statement.objects.values_list("seq", "raw", "voided_at"))

    merge_people(kept=enrolment.person, absorbed=other, acting_user=son, reason="một người")
    assert set(Completion.objects.values_list("person", flat=True)) == {enrolment.person_id}
    assert list(check()) == []

    undo_merge(absorbed=other, acting_user=son, reason="nhầm")
    assert set(Completion.objects.values_list("person", flat=True)) == {enrolment.person_id, other.pk}
    assert list(Statement.objects.values_list("seq", "raw", "voided_at")) == log
    assert list(check()) == []

"""Releasing: what is frozen, from what, and when it is refused."""

import pytest
from wagtail.models import Page

from courses.catalogue.assessment_blocks import asking
from courses.catalogue.models import CoursePage
from courses.editions.actions import ChangedMeanwhile, NothingToRelease, NotReady, release
from courses.editions.changes import preview
from courses.editions.models import UnitText
from courses.editions.queries import latest, released_unit
from courses.questions.models import Question
from learners.people.models import Account
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.editions.editing import ask, assessment_of, lesson_of, publish, translate, unit_of


def test_an_edition_freezes_the_course(course: CoursePage, oanh: Account) -> None:
    edition = latest(course.translation_key)
    assert edition
    assert (edition.number, edition.title, edition.released_by) == (1, "Chuyển đổi số cơ bản", oanh)
    units = [(unit.position, unit.kind, unit.title, unit.module_title, unit.required) for unit in edition.units.all()]
    assert units == [
        (0, "lesson", "Bài 1", "Học phần 1", True),
        (1, "lesson", "Bài 2", "Học phần 1", True),
        (2, "assessment", "Kiểm tra", "Học phần 1", True),
    ]
    assert AuditEntry.objects.filter(verb="release", subject_id=str(edition.pk)).count() == 1


def test_a_stale_course_is_read_again(course: CoursePage, oanh: Account) -> None:
    stale = CoursePage.objects.get(pk=course.pk)
    publish(course, title="Tên mới", hours=3)

    edition = release(course=stale, acting_user=oanh)

    assert (edition.title, edition.hours) == ("Tên mới", 3)


def test_nothing_new_is_refused(course: CoursePage, oanh: Account) -> None:
    with pytest.raises(NothingToRelease):
        release(course=course, acting_user=oanh)


def test_a_course_without_live_units_is_refused(oanh: Account) -> None:
    with pytest.raises(NotReady, match="chưa có bài nào"):
        release(course=factories.course(lessons=0, assessment=False), acting_user=oanh)


def test_an_unpublished_course_is_refused(course: CoursePage, oanh: Account) -> None:
    course.unpublish()

    with pytest.raises(NotReady, match="chưa xuất bản"):
        release(course=course, acting_user=oanh)


def test_an_assessment_without_a_written_question_is_refused(course: CoursePage, oanh: Account) -> None:
    page = assessment_of(course)
    page.parts = asking([Question.objects.create(kind="single")])
    publish(page)

    with pytest.raises(NotReady, match="“Kiểm tra” chưa có câu hỏi"):
        release(course=course, acting_user=oanh)


def test_what_changed_after_the_editor_looked_is_refused(course: CoursePage, oanh: Account) -> None:
    publish(lesson_of(course), minutes=25)
    seen = preview(course).fingerprint
    publish(lesson_of(course, "Bài 2"), required=False)

    with pytest.raises(ChangedMeanwhile):
        release(course=course, acting_user=oanh, expected=seen)
    assert release(course=course, acting_user=oanh, expected=preview(course).fingerprint).number == 2


def test_a_translated_course_is_released_in_its_own_language(course: CoursePage, oanh: Account) -> None:
    english = translate(lesson_of(course), "Lesson 1").get_parent().get_parent().specific

    edition = release(course=english, acting_user=oanh)

    assert (edition.course_id, edition.number, edition.title) == (course.pk, 2, "Chuyển đổi số cơ bản")
    texts = unit_of(course, "Bài 1").texts.order_by("language").values_list("language", "title")
    assert list(texts) == [("en", "Lesson 1"), ("vi", "Bài 1")]


def test_an_alias_is_released_with_the_revision_it_shows(course: CoursePage, oanh: Account) -> None:
    question = factories.question("Câu chung?")
    ask(lesson_of(course), question)
    other = factories.course("Khóa khác", lessons=1, assessment=False)
    alias = lesson_of(course).create_alias(parent=other.get_children().get(), update_slug="bai-chung")

    release(course=other, acting_user=oanh)

    unit = latest(other.translation_key).units.get(unit_key=alias.translation_key)  # type: ignore[union-attr]
    assert unit.texts.get().revision_id == lesson_of(course).live_revision_id
    assert [p.version.prompt for p in released_unit(unit, "vi").pieces() if p.version] == ["Câu chung?"]
    assert preview(other).is_empty


def test_a_translation_that_only_mirrors_the_original_is_no_text_of_its_own(course: CoursePage, oanh: Account) -> None:
    translated = translate(lesson_of(course), "Lesson 1")
    lesson_of(course, "Bài 2").copy_for_translation(translated.locale, copy_parents=True, alias=True)
    release(course=course, acting_user=oanh)

    assert [text.language for text in unit_of(course, "Bài 2").texts.all()] == ["vi"]


def test_a_page_made_without_a_revision_is_given_one_and_keeps_its_draft(course: CoursePage, oanh: Account) -> None:
    page = lesson_of(course, "Bài 2")
    UnitText.objects.filter(revision__object_id=str(page.pk)).update(revision=lesson_of(course).live_revision)
    Page.objects.filter(pk=page.pk).update(live_revision=None, latest_revision=None)
    page.refresh_from_db()
    page.title = "Bản nháp"
    draft = page.save_revision()

    release(course=course, acting_user=oanh)

    page.refresh_from_db()
    assert (page.latest_revision, page.draft_title) == (draft, "Bản nháp")
    assert released_unit(unit_of(course, "Bài 2"), "vi").page.title == "Bài 2"

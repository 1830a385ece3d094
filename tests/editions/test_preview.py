"""What a release would change, as the editor is told."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.catalogue.models import CoursePage, LessonPage, ModulePage
from courses.editions.actions import release
from courses.editions.changes import Change, preview
from courses.questions.actions import save_version
from courses.questions.models import Question
from learners.enrolment.actions import enrol
from learners.people.models import Account
from tests import factories
from tests.editions.editing import ask, ask_also, assessment_of, lesson_of, module_of, publish, translate

KINDS = ("about", "added", "removed", "moved", "changed", "new_rules", "newly_required", "no_longer_required")


def told(course: CoursePage) -> dict[str, list[tuple[str, str]]]:
    """Only what changed: kind -> (title, detail)."""
    change = preview(CoursePage.objects.get(pk=course.pk))
    found = {kind: [(item.title, item.detail) for item in getattr(change, kind)] for kind in KINDS}
    return {kind: items for kind, items in found.items() if items}


def new_wording(question: Question) -> None:
    data = {"choices": ["Có", "Không"], "correct": 1}
    save_version(question=question, prompt="Câu mới?", data=data, explanation="", acting_user=None)


def test_nothing_changed_since_the_release(course: CoursePage) -> None:
    change = preview(course)

    assert change.is_empty
    assert change.previous
    assert (change.previous.number, change.learners, change.waiting) == (1, 0, [])


def test_a_first_release_adds_everything(db: None) -> None:
    course = factories.course(lessons=1)

    assert told(course) == {
        "added": [("Bài 1", "Học phần 1"), ("Kiểm tra", "Học phần 1")],
        "newly_required": [("Bài 1", "bài mới"), ("Kiểm tra", "bài mới")],
    }


def test_a_page_published_again_as_it_was_has_not_changed(course: CoursePage) -> None:
    publish(lesson_of(course), search_description="Cho máy tìm kiếm")

    assert told(course) == {}


def test_a_changed_text(course: CoursePage) -> None:
    publish(lesson_of(course), body=[("text", "<p>Chữ mới.</p>")])

    assert told(course) == {"changed": [("Bài 1", "")]}


def test_a_draft_is_no_change_but_is_named(course: CoursePage) -> None:
    page = lesson_of(course)
    page.title = "Bài nháp"
    page.save_revision()

    assert told(course) == {}
    assert [(draft.page_id, draft.title) for draft in preview(course).waiting] == [(page.pk, "Bài nháp")]


def test_the_course_itself(course: CoursePage) -> None:
    publish(course, title="Chuyển đổi số", hours="2.5")

    assert told(course) == {"about": [("Tên khóa học", "Chuyển đổi số cơ bản → Chuyển đổi số"), ("Số giờ", "2 → 2,5")]}


def test_a_renamed_module_moves_nobody(course: CoursePage) -> None:
    publish(module_of(course), title="Mở đầu")

    assert told(course) == {"about": [("Tên học phần", "Học phần 1 → Mở đầu")]}


def test_a_unit_in_another_order(course: CoursePage) -> None:
    lesson_of(course, "Bài 2").move(lesson_of(course), pos="left")

    assert len(told(course)["moved"]) == 1
    assert told(course).keys() == {"moved"}


def test_a_unit_in_another_module(course: CoursePage) -> None:
    module = course.add_child(instance=ModulePage(title="Học phần 2"))
    lesson_of(course, "Bài 2").move(module, pos="last-child")

    assert told(course)["moved"] == [("Bài 2", "Học phần 1 → Học phần 2")]


def test_a_unit_unpublished(course: CoursePage) -> None:
    lesson_of(course, "Bài 2").unpublish()

    assert told(course) == {"removed": [("Bài 2", "Học phần 1")]}


@pytest.mark.parametrize(("before", "kind"), [(True, "no_longer_required"), (False, "newly_required")])
def test_what_is_required(course: CoursePage, oanh: Account, before: bool, kind: str) -> None:
    if not before:
        publish(lesson_of(course), required=False)
        release(course=course, acting_user=oanh)
    publish(lesson_of(course), required=not before)

    assert told(course) == {kind: [("Bài 1", "")]}


@pytest.mark.parametrize(
    ("fields", "detail"),
    [
        ({"pass_percent": 90}, "điểm đạt 80% → 90%"),
        ({"max_attempts": 3}, "số lượt làm bài không giới hạn → 3"),
        ({"shuffle": False}, "không xáo trộn"),
    ],
)
def test_how_an_assessment_is_taken(course: CoursePage, fields: dict[str, Any], detail: str) -> None:
    publish(assessment_of(course), **fields)

    assert told(course) == {"new_rules": [("Kiểm tra", detail)]}


def test_the_questions_of_an_assessment(course: CoursePage) -> None:
    page = assessment_of(course)
    new_wording(page.parts[0].value["question"])
    ask_also(page, factories.question("Thêm?"))
    publish(page)

    assert told(course) == {"new_rules": [("Kiểm tra", "thêm 1 câu hỏi, sửa 1 câu hỏi")]}


def test_the_questions_in_a_lesson(course: CoursePage, oanh: Account) -> None:
    kept, dropped = factories.question("Giữ?"), factories.question("Bỏ?")
    ask(lesson_of(course), kept, dropped)
    release(course=course, acting_user=oanh)
    new_wording(kept)
    assert told(course) == {"new_rules": [("Bài 1", "sửa 1 câu hỏi")]}

    ask(lesson_of(course), kept)
    assert told(course) == {"changed": [("Bài 1", "")], "new_rules": [("Bài 1", "bỏ 1 câu hỏi, sửa 1 câu hỏi")]}


def test_every_language_is_compared(course: CoursePage, oanh: Account) -> None:
    translated = translate(lesson_of(course), "Lesson 1")
    assert told(course) == {"changed": [("Bài 1", "English")]}

    release(course=course, acting_user=oanh)
    assert told(course) == {}

    publish(translated, title="The lesson")
    assert told(course) == {"changed": [("Bài 1", "English")]}

    translated.unpublish()
    publish(lesson_of(course), title="Bài một")
    assert told(course) == {"changed": [("Bài một", "Tiếng Việt, English")]}


def test_it_counts_who_is_on_the_course(course: CoursePage, lan: Account) -> None:
    assert lan.person
    enrol(person=lan.person, course_key=course.translation_key, acting_user=lan)

    assert preview(course).learners == 1


def test_the_fingerprint_tells_one_preview_from_another(course: CoursePage) -> None:
    first = preview(course).fingerprint
    assert preview(course).fingerprint == first

    publish(lesson_of(course), required=False)
    assert preview(course).fingerprint != first


def test_the_queries_do_not_grow_with_the_course(course: CoursePage, oanh: Account) -> None:
    def queries() -> int:
        for page in (*LessonPage.objects.descendant_of(course), assessment_of(course)):
            publish(page, title=f"{page.title} mới", required=False)
        with CaptureQueriesContext(connection) as made:
            change = preview(course)
        assert len(change.changed) >= 3
        return len(made)

    few = queries()
    for number in range(3, 9):
        factories.lesson(module_of(course), f"Bài {number}")
    release(course=course, acting_user=oanh)
    assert queries() == few <= 14


def test_changes_are_grouped_in_the_order_an_editor_checks_them(course: CoursePage) -> None:
    publish(lesson_of(course), required=False, minutes=30)

    groups = [(heading, changes) for heading, changes in preview(course).groups if changes]
    assert groups == [("Sửa nội dung", [Change("Bài 1")]), ("Không còn bắt buộc", [Change("Bài 1")])]

"""Publishing a released page in the admin: with the next release, or a correction of words for everyone now."""

from django.test import Client

from courses.catalogue.models import AssessmentPage, CoursePage
from courses.editions.queries import released_unit
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.editions.admin import edit_url, fields_of, messages_of, publish_in_admin, sent_by
from tests.editions.editing import assessment_of, lesson_of, unit_of


def test_the_choice_is_with_the_next_release_unless_said_otherwise(editor: Client, course: CoursePage) -> None:
    page = editor.get(edit_url(lesson_of(course))).content.decode()
    assert fields_of(page)["change"] == "release"
    assert "Sửa câu chữ, cho mọi người ngay" in page

    answer = publish_in_admin(editor, lesson_of(course), title="Bài mới")

    assert lesson_of(course, "Bài mới").live
    assert released_unit(unit_of(course, "Bài 1"), "vi").page.title == "Bài 1"
    assert "Người đang học chưa thấy thay đổi này" in messages_of(answer)


def test_a_correction_reaches_learners_at_once(editor: Client, course: CoursePage) -> None:
    reason = "Sửa lỗi chính tả"
    answer = publish_in_admin(editor, lesson_of(course), title="Bài một", change="correct", change_reason=reason)

    assert released_unit(unit_of(course, "Bài một"), "vi").page.title == "Bài một"
    assert "Mọi người học thấy ngay câu chữ mới: “Chuyển đổi số cơ bản” (lần 1)." in messages_of(answer)
    assert AuditEntry.objects.get(verb="correct").reason == reason


def test_a_correction_needs_its_reason(editor: Client, course: CoursePage) -> None:
    answer = publish_in_admin(editor, lesson_of(course), title="Bài một", change="correct")

    assert "Hãy ghi ngắn gọn đã sửa gì" in answer.content.decode()
    assert lesson_of(course).title == "Bài 1"


def test_a_draft_is_saved_without_a_reason(editor: Client, course: CoursePage) -> None:
    page = lesson_of(course)
    editor.post(edit_url(page), {**sent_by(editor, page), "title": "Bài nháp", "change": "correct"})

    page.refresh_from_db()
    assert (page.title, page.draft_title) == ("Bài 1", "Bài nháp")


def test_a_change_of_grading_is_published_for_the_next_release_only(editor: Client, course: CoursePage) -> None:
    sent = {"title": "Tên mới", "pass_percent": "60", "change": "correct", "change_reason": "Sửa tên"}
    answer = publish_in_admin(editor, assessment_of(course), **sent)

    assert AssessmentPage.objects.get().pass_percent == 60
    unit = unit_of(course, "Kiểm tra")
    assert (released_unit(unit, "vi").page.title, unit.rules["pass_percent"]) == ("Kiểm tra", 80)
    assert "Chưa sửa gì cho người đang học" in messages_of(answer)
    assert "sẽ nằm trong lần phát hành sau" in messages_of(answer)


def test_a_page_set_for_later_waits_for_the_next_release(editor: Client, course: CoursePage) -> None:
    sent = {"title": "Bài hẹn giờ", "go_live_at": "2099-01-01 08:00", "change": "correct", "change_reason": "Sửa"}
    answer = publish_in_admin(editor, lesson_of(course), **sent)

    assert "hẹn giờ" in messages_of(answer)
    assert released_unit(unit_of(course, "Bài 1"), "vi").page.title == "Bài 1"


def test_a_page_in_no_edition_is_not_asked_about(editor: Client) -> None:
    page = lesson_of(factories.course("Khóa mới"))

    assert "change" not in fields_of(editor.get(edit_url(page)).content.decode())
    assert "Người đang học" not in messages_of(publish_in_admin(editor, page, title="Bài mới"))

"""The page of a release in the admin, as an editor sees it."""

from django.test import Client
from django.urls import reverse

from courses.catalogue.editors import found_editors
from courses.catalogue.models import CoursePage, LessonPage
from courses.editions.actions import release
from courses.editions.changes import preview
from courses.editions.models import Edition, LearnerPolicy, PlannedRelease
from courses.editions.queries import latest
from learners.enrolment.actions import enrol
from learners.people.models import Account
from tests import factories
from tests.editions.editing import assessment_of, lesson_of, publish, translate


def url(course: CoursePage) -> str:
    return reverse("editions:release", args=[course.pk])


def send(browser: Client, course: CoursePage, **fields: str) -> str:
    seen = {"seen": preview(course).fingerprint, "policy": LearnerPolicy.STAY, "note": ""}
    return browser.post(url(course), {**seen, **fields}, follow=True).content.decode()


def test_an_editor_sees_what_changed_and_releases(editor: Client, course: CoursePage, lan: Account) -> None:
    assert lan.person
    enrol(person=lan.person, course_key=course.translation_key, acting_user=lan)
    publish(lesson_of(course), title="Bài mở đầu", required=False)

    page = editor.get(url(course)).content.decode()
    for words in (
        "Sửa nội dung (1)",
        "Không còn bắt buộc (1)",
        "Bài mở đầu",
        "<strong>1 người</strong>",
        "lần phát hành 1",
    ):
        assert words in page
    assert 'name="plan-at"' in page

    after = send(editor, course, policy=LearnerPolicy.MOVE, note="Rút gọn bài mở đầu")
    edition = latest(course.translation_key)
    assert edition
    assert (edition.number, edition.policy, edition.note) == (2, "move", "Rút gọn bài mở đầu")
    assert "Đã phát hành" in after
    assert "Chưa có gì mới để phát hành" in after
    assert "Rút gọn bài mở đầu" in after


def test_nothing_new_says_what_to_do(editor: Client, course: CoursePage) -> None:
    page = editor.get(url(course)).content.decode()

    assert "Hãy sửa và xuất bản bài học" in page
    assert 'name="policy"' not in page
    assert 'name="plan-at"' not in page


def test_a_draft_left_out_is_named(editor: Client, course: CoursePage) -> None:
    page = lesson_of(course)
    page.title = "Bài còn nháp"
    page.save_revision()

    draft = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert f'<a href="{draft}">Bài còn nháp</a>' in editor.get(url(course)).content.decode()


def test_a_course_that_cannot_be_studied_says_why(editor: Client) -> None:
    empty = factories.course("Khóa trống", lessons=0, assessment=False)

    page = editor.get(url(empty)).content.decode()

    assert "Chưa phát hành được" in page
    assert "chưa có bài nào đang xuất bản" in page
    assert "Khóa học chưa phát hành lần nào." in page


def test_each_problem_leads_to_where_it_is_mended(editor: Client, course: CoursePage) -> None:
    lesson, assessment = lesson_of(course), assessment_of(course)
    publish(lesson, body=[("text", "<p>[Viết: phần này]</p>")])
    block = LessonPage.objects.get(pk=lesson.pk).body.raw_data[0]["id"]
    publish(assessment, parts=[])
    publish(course, summary="[Viết: tóm tắt]")

    page = editor.get(url(course)).content.decode()
    for where, anchor, words in (
        (lesson, f"block-{block}-section", "“Bài 1”: Còn chỗ chưa viết"),
        (assessment, "parts-root", f"Bài kiểm tra “{assessment.title}” chưa có câu hỏi."),
        (course, "id_summary", "Phần tóm tắt của khóa học còn chỗ chưa viết."),
    ):
        assert f'<a href="{reverse("wagtailadmin_pages:edit", args=[where.pk])}#{anchor}">{words}' in page


def test_no_hour_is_set_while_a_release_is_impossible(editor: Client, course: CoursePage) -> None:
    publish(lesson_of(course), body=[("text", "<p>[Viết: phần này]</p>")])
    assert 'name="plan-at"' not in editor.get(url(course)).content.decode()

    sent = {"plan-at": "2099-12-24T07:30", "plan-policy": LearnerPolicy.STAY, "plan-note": ""}
    page = editor.post(reverse("editions:plan", args=[course.pk]), sent).content.decode()
    assert "Sửa xong những chỗ nêu ở đầu trang thì hẹn giờ được." in page
    assert 'name="plan-at"' not in page
    assert not PlannedRelease.objects.exists()


def test_what_changed_meanwhile_is_shown_again(editor: Client, course: CoursePage) -> None:
    publish(lesson_of(course), minutes=30)
    seen = preview(course).fingerprint
    publish(lesson_of(course, "Bài 2"), required=False)

    page = send(editor, course, seen=seen, note="Ghi chú giữ lại")

    assert "vừa thay đổi" in page
    assert "Ghi chú giữ lại" in page
    assert Edition.objects.count() == 1
    send(editor, course)
    assert Edition.objects.count() == 2


def test_sending_twice_releases_once(editor: Client, course: CoursePage) -> None:
    publish(lesson_of(course), minutes=30)
    seen = preview(course).fingerprint

    send(editor, course, seen=seen)
    again = send(editor, course, seen=seen)

    assert "Chưa có gì mới để phát hành." in again
    assert Edition.objects.count() == 2


def test_a_choice_that_does_not_exist_is_refused(editor: Client, course: CoursePage) -> None:
    publish(lesson_of(course), minutes=30)

    assert "errorlist" in send(editor, course, policy="all") or Edition.objects.count() == 1


def test_a_translation_leads_to_the_course_itself(editor: Client, course: CoursePage, son: Account) -> None:
    english = translate(lesson_of(course), "Lesson 1").get_parent().get_parent().specific
    editor.force_login(son)

    assert "Chuyển đổi số cơ bản" in editor.get(url(english)).content.decode()


def test_only_who_may_publish_may_release(editor: Client, course: CoursePage, lan: Account) -> None:
    group = found_editors()
    group.page_permissions.filter(permission__codename="publish_page").delete()
    assert editor.get(url(course)).status_code == 404
    assert editor.post(url(course)).status_code == 404

    editor.force_login(lan)
    assert editor.get(url(course)).status_code == 302


def test_the_button_is_on_the_course(editor: Client, course: CoursePage) -> None:
    for name in ("wagtailadmin_explore", "wagtailadmin_pages:edit"):
        assert url(course) in editor.get(reverse(name, args=[course.pk])).content.decode()
    assert url(course) in editor.get(reverse("wagtailadmin_explore", args=[course.get_parent().pk])).content.decode()
    lesson = lesson_of(course)
    assert "/phat-hanh/" not in editor.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).content.decode()


def test_the_page_costs_the_same_for_many_editions(editor: Client, course: CoursePage, oanh: Account) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries() -> int:
        with CaptureQueriesContext(connection) as made:
            editor.get(url(course))
        return len(made)

    queries()
    few = queries()
    for minutes in range(20, 24):
        publish(lesson_of(course), minutes=minutes)
        release(course=course, acting_user=oanh)
    # What stands around every page is read anew after something was published.
    queries()
    assert queries() == few

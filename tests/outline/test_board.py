"""The board of a course: what state each part is in, who is at it, and setting the order."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.models import GroupApprovalTask, GroupPagePermission, Page, Workflow, WorkflowTask

from courses.catalogue.editors import found_editors
from courses.catalogue.models import CoursePage, LessonPage, ModulePage
from courses.editions.actions import NotReady, release
from courses.editions.queries import latest
from courses.outline.actions import NotHere, place
from courses.outline.board import Board, board_of
from courses.outline.states import State, state_of
from learners.people.models import Account
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.editions.editing import assessment_of, lesson_of, module_of, publish


@pytest.fixture
def browser(course: CoursePage, oanh: Account) -> Client:
    oanh.groups.add(found_editors())
    client = Client()
    client.force_login(oanh)
    return client


def board(course: CoursePage) -> Board:
    """As somebody sees it for whom nothing waits."""
    return board_of(course, AnonymousUser())


def states(course: CoursePage) -> dict[str, State | None]:
    return {unit.page.draft_title: unit.state for module in board(course).modules for unit in module.children}


def titles(course: CoursePage) -> list[str]:
    return [unit.page.title for unit in board(course).modules[0].children]


def arrange(browser: Client, course: CoursePage, page: Page, position: int | str) -> str:
    sent = {"page": page.pk, "position": position}
    return browser.post(reverse("outline:arrange", args=[course.pk]), sent, follow=True).content.decode()


def test_what_was_released_is_so_until_it_is_written_again(course: CoursePage, oanh: Account) -> None:
    assert set(states(course).values()) == {State.RELEASED}
    lesson = lesson_of(course)
    lesson.title = "Bài mở đầu"
    lesson.save_revision(user=oanh)
    assert states(course)["Bài mở đầu"] == State.WAITING
    publish(lesson_of(course), title="Bài mở đầu")
    assert states(course)["Bài mở đầu"] == State.WAITING
    release(course=course, acting_user=oanh, at=factories.at(1))
    assert set(states(course).values()) == {State.RELEASED}


def test_a_new_lesson_is_being_written_then_in_review_then_waits(course: CoursePage, oanh: Account) -> None:
    lesson = module_of(course).add_child(instance=LessonPage(title="Bài mới", live=False, slug="bai-moi"))
    lesson.save_revision(user=oanh)
    assert states(course)["Bài mới"] == State.WRITING
    workflow = Workflow.objects.create(name="Duyệt")
    task = GroupApprovalTask.objects.create(name="Duyệt")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    workflow.start(lesson, oanh)
    assert states(course)["Bài mới"] == State.IN_REVIEW


@pytest.mark.parametrize(
    ("live", "newer_draft", "shown", "expected"),
    [
        (False, True, None, State.WRITING),
        (False, False, 7, State.WRITING),
        (True, False, None, State.WAITING),
        (True, False, 6, State.WAITING),
        (True, True, 7, State.WAITING),
        (True, False, 7, State.RELEASED),
    ],
)
def test_a_state_follows_from_what_is_known(live: bool, newer_draft: bool, shown: int | None, expected: State) -> None:
    assert state_of(live=live, in_review=False, newer_draft=newer_draft, shown=shown, live_revision=7) == expected


def test_the_board_names_states_and_who_is_at_a_page(browser: Client, course: CoursePage, oanh: Account) -> None:
    lesson = lesson_of(course)
    EditingSession.objects.create(
        user=oanh,
        content_type=ContentType.objects.get_for_model(LessonPage),
        object_id=str(lesson.pk),
        last_seen_at=timezone.now(),
        is_editing=True,
    )
    page = browser.get(reverse("outline:show", args=[course.pk])).content.decode()
    assert "Trần Kim Oanh đang soạn" in page
    assert page.count("Đã phát hành</span>") == 4
    assert reverse("editions:release", args=[course.pk]) in page
    assert reverse("importing:choose", args=[module_of(course).pk]) in page


def test_when_a_page_was_changed_is_told_where_learners_have_it_otherwise(
    browser: Client, course: CoursePage, oanh: Account
) -> None:
    address = reverse("outline:show", args=[course.pk])
    assert not re.search(r"sửa \d\d:\d\d", browser.get(address).content.decode())
    lesson_of(course).save_revision(user=oanh)
    assert len(re.findall(r"Trần Kim Oanh sửa \d\d:\d\d", browser.get(address).content.decode())) == 1


def test_buttons_move_a_unit_and_what_was_released_stays(browser: Client, course: CoursePage, oanh: Account) -> None:
    assert titles(course) == ["Bài 1", "Bài 2", "Kiểm tra"]
    arrange(browser, course, lesson_of(course), 1)
    assert titles(course) == ["Bài 2", "Bài 1", "Kiểm tra"]
    arrange(browser, course, lesson_of(course, "Bài 2"), 2)
    assert titles(course) == ["Bài 1", "Kiểm tra", "Bài 2"]
    edition = latest(course.translation_key)
    assert edition
    assert [unit.title for unit in edition.units.all()] == ["Bài 1", "Bài 2", "Kiểm tra"]
    entry = AuditEntry.objects.filter(verb="place").latest("pk")
    assert (entry.actor, entry.old, entry.new) == (str(oanh.pk), {"position": 0}, {"position": 2})


def test_modules_are_moved_too(browser: Client, course: CoursePage) -> None:
    second = factories.add(course, ModulePage(title="Học phần 2"))
    arrange(browser, course, second, 0)
    assert [module.page.title for module in board(course).modules] == ["Học phần 2", "Học phần 1"]


@pytest.mark.parametrize("position", ["", "x", "-1", "9"])
def test_a_place_that_is_none_moves_nothing(browser: Client, course: CoursePage, position: str) -> None:
    assert "Sơ đồ đã thay đổi" in arrange(browser, course, lesson_of(course), position)
    assert titles(course) == ["Bài 1", "Bài 2", "Kiểm tra"]


def test_a_page_of_another_course_is_not_here(course: CoursePage, oanh: Account) -> None:
    other = factories.course("Khóa khác")
    with pytest.raises(NotHere):
        place(course=course, page_id=lesson_of(other).pk, position=1, acting_user=oanh)


def test_who_may_not_publish_sees_the_board_and_moves_nothing(course: CoursePage, lan: Account) -> None:
    group = Group.objects.create(name="Viết bài")
    group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    change = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    GroupPagePermission.objects.create(group=group, page=course, permission=change)
    lan.groups.add(group)
    client = Client()
    client.force_login(lan)
    page = client.get(reverse("outline:show", args=[course.pk])).content.decode()
    assert "Bài 1" in page
    assert "Đưa “" not in page
    assert reverse("editions:release", args=[course.pk]) not in page
    moved = client.post(reverse("outline:arrange", args=[course.pk]), {"page": lesson_of(course).pk, "position": 1})
    assert moved.status_code == 404


def test_forty_lessons_cost_as_many_queries_as_two(browser: Client, course: CoursePage) -> None:
    url = reverse("outline:show", args=[course.pk])
    browser.get(url)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            browser.get(url)
        return len(found)

    few = queries()
    for number in range(3, 41):
        factories.lesson(module_of(course), f"Bài {number}")
    # What stands around every page is read anew after something was published.
    queries()
    assert queries() == few <= 30


def unfinished(course: CoursePage) -> LessonPage:
    lesson = lesson_of(course)
    publish(lesson, body=[("text", "<h3>Nhỏ trước</h3>"), ("text", "<p>[Viết: phần này]</p>")])
    return lesson


def test_what_a_lesson_lacks_is_on_the_board_with_a_way_there(browser: Client, course: CoursePage) -> None:
    lesson = unfinished(course)
    page = browser.get(reverse("outline:show", args=[course.pk])).content.decode()
    assert "Cần sửa: 2" in page
    assert "1 bài còn chỗ phải sửa trước khi phát hành" in page
    for block in lesson.body.raw_data:
        assert f"{reverse('wagtailadmin_pages:edit', args=[lesson.pk])}#block-{block['id']}-section" in page


def test_what_a_lesson_lacks_keeps_the_course_from_being_released(
    browser: Client, course: CoursePage, oanh: Account
) -> None:
    unfinished(course)
    page = browser.get(reverse("editions:release", args=[course.pk])).content.decode()
    assert "Chưa phát hành được" in page
    assert "“Bài 1”: Còn chỗ chưa viết" in page
    with pytest.raises(NotReady, match="nhảy cấp"):
        release(course=course, acting_user=oanh)
    publish(lesson_of(course), body=[("text", "<h2>Lớn</h2><h3>Nhỏ</h3><p>Xong.</p>")])
    assert release(course=course, acting_user=oanh).number == 2


def test_placeholders_of_a_course_and_an_assessment_keep_it_too(course: CoursePage, oanh: Account) -> None:
    publish(assessment_of(course), intro="[Viết: bài có mấy câu]")
    with pytest.raises(NotReady, match="“Kiểm tra”: Lời dẫn còn chỗ chưa viết"):
        release(course=course, acting_user=oanh)
    publish(assessment_of(course), intro="Ba câu.")
    publish(CoursePage.objects.get(pk=course.pk), summary="[Viết: tóm tắt]")
    with pytest.raises(NotReady, match="tóm tắt của khóa học"):
        release(course=course, acting_user=oanh)


def test_the_editor_has_what_was_last_saved_read(browser: Client, course: CoursePage, oanh: Account) -> None:
    lesson = lesson_of(course)
    lesson.body = [("text", '<p><a href="http://cu.vn">cũ</a></p>')]
    lesson.save_revision(user=oanh)
    panel = browser.get(reverse("outline:proof", args=[lesson.pk])).content.decode()
    assert "Nên xem lại" in panel
    assert "http://cu.vn" in panel
    assert "Cần sửa trước khi phát hành" not in panel
    editor = browser.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).content.decode()
    assert f'data-proof="{reverse("outline:proof", args=[lesson.pk])}"' in editor
    assert "js/proof.js" in editor


def test_the_panel_is_for_who_may_write_there(browser: Client, course: CoursePage, oanh: Account) -> None:
    found_editors().page_permissions.all().delete()
    assert browser.get(reverse("outline:proof", args=[lesson_of(course).pk])).status_code == 404

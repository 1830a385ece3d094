"""Moderation on the board: a writer sends, an editor publishes or sends back, and both read where each page stands."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Comment, Page, WorkflowState

from courses.beginning.actions import begin_course
from courses.catalogue.editors import found_writers
from courses.catalogue.models import CoursePage
from courses.outline.board import board_of
from courses.outline.moderating import CannotReview, decide, submit
from courses.outline.states import State
from learners.people.models import Account
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.editions.editing import lesson_of, module_of


@pytest.fixture
def oanh(db: None) -> Account:
    return factories.editor("oanh", of=factories.person("Trần Kim Oanh"))


@pytest.fixture
def yen(course: CoursePage) -> Account:
    """She writes and publishes nothing."""
    made = factories.account("yen", of=factories.person("Đặng Hải Yến"), is_staff=True)
    made.groups.add(found_writers())
    return made


@pytest.fixture
def written(course: CoursePage, yen: Account) -> CoursePage:
    """Two lessons Yến has drafted again."""
    for title in ("Bài 1", "Bài 2"):
        lesson = lesson_of(course, title)
        lesson.title = f"{title} sửa"
        lesson.save_revision(user=yen)
    return course


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def board(account: Account, course: CoursePage) -> str:
    return client_of(account).get(reverse("outline:show", args=[course.pk])).content.decode()


def post(account: Account, course: CoursePage, **sent: object) -> str:
    answer = client_of(account).post(reverse("outline:review", args=[course.pk]), sent, follow=True)
    return answer.content.decode()


def states(course: CoursePage, reader: Account) -> list[State | None]:
    return [unit.state for unit in board_of(course, reader).modules[0].children]


def test_a_writer_sends_one_page_and_an_editor_publishes_it(written: CoursePage, yen: Account, oanh: Account) -> None:
    lesson = lesson_of(written)
    assert "Đã gửi duyệt 1 trang" in post(yen, written, verb="submit", page=lesson.pk)
    assert states(written, oanh) == [State.IN_REVIEW, State.WAITING, State.RELEASED]
    seen = board(oanh, written)
    assert "Đặng Hải Yến gửi duyệt" in seen
    assert "Bước: Biên tập viên duyệt" in seen
    assert "Duyệt và xuất bản" in seen
    assert "Duyệt và xuất bản" not in board(yen, written)
    assert "Đã duyệt 1 trang" in post(oanh, written, verb="approve", page=lesson.pk)
    assert Page.objects.get(pk=lesson.pk).title == "Bài 1 sửa"
    assert [entry.verb for entry in AuditEntry.objects.order_by("pk").exclude(verb="release")][-2:] == [
        "submit_for_review",
        "approve_page",
    ]


def test_what_is_sent_back_says_why_and_goes_on_from_there(written: CoursePage, yen: Account, oanh: Account) -> None:
    lesson = lesson_of(written)
    submit(course=written, page_id=lesson.pk, acting_user=yen)
    assert "Anh/chị ghi cần sửa gì" in post(oanh, written, verb="return", page=lesson.pk)
    assert "kèm yêu cầu sửa" in post(oanh, written, verb="return", page=lesson.pk, comment="Thêm ví dụ cấp xã.")
    assert states(written, yen)[0] == State.RETURNED
    seen = board(yen, written)
    assert "Trần Kim Oanh yêu cầu sửa" in seen
    assert "Thêm ví dụ cấp xã." in seen
    assert "Gửi duyệt lại" in seen
    submit(course=written, page_id=lesson.pk, acting_user=yen)
    assert states(written, yen)[0] == State.IN_REVIEW
    assert WorkflowState.objects.count() == 1
    assert AuditEntry.objects.get(verb="return_page").reason == "Thêm ví dụ cấp xã."


def test_all_that_changed_goes_at_once(written: CoursePage, yen: Account, oanh: Account) -> None:
    assert "Gửi duyệt cả 2 trang" in board(yen, written)
    post(yen, written, verb="submit")
    assert "Duyệt cả 2 trang" in board(oanh, written)
    post(oanh, written, verb="approve")
    assert states(written, oanh) == [State.WAITING, State.WAITING, State.RELEASED]
    assert not Page.objects.filter(has_unpublished_changes=True).descendant_of(written).exists()


def test_a_whole_course_from_a_skeleton_is_published_from_above(yen: Account, oanh: Account) -> None:
    made = begin_course(catalogue=factories.catalogue(), title="Khóa mới", code="MOI", skeleton=None, acting_user=yen)
    module = factories.ModulePage(title="Học phần", live=False, owner=yen)
    made.add_child(instance=module)
    module.save_revision(user=yen)
    assert "trang giới thiệu khóa học" in board(yen, made)
    assert submit(course=made, page_id=None, acting_user=yen) == 2
    assert decide(course=made, page_id=None, approve=True, comment="", acting_user=oanh) == 2
    assert Page.objects.descendant_of(made, inclusive=True).live().count() == 2


def test_a_draft_that_cannot_be_published_is_not_sent(written: CoursePage, yen: Account) -> None:
    draft = CoursePage.objects.get(pk=written.pk)
    draft.summary = ""
    draft.save_revision(user=yen, clean=False)
    assert "còn thiếu hoặc sai: tóm tắt" in post(yen, written, verb="submit")
    assert not WorkflowState.objects.exists()


def test_who_may_not_answer_answers_nothing(written: CoursePage, yen: Account) -> None:
    submit(course=written, page_id=None, acting_user=yen)
    assert "Không có trang nào đang chờ anh/chị" in post(yen, written, verb="approve")
    assert lesson_of(written).title == "Bài 1"


@pytest.mark.parametrize("sent", [{"verb": "submit", "page": 0}, {"verb": "no"}, {}])
def test_what_is_no_request_does_nothing(written: CoursePage, yen: Account, sent: dict[str, object]) -> None:
    post(yen, written, **sent)
    assert not WorkflowState.objects.exists()


def test_a_page_of_another_course_is_not_here(written: CoursePage, yen: Account) -> None:
    other = factories.course("Khóa khác")
    with pytest.raises(CannotReview):
        submit(course=written, page_id=lesson_of(other).pk, acting_user=yen)


def test_outsiders_answer_404(written: CoursePage, yen: Account) -> None:
    found_writers().page_permissions.all().delete()
    url = reverse("outline:review", args=[written.pk])
    assert client_of(yen).post(url, {"verb": "submit"}).status_code == 404


def test_open_comments_are_counted(written: CoursePage, yen: Account, oanh: Account) -> None:
    lesson = lesson_of(written)
    for text in ("Rút ngắn.", "Sai chính tả."):
        Comment.objects.create(page=lesson, user=oanh, text=text, contentpath="title")
    assert "2 góp ý chưa giải quyết" in board(yen, written)


def test_reviews_of_many_pages_cost_as_many_queries_as_of_two(written: CoursePage, yen: Account, oanh: Account) -> None:
    browser, url = client_of(oanh), reverse("outline:show", args=[written.pk])

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            browser.get(url)
        return len(found)

    submit(course=written, page_id=None, acting_user=yen)
    queries()
    few = queries()
    for number in range(3, 13):
        lesson = factories.lesson(module_of(written), f"Bài {number}")
        lesson.title = f"Bài {number} sửa"
        lesson.save_revision(user=yen)
    submit(course=written, page_id=None, acting_user=yen)
    # What stands around every page is read anew after something was published.
    queries()
    assert queries() == few

"""The queue and the page of one question, as markers see them."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from courses.catalogue.models import CoursePage
from courses.editions.models import EditionUnit
from learners.attempts.models import Attempt, AttemptItem, ItemMark
from learners.enrolment.actions import enrol
from learners.people.models import Account
from learners.people.rights import with_rights
from tests import factories
from tests.factories import at
from tests.marking.world import ESSAY, PERFORMANCE, TEXT, assessment, hand_in, item

pytestmark = pytest.mark.django_db
QUEUE = "/cham-bai/"


def allow(account: Account) -> Account:
    account.user_permissions.add(Permission.objects.get(codename="mark_answers"))
    return Account.objects.get(pk=account.pk)


@pytest.fixture
def unit(course: CoursePage) -> EditionUnit:
    return assessment(course)


@pytest.fixture
def attempt(lan: Account, course: CoursePage, unit: EditionUnit) -> Attempt:
    mine = enrol(person=lan.person, course_key=course.translation_key, acting_user=lan, at=at(1))
    return hand_in(mine, unit)


@pytest.fixture
def marker(client: Client, course: CoursePage) -> Client:
    """An editor of the course with the right to mark."""
    client.force_login(allow(factories.editor("kim", of=factories.person("Lê Thị Kim"))))
    return client


def address(one: AttemptItem) -> str:
    return f"{QUEUE}{one.pk}/"


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


ESSAY_POST = {"tieu-chi-0": "1", "tieu-chi-1": "0", "nhan-xet": "Rõ ràng.", "lan": "0", "viec": "xong"}


def test_the_queue_tells_who_waits(marker: Client, attempt: Attempt, unit: EditionUnit) -> None:
    page = text(marker, QUEUE)
    for words in ("Hỏi essay?", "Hỏi performance?", "Nguyễn Thị Lan", "2 câu chờ"):
        assert words in page
    # Whoever marks an essay is not told whose it is.
    assert page.count("Nguyễn Thị Lan") == 1
    assert "Tất cả" in text(marker, f"{QUEUE}?bai={unit.unit_key}")
    assert text(marker, f"{QUEUE}?bai=gi&trang=x")


def test_an_essay_is_marked_by_its_rubric(marker: Client, attempt: Attempt) -> None:
    one = item(attempt, ESSAY)
    page = text(marker, address(one))
    for words in (TEXT.split("\n")[0], "Nội dung", "Xem tên người học", "Bài mẫu: đổi mật khẩu."):
        assert words in page
    answer = marker.post(address(one), ESSAY_POST, follow=True)
    assert "Đã ghi điểm." in answer.content.decode()
    one.refresh_from_db()
    assert one.points == 1
    assert "Rõ ràng." in text(marker, address(one))


def test_what_lacks_is_named_and_nothing_is_lost(marker: Client, attempt: Attempt) -> None:
    one = item(attempt, ESSAY)
    page = marker.post(address(one), {**ESSAY_POST, "tieu-chi-1": "9"}).content.decode()
    assert "Hãy chọn một mức" in page
    page = marker.post(address(one), {**ESSAY_POST, "tieu-chi-1": ""}).content.decode()
    assert 'href="#tieu-chi-1"' in page
    assert "Rõ ràng." in page
    page = marker.post(address(one), {**ESSAY_POST, "nhan-xet": "a" * 2001}).content.decode()
    assert "Nhận xét dài nhất 2000 ký tự." in page
    assert not ItemMark.objects.exists()


def test_a_draft_comes_back_to_its_marker_alone(marker: Client, attempt: Attempt, son: Account) -> None:
    one = item(attempt, ESSAY)
    marker.post(address(one), {"tieu-chi-0": "1", "nhan-xet": "Chưa xong.", "lan": "0", "viec": "nhap"})
    assert "Chưa xong." in text(marker, address(one))
    assert "Đang chấm dở: Lê Thị Kim" in text(marker, QUEUE)
    marker.force_login(son)
    assert "Chưa xong." not in text(marker, address(one))


def test_a_performance_is_ticked_off(marker: Client, attempt: Attempt) -> None:
    one = item(attempt, PERFORMANCE)
    page = text(marker, address(one))
    assert "Người học: Nguyễn Thị Lan" in page
    assert "chuyện riêng của người dân" in page
    marker.post(address(one), {"buoc": ["0", "1", "77"], "lan": "0", "viec": "xong"})
    one.refresh_from_db()
    assert one.points is None
    marker.post(address(one), {"buoc": ["0", "1"], "lan": "0", "viec": "xong"})
    one.refresh_from_db()
    assert one.points == 1


def test_the_second_marker_is_told(marker: Client, attempt: Attempt, son: Account) -> None:
    one = item(attempt, ESSAY)
    marker.post(address(one), ESSAY_POST)
    marker.force_login(son)
    page = marker.post(address(one), {**ESSAY_POST, "tieu-chi-0": "0"}, follow=True).content.decode()
    assert "Lê Thị Kim đã chấm câu này" in page
    one.refresh_from_db()
    assert one.points == 1


def test_a_mark_is_mended_with_a_reason(marker: Client, attempt: Attempt) -> None:
    one = item(attempt, ESSAY)
    marker.post(address(one), ESSAY_POST)
    mended = {**ESSAY_POST, "tieu-chi-0": "0", "lan": "1"}
    assert "Hãy ghi vì sao sửa điểm." in marker.post(address(one), mended).content.decode()
    marker.post(address(one), {**mended, "ly-do": "Đọc sót."})
    one.refresh_from_db()
    assert one.points < 1
    marker.post(address(item(attempt, PERFORMANCE)), {"buoc": ["0", "1"], "lan": "0", "viec": "xong"})
    assert "kết quả và giấy chứng nhận được xét lại" in text(marker, address(one))


def test_a_mark_is_found_again_and_corrected(marker: Client, attempt: Attempt) -> None:
    one = item(attempt, ESSAY)
    marker.post(address(one), ESSAY_POST)
    assert "Chưa có bài nào" in text(marker, f"{QUEUE}da-cham/")
    marker.post(address(item(attempt, PERFORMANCE)), {"buoc": ["0", "1"], "lan": "0", "viec": "xong"})
    page = text(marker, f"{QUEUE}da-cham/")
    assert address(one) in page
    assert page.count("Nguyễn Thị Lan") == 1
    mended = {**ESSAY_POST, "tieu-chi-0": "0", "lan": "1"}
    assert "Hãy ghi vì sao sửa điểm." in marker.post(address(one), mended).content.decode()
    page = marker.post(address(one), {**mended, "ly-do": "Đọc sót."}, follow=True).content.decode()
    assert "Đã sửa điểm. Người học được báo kèm lý do." in page
    assert "Đọc sót." in page
    assert "Những lần chấm trước" in page


def test_who_may_mark_what(client: Client, attempt: Attempt, lan: Account) -> None:
    """Editors without the right nothing; with the right alone what is seen on site; nobody her own work."""
    essay, seen = address(item(attempt, ESSAY)), address(item(attempt, PERFORMANCE))
    observer = allow(factories.account("huy", of=factories.person("Trương Gia Huy")))
    expected: list[tuple[Account, tuple[int, int, int]]] = [
        (factories.editor("kim"), (404, 404, 404)),
        (observer, (200, 404, 200)),
        (lan, (404, 404, 404)),
    ]
    for account, codes in expected:
        client.force_login(account)
        assert tuple(client.get(path).status_code for path in (QUEUE, essay, seen)) == codes, account
    client.force_login(allow(lan))
    assert [client.get(path).status_code for path in (QUEUE, essay, seen)] == [200, 404, 404]
    assert with_rights([observer.pk]) == {observer.pk}


def test_an_unfinished_paper_is_nobody_s(marker: Client, attempt: Attempt) -> None:
    Attempt.objects.filter(pk=attempt.pk).update(submitted_at=None, ending="")
    assert marker.get(address(item(attempt, ESSAY))).status_code == 404
    assert "Không có bài nào" in text(marker, QUEUE)


def test_more_who_wait_cost_no_more_queries(
    marker: Client, attempt: Attempt, unit: EditionUnit, course: CoursePage, django_assert_max_num_queries: Any
) -> None:
    text(marker, QUEUE)
    for number in range(5):
        person = factories.person(f"Người {number}")
        hand_in(enrol(person=person, course_key=course.translation_key, acting_user=None, at=at(1)), unit)
    with django_assert_max_num_queries(14):
        assert "12 câu chờ" in text(marker, QUEUE)
    with django_assert_max_num_queries(14):
        text(marker, address(item(attempt, ESSAY)))

"""What is written down of an attempt, who may read it, and the receipt that proves its answers."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from courses.catalogue.models import CoursePage
from learners.attempts.actions import TimeIsUp, open_attempt, save_answers
from learners.attempts.models import Attempt, AttemptEvent, Happened
from learners.attempts.receipts import find, receipt_of, still_proves
from learners.attempts.telling import log_of
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.people.exporting import everything_about
from learners.people.models import Account
from mooc.foundation.models import AuditEntry
from tests.attempts.world import answers, assessment, take
from tests.factories import at

SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def enrolment(lan: Account, course: CoursePage) -> Enrolment:
    return enrol(person=lan.person, course_key=course.translation_key, acting_user=lan, at=at(1))


@pytest.fixture
def attempt(enrolment: Enrolment, course: CoursePage) -> Attempt:
    """Saved twice, once against a newer answer, once too late."""
    unit = assessment(course, time_limit=30, honour="Tôi tự làm bài.")
    made = open_attempt(enrolment=enrolment, unit=unit, honour=True, at=at(3))
    save_answers(attempt=made, answers=answers(2), seen=[0, 0, 0], at=at(3) + 10 * SECOND)
    save_answers(attempt=made, answers=answers(2), seen=[1, 1, 1], at=at(3) + 15 * SECOND)
    save_answers(attempt=made, answers={0: 1, 1: 0, 2: 0}, seen=[0, 1, 1], at=at(3) + 20 * SECOND)
    with pytest.raises(TimeIsUp):
        save_answers(attempt=made, answers={1: 1}, at=at(4))
    made.refresh_from_db()
    return made


def test_only_what_changed_something_is_written_down(attempt: Attempt) -> None:
    rows = AttemptEvent.objects.order_by("pk").values_list("kind", "positions")
    assert list(rows) == [
        (Happened.SAVED, [0, 1, 2]),
        (Happened.SAVED, [2]),
        (Happened.CONFLICT, [0]),
        (Happened.REFUSED, [1]),
    ]


def test_the_log_is_told_in_its_order(attempt: Attempt, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):
        lines = log_of(attempt)
    assert [line.words for line in lines] == [
        "mở lượt làm, đã đồng ý lời cam kết",
        "lưu câu 1, 2, 3",
        "lưu câu 3",
        "câu 1 đã được trả lời ở cửa sổ khác, câu trả lời mới hơn được giữ",
        "hết giờ, hệ thống nộp",
        "câu trả lời gửi sau khi hết giờ không được nhận: câu 2",
    ]


def test_a_receipt_proves_the_answers_and_not_the_points(attempt: Attempt) -> None:
    assert len(attempt.receipt) == 14
    Attempt.objects.update(score=1)
    attempt.items.update(points=0)
    attempt.refresh_from_db()
    assert still_proves(attempt, list(attempt.items.all()))

    attempt.items.filter(position=0).update(response=1)
    assert not still_proves(attempt, list(attempt.items.all()))


def test_every_attempt_has_a_receipt_of_its_own(enrolment: Enrolment, course: CoursePage) -> None:
    unit = assessment(course)
    first, second = (take(enrolment, unit, 2, day=2 + day) for day in (0, 1))
    assert first.receipt != second.receipt
    assert open_attempt(enrolment=enrolment, unit=unit).receipt == ""


def test_a_secret_that_was_replaced_still_counts(attempt: Attempt, settings: Any) -> None:
    items = list(attempt.items.all())
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "mot-khoa-khac"
    assert receipt_of(attempt, items) != attempt.receipt
    assert still_proves(attempt, items)
    settings.SECRET_KEY_FALLBACKS = []
    assert not still_proves(attempt, items)


def test_a_code_is_found_however_it_is_typed(attempt: Attempt) -> None:
    for typed in (attempt.receipt, attempt.receipt.lower().replace("-", " "), attempt.receipt.replace("O", "0")):
        assert find(typed) == attempt
    assert find("") is find("AAAA-AAAA") is find("AAAA-AAAA-AAAA") is None


def test_staff_find_an_attempt_by_its_code(client: Client, son: Account, attempt: Attempt) -> None:
    client.force_login(son)
    page = client.get(reverse("attempts:receipts"), {"ma": attempt.receipt}, follow=True)
    text = page.content.decode()
    assert "Nguyễn Thị Lan" in text
    assert "đúng là câu trả lời đã nộp" in text
    assert "lưu câu 1, 2, 3" in text
    assert AuditEntry.objects.filter(verb="attempt.read", subject_id=str(attempt.pk)).count() == 1

    attempt.items.filter(position=0).update(response=1)
    assert "không còn như lúc nộp" in client.get(reverse("attempts:log", args=[attempt.pk])).content.decode()


def test_a_wrong_code_says_so(client: Client, son: Account) -> None:
    client.force_login(son)
    page = client.get(reverse("attempts:receipts"), {"ma": "<b>"})
    assert "Không có bài làm nào mang mã “&lt;b&gt;”" in page.content.decode()


def test_the_right_is_given_apart(client: Client, oanh: Account, attempt: Attempt) -> None:
    client.force_login(oanh)
    oanh.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert client.get(reverse("attempts:log", args=[attempt.pk])).status_code == 404
    oanh.user_permissions.add(Permission.objects.get(codename="read_log"))
    assert client.get(reverse("attempts:log", args=[attempt.pk])).status_code == 200


def test_the_learner_is_given_her_receipt(client: Client, lan: Account, attempt: Attempt) -> None:
    client.force_login(lan)
    assert attempt.receipt in client.get(reverse("study:result", args=[attempt.pk])).content.decode()


def test_the_log_is_part_of_her_own_data(lan: Account, attempt: Attempt) -> None:
    assert [row["kind"] for row in everything_about(lan)["saves"]] == ["saved", "saved", "conflict", "refused"]

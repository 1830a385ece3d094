"""Files as markers see them: by number, to whoever may mark the answer and nobody else."""

import pytest
from django.test import Client

from courses.catalogue.models import CoursePage
from learners.attempts.actions import submit
from learners.attempts.erasing import erase_files
from learners.attempts.files import add_file
from learners.attempts.models import Attempt, AttemptItem
from learners.enrolment.actions import enrol
from learners.people.models import Account
from tests import factories
from tests.attempts.file_samples import ESSAY, JPEG, PDF, opened, sent, taking_files
from tests.factories import at
from tests.marking.test_pages import allow, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt(lan: Account, course: CoursePage) -> Attempt:
    mine = enrol(person=lan.person, course_key=course.translation_key, acting_user=lan, at=at(1))
    made = opened(mine, taking_files(course, "required"))
    for content, name in ((PDF, "Nguyễn Thị Lan.pdf"), (JPEG, "lan.jpg")):
        lock = lambda: Attempt.objects.select_for_update().get(pk=made.pk)  # noqa: E731
        add_file(lock=lock, position=ESSAY, upload=sent(content, name), at=at(3))
    return made


@pytest.fixture
def essay(attempt: Attempt) -> AttemptItem:
    return submit(attempt=attempt, at=at(3)).items.get(position=ESSAY)


@pytest.fixture
def marker(course: CoursePage) -> Client:
    client = Client()
    client.force_login(allow(factories.editor("kim", of=factories.person("Lê Thị Kim"))))
    return client


def test_they_are_numbered_and_not_named(marker: Client, essay: AttemptItem) -> None:
    page = text(marker, f"/cham-bai/{essay.pk}/")
    assert "Tệp 1.pdf" in page
    assert "Tệp 2.jpg" in page
    assert "lan.jpg" not in page
    answer = marker.get(f"/cham-bai/{essay.pk}/tep/2/")
    assert b"".join(answer) == JPEG
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''T%E1%BB%87p%202.jpg"
    assert answer["Content-Type"] == "image/jpeg"
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")


@pytest.mark.parametrize("number", [0, 3])
def test_there_are_no_others(marker: Client, essay: AttemptItem, number: int) -> None:
    assert marker.get(f"/cham-bai/{essay.pk}/tep/{number}/").status_code == 404


def test_nothing_is_seen_before_it_is_handed_in(marker: Client, attempt: Attempt) -> None:
    item = attempt.items.get(position=ESSAY)
    assert marker.get(f"/cham-bai/{item.pk}/tep/1/").status_code == 404


def test_only_who_may_mark_it(essay: AttemptItem, lan: Account, minh: Account, oanh: Account) -> None:
    """Not without the right, not in a course that is not hers, not of herself."""
    for account in (oanh, allow(minh), allow(lan)):
        client = Client()
        client.force_login(account)
        assert client.get(f"/cham-bai/{essay.pk}/tep/1/").status_code == 404


def test_that_they_were_erased_is_said(marker: Client, essay: AttemptItem, son: Account) -> None:
    erase_files(attempts=Attempt.objects.all(), acting_user=son, reason="Có số căn cước")
    page = text(marker, f"/cham-bai/{essay.pk}/")
    assert "Tệp đã nộp bị xóa theo yêu cầu" in page
    assert "không nộp tệp nào" not in page


def test_that_none_came_is_said(marker: Client, lan: Account, course: CoursePage) -> None:
    mine = enrol(person=lan.person, course_key=course.translation_key, acting_user=lan, at=at(1))
    item = submit(attempt=opened(mine, taking_files(course)), at=at(3)).items.get(position=ESSAY)
    assert "Người học không nộp tệp nào." in text(marker, f"/cham-bai/{item.pk}/")

"""After a course: three scales and a text from the learner, sums for the author, and nobody told from the others."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courses.catalogue.models import CoursePage
from courses.editions.actions import release
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.feedback.actions import give
from learners.feedback.models import Feedback
from learners.feedback.summing import summary, totals
from learners.people.models import Account
from learners.progress.actions import complete_lesson
from mooc.foundation.models import AuditEntry
from tests import factories

pytestmark = pytest.mark.django_db
ANSWERS = {"useful": "5", "clear": "4", "fitting": "3", "text": "Nên có thêm ví dụ."}


@pytest.fixture
def short(oanh: Account) -> CoursePage:
    """A course of one lesson."""
    made = factories.course("Khóa một bài", lessons=1, assessment=False)
    release(course=made, acting_user=oanh, at=factories.at(0))
    return made


def finished(course: CoursePage, account: Account | None = None) -> Enrolment:
    person = account.person if account else factories.person(f"Người {uuid4()}")
    enrolment = enrol(person=person, course_key=course.translation_key, acting_user=account)
    complete_lesson(enrolment=enrolment, unit=enrolment.pins.get().edition.units.get())
    return enrolment


def judge(course: CoursePage, useful: int = 5, text: str = "") -> None:
    give(enrolment=finished(course), useful=useful, clear=4, fitting=3, text=text)


# -- The learner ---------------------------------------------------------------


def test_asked_once_the_course_is_finished(client: Client, lan: Account, short: CoursePage) -> None:
    client.force_login(lan)
    enrolment = enrol(person=lan.person, course_key=short.translation_key, acting_user=lan)
    address = f"/hoc/{enrolment.pk}/gop-y/"
    assert client.get(address).status_code == 404
    assert address not in client.get(f"/hoc/{enrolment.pk}/").content.decode()
    complete_lesson(enrolment=enrolment, unit=enrolment.pins.get().edition.units.get())
    assert address in client.get(f"/hoc/{enrolment.pk}/").content.decode()
    assert client.get(address).status_code == 200


def test_answers_are_kept_and_the_second_ones_replace_the_first(
    client: Client, lan: Account, short: CoursePage
) -> None:
    address = f"/hoc/{finished(short, lan).pk}/gop-y/"
    client.force_login(lan)
    answer = client.post(address, ANSWERS, follow=True)
    assert "Ý kiến đã được ghi lại" in answer.content.decode()
    page = client.get(address).content.decode()
    assert "Anh/chị đã góp ý" in page
    assert "Nên có thêm ví dụ." in page
    client.post(address, {**ANSWERS, "useful": "1"})
    kept = Feedback.objects.get()
    assert (kept.useful, kept.clear, kept.fitting, kept.course_key) == (1, 4, 3, short.translation_key)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("useful", "", "Chọn một mức cho câu này."),
        ("clear", "6", "6"),
        ("fitting", "x", "x"),
        ("text", "a" * 2001, "nhiều nhất 2000 ký tự, đang có 2001"),
    ],
)
def test_a_bad_answer_is_named_and_nothing_is_lost(
    client: Client, lan: Account, short: CoursePage, name: str, value: str, told: str
) -> None:
    address = f"/hoc/{finished(short, lan).pk}/gop-y/"
    client.force_login(lan)
    answer = client.post(address, {**ANSWERS, name: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert f'href="#cau-{name}"' in page
    assert page.count(" checked") == (3 if name == "text" else 2)
    assert not Feedback.objects.exists()


def test_nobody_judges_for_another(client: Client, lan: Account, short: CoursePage) -> None:
    address = f"/hoc/{finished(short).pk}/gop-y/"
    client.force_login(lan)
    assert client.post(address, ANSWERS).status_code == 404
    assert not Feedback.objects.exists()


def test_no_trace_says_who_said_what(lan: Account, short: CoursePage) -> None:
    mine = finished(short, lan)
    before = AuditEntry.objects.count()
    give(enrolment=mine, useful=1, clear=1, fitting=1, text="Khó")
    assert AuditEntry.objects.count() == before


def test_the_database_keeps_the_scale(lan: Account, short: CoursePage) -> None:
    mine = finished(short, lan)
    with pytest.raises(IntegrityError), transaction.atomic():
        give(enrolment=mine, useful=6, clear=1, fitting=1, text="")


# -- The author -----------------------------------------------------------------


def test_nothing_is_shown_of_four(short: CoursePage) -> None:
    for _ in range(4):
        judge(short, text="Hay")
    found = summary(short.translation_key)
    assert (found.given, found.counted, found.missing) == (4, 0, 1)
    assert not found.questions
    assert not found.texts


def test_only_whole_groups_count(short: CoursePage) -> None:
    for number in range(5):
        judge(short, useful=number + 1, text=f"Ý kiến {number}")
    first = summary(short.translation_key)
    assert first.counted == 5
    assert first.questions[0].mean == 3
    assert [(count, share) for _, count, share in first.questions[0].shares] == [(1, 20)] * 5
    assert sorted(first.texts) == [f"Ý kiến {number}" for number in range(5)]
    for _ in range(4):
        judge(short, useful=1, text="Mới")
        after = summary(short.translation_key)
        assert (after.counted, after.questions, sorted(after.texts)) == (5, first.questions, sorted(first.texts))
    judge(short, useful=1)
    assert summary(short.translation_key).counted == 10


def test_another_course_counts_for_itself(short: CoursePage, course: CoursePage) -> None:
    judge(short)
    assert totals([short.translation_key, course.translation_key]) == {short.translation_key: 1}
    assert summary(course.translation_key).given == 0


def test_an_editor_reads_the_sums_of_her_courses(client: Client, short: CoursePage) -> None:
    for number in range(6):
        judge(short, text=f"<b>Ý kiến {number}</b>")
    client.force_login(factories.editor("bien-tap"))
    listed = client.get("/quan-tri/y-kien/").content.decode()
    assert "Khóa một bài" in listed
    page = client.get(f"/quan-tri/y-kien/{short.pk}/").content.decode()
    assert "Gộp 5 trong 6 ý kiến" in page
    assert "Trung bình 5,0 trên 5" in page
    assert page.count("&lt;b&gt;Ý kiến") == 5


def test_a_colleague_without_the_right_reads_nothing(client: Client, short: CoursePage, lan: Account) -> None:
    client.force_login(lan)
    assert client.get(f"/quan-tri/y-kien/{short.pk}/").status_code == 302


def test_pages_cost_the_same_whatever_was_said(client: Client, short: CoursePage, course: CoursePage) -> None:
    client.force_login(factories.editor("bien-tap"))

    def cost(path: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    paths = ["/quan-tri/y-kien/", f"/quan-tri/y-kien/{short.pk}/"]
    [cost(path) for path in paths]
    few = [cost(path) for path in paths]
    for _ in range(6):
        judge(short, text="Hay")
    assert [cost(path) for path in paths] == few

"""The learner's pages: what they tell, and that they are hers alone."""

import json
import re
from uuid import UUID

import pytest
from django.test import Client

from courses.catalogue.models import CoursePage, LessonPage
from courses.editions.actions import release
from courses.editions.models import LearnerPolicy
from learners.attempts.models import Attempt
from learners.certificates.models import Certificate
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from learners.progress.models import Progress
from tests.questions.samples import SAMPLES
from tests.study.world import SECRET, address, answer, paper, text, units
from xapi.models import Statement, Trust
from xapi.vocabulary import Verb

pytestmark = pytest.mark.django_db


# -- Whose they are ---------------------------------------------------------------------------------------------


def test_another_learner_finds_nothing(client: Client, mine: Enrolment, huy: Account) -> None:
    attempt = paper(mine)
    client.force_login(huy)
    for path in (f"/hoc/{mine.pk}/", address(mine, 0), f"/hoc/luot/{attempt.pk}/", f"/hoc/luot/{attempt.pk}/ket-qua/"):
        assert client.get(path).status_code == 404
    for path in (address(mine, 0, "xong/"), address(mine, 2, "bat-dau/"), f"/hoc/luot/{attempt.pk}/"):
        assert client.post(path, {"viec": "nop"}).status_code == 404
    attempt.refresh_from_db()
    assert attempt.submitted_at is None


def test_a_paper_does_not_tell_its_answers(lan_in: Client, mine: Enrolment) -> None:
    attempt = paper(mine)
    page = text(lan_in, f"/hoc/luot/{attempt.pk}/")
    assert SECRET not in page
    assert str(attempt.seed) not in page
    assert "correct" not in page


# -- What they do -----------------------------------------------------------------------------------------------


def test_opening_a_lesson_is_recorded_once_and_finishing_it_once(lan_in: Client, mine: Enrolment) -> None:
    for _ in range(2):
        text(lan_in, address(mine, 0))
        lan_in.post(address(mine, 0, "xong/"))
    said = list(Statement.objects.filter(registration=mine.pk).order_by("seq").values_list("verb", flat=True))
    assert said == [Verb.REGISTERED, Verb.INITIALIZED, Verb.COMPLETED]


def test_she_reads_what_was_released_whatever_happens_to_the_page(lan_in: Client, mine: Enrolment) -> None:
    page = LessonPage.objects.get(translation_key=units(mine)[0].unit_key)
    page.body = [("text", "<p>Bản thảo chưa phát hành.</p>")]
    page.save_revision().publish()
    assert "Nội dung của Bài 1" in text(lan_in, address(mine, 0))
    page.unpublish()
    assert "Nội dung của Bài 1" in text(lan_in, address(mine, 0))


def test_she_goes_on_where_she_stopped(lan_in: Client, mine: Enrolment) -> None:
    text(lan_in, address(mine, 1))
    home = text(lan_in, "/hoc/")
    assert f'href="{address(mine, 1)}"' in home
    assert "Học tiếp" in home


def test_a_unit_that_left_the_course_leads_to_the_outline(
    lan_in: Client, mine: Enrolment, full_course: CoursePage, oanh: Account
) -> None:
    gone = address(mine, 0)
    LessonPage.objects.get(translation_key=units(mine)[0].unit_key).unpublish()
    release(course=full_course, acting_user=oanh, policy=LearnerPolicy.MOVE)
    answer = lan_in.get(gone, follow=True)
    assert "không còn trong đó" in answer.content.decode()


def test_a_question_in_a_lesson_is_graded_here_and_recorded_as_an_answer(lan_in: Client, mine: Enrolment) -> None:
    path = address(mine, 1)
    token = re.search(r'name="trang" value="([^"]+)"', text(lan_in, path))
    assert token
    sent = {"hoi": "cau-1", "trang": token[1], "cau-1": "0"}
    pages = [lan_in.post(path, sent).content.decode() for _ in range(2)]
    assert all(SECRET in page for page in pages)
    row = Statement.objects.get(verb=Verb.ANSWERED)
    assert row.authority.trust == Trust.SERVER_GRADED
    assert json.loads(row.raw)["context"]["registration"] == str(mine.pk)
    assert "Chưa có câu trả lời" in lan_in.post(path, {**sent, "cau-1": ""}).content.decode()
    assert Statement.objects.filter(verb=Verb.ANSWERED).count() == 1


def test_saving_keeps_and_reviewing_names_what_is_missing(lan_in: Client, mine: Enrolment) -> None:
    attempt = paper(mine)
    place = attempt.items.get(version__question__kind="fill").position + 1
    path = f"/hoc/luot/{attempt.pk}/"
    revisions = ",".join("0" for _ in SAMPLES)
    answer = lan_in.post(path, {"ban": revisions, f"cau-{place}": "mười", "viec": "xem-lai"}, follow=True)
    shown = answer.content.decode()
    assert f"Còn {len(SAMPLES) - 1} câu chưa trả lời" in shown
    assert f"#cau-{place}" not in shown
    assert 'value="mười"' in text(lan_in, path)


def test_failing_retrying_and_running_out(lan_in: Client, mine: Enrolment) -> None:
    first = answer(paper(mine), wrong=True)
    assert "Làm lại bài" in text(lan_in, f"/hoc/luot/{first.pk}/ket-qua/")
    answer(paper(mine), wrong=True)
    shown = lan_in.post(address(mine, 2, "bat-dau/"), follow=True).content.decode()
    assert "dùng hết số lượt" in shown
    assert Attempt.objects.count() == 2


def test_answers_to_a_submitted_paper_change_nothing(lan_in: Client, mine: Enrolment) -> None:
    done = answer(paper(mine))
    shown = lan_in.post(f"/hoc/luot/{done.pk}/", {"ban": "0", "viec": "luu", "cau-1": "0"}, follow=True)
    assert "Bài này đã nộp rồi" in shown.content.decode()
    stale = lan_in.post(f"/hoc/luot/{done.pk}/", {"ban": "0", "viec": "luu"}, headers={"Accept": "application/json"})
    assert stale.status_code == 409


def test_an_older_window_does_not_write_over_a_newer_answer(lan_in: Client, mine: Enrolment) -> None:
    attempt = paper(mine)
    place = attempt.items.get(version__question__kind="fill").position + 1
    path, revisions = f"/hoc/luot/{attempt.pk}/", ",".join("0" for _ in SAMPLES)
    for words in ("mới", "cũ"):
        shown = lan_in.post(path, {"ban": revisions, f"cau-{place}": words, "viec": "luu"}, follow=True)
    assert "cửa sổ khác" in shown.content.decode()
    assert attempt.items.get(position=place - 1).response == ["mới"]


def test_the_last_part_brings_the_certificate(lan_in: Client, mine: Enrolment) -> None:
    for place in (0, 1):
        lan_in.post(address(mine, place, "xong/"))
    done = answer(paper(mine))
    certificate = Certificate.objects.get()
    assert f"/giay-chung-nhan/{certificate.pk}/" in text(lan_in, f"/hoc/luot/{done.pk}/ket-qua/")
    assert f"/giay-chung-nhan/{certificate.pk}/" in text(lan_in, "/hoc/")
    assert Progress.objects.get(pk=mine.pk).completed_at


def test_a_made_up_attempt_is_not_there(lan_in: Client) -> None:
    assert lan_in.get(f"/hoc/luot/{UUID(int=7)}/").status_code == 404


def test_an_account_of_nobody_is_told_that_it_learns_nothing(client: Client, son: Account) -> None:
    client.force_login(son)
    page = client.get("/hoc/").content.decode()
    assert "không gắn với người học nào" in page
    assert "Anh/chị chưa ghi danh khóa học nào" not in page


def test_the_bar_of_a_lesson_is_what_she_has_done_not_where_she_is(lan_in: Client, mine: Enrolment) -> None:
    second = address(mine, 1)
    page = text(lan_in, second)
    assert "Phần 2/3" in page
    assert "Xong 0/3 phần bắt buộc" in page
    lan_in.post(address(mine, 0, "xong/"))
    page = text(lan_in, second)
    assert "Xong 1/3 phần bắt buộc" in page
    assert 'value="1" max="3"' in page


def test_a_title_names_the_page_its_course_and_the_site(lan_in: Client, mine: Enrolment) -> None:
    done = answer(paper(mine), wrong=True)
    course = "Chuyển đổi số cơ bản · Đại học số</title>"
    assert f"<title>Bài 1 · {course}" in text(lan_in, address(mine, 0))
    assert f"<title>Kiểm tra · {course}" in text(lan_in, address(mine, 2))
    assert f"<title>Kết quả · Kiểm tra · {course}" in text(lan_in, f"/hoc/luot/{done.pk}/ket-qua/")

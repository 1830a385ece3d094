"""The door of an assessment: its rules in words, the word of honour and the code, and what to do when it stays shut."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from courses.catalogue.assessment_forms import AFTER, ANSWERS, CLOSED, DURING, LATER, MARKS
from learners.attempts.models import Attempt
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from learners.study.door import duration
from tests.questions.samples import SAMPLES
from tests.study import world
from tests.study.world import address, answer, paper, text

pytestmark = pytest.mark.django_db
TEST = 2
CODE, HONOUR = "Phòng 2", "Tôi tự làm bài, không nhờ người khác."


def taking(lan: Account, oanh: Account, **rules: Any) -> Enrolment:
    return enrol(person=lan.person, course_key=world.course(oanh, **rules).translation_key, acting_user=lan)


def start(client: Client, mine: Enrolment, **given: str) -> str:
    fields = {name.replace("_", "-"): value for name, value in given.items()}
    return client.post(address(mine, TEST, "bat-dau/"), fields, follow=True).content.decode()


def test_the_usual_rules_are_few(lan_in: Client, mine: Enrolment) -> None:
    page = text(lan_in, address(mine, TEST))
    for words in (
        f"<dd>{len(SAMPLES)} câu, {len(SAMPLES) - 1} điểm</dd>",
        "từ 80%",
        "<dd>2</dd>",
        "không giới hạn; lưu lại",
        "lấy lần cao nhất",
    ):
        assert words in page
    for words in ("Khi hết giờ", "Mở từ", "Đóng lúc", "Cách làm", "Mã vào bài", "Lời cam kết"):
        assert words not in page


def test_every_rule_is_told_in_words(lan_in: Client, lan: Account, oanh: Account) -> None:
    shown = {DURING: [], AFTER: [MARKS], LATER: [MARKS], CLOSED: [MARKS, ANSWERS]}
    mine = taking(
        lan,
        oanh,
        time_limit=90,
        overdue="grace",
        grace_minutes=5,
        wait_minutes=1440,
        closes_at=timezone.now() + dt.timedelta(days=9),
        sequential=True,
        grade_policy="average",
        feedback=shown,
    )
    page = text(lan_in, address(mine, TEST))
    for words in (
        "1 giờ 30 phút, tính liền từ lúc bắt đầu",
        "còn 5 phút để nộp",
        "hai lượt cách nhau ít nhất 24 giờ",
        "Đóng lúc",
        "lần lượt từng câu",
        "lấy trung bình các lần",
        "ngay sau khi nộp, về sau: điểm và kết quả từng câu; khi bài đã đóng: điểm và kết quả từng câu, đáp án",
    ):
        assert words in page


def test_an_opinion_is_a_question_without_points(lan_in: Client, lan: Account, oanh: Account) -> None:
    made = world.sectioned(oanh, kinds=("fill", "fill", "likert"))
    mine = enrol(person=lan.person, course_key=made.translation_key, acting_user=lan)
    assert "<dd>3 câu, 2 điểm</dd>" in text(lan_in, address(mine, 0))


def test_what_is_shown_of_a_new_assessment(lan_in: Client, lan: Account, oanh: Account, mine: Enrolment) -> None:
    limited = "ở lượt đạt, hoặc lượt cuối: điểm và kết quả từng câu, đáp án, giải thích"
    assert f"ngay sau khi nộp, về sau: điểm và kết quả từng câu; {limited}" in text(lan_in, address(mine, TEST))
    free = taking(lan, oanh, max_attempts=0)
    assert "; ở lượt đạt: điểm và kết quả từng câu, đáp án, giải thích" in text(lan_in, address(free, TEST))


def test_where_nothing_is_shown_it_says_so(lan_in: Client, lan: Account, oanh: Account) -> None:
    mine = taking(lan, oanh, feedback={DURING: [], AFTER: [], LATER: [], CLOSED: []})
    assert "chỉ đạt hay chưa đạt" in text(lan_in, address(mine, TEST))


def test_code_and_word_are_asked_for_at_the_field(lan_in: Client, lan: Account, oanh: Account) -> None:
    mine = taking(lan, oanh, access_code=CODE, honour=HONOUR)
    door = text(lan_in, address(mine, TEST))
    assert HONOUR in door
    assert CODE not in door
    wrong = start(lan_in, mine, ma_vao_bai="phòng 3", cam_ket="1")
    assert "Mã chưa đúng" in wrong
    assert 'href="#ma-vao-bai"' in wrong
    assert CODE not in wrong
    assert "đánh dấu vào ô dưới đây" in start(lan_in, mine, ma_vao_bai="phòng 2")
    assert not Attempt.objects.exists()
    assert "Xem lại và nộp" in start(lan_in, mine, ma_vao_bai=" phòng 2 ", cam_ket="1")


def test_the_result_leads_to_a_door_that_asks(lan_in: Client, lan: Account, oanh: Account) -> None:
    mine = taking(lan, oanh, honour=HONOUR)
    start(lan_in, mine, cam_ket="1")
    done = answer(Attempt.objects.get(), wrong=True)
    page = text(lan_in, f"/hoc/luot/{done.pk}/ket-qua/")
    assert f'href="{address(mine, TEST)}">Làm lại bài' in page
    assert "bat-dau/" not in page


def test_a_door_that_is_shut_says_until_when(lan_in: Client, lan: Account, oanh: Account) -> None:
    mine = taking(lan, oanh, wait_minutes=60)
    done = answer(paper(mine), wrong=True)
    for path in (address(mine, TEST), f"/hoc/luot/{done.pk}/ket-qua/"):
        page = text(lan_in, path)
        assert "Anh/chị được làm lại bài này từ" in page
        assert "bat-dau/" not in page


@pytest.mark.parametrize(("minutes", "words"), [(0, "0 phút"), (45, "45 phút"), (60, "1 giờ"), (125, "2 giờ 5 phút")])
def test_durations_in_words(minutes: int, words: str) -> None:
    assert duration(minutes) == words

"""What a learner is told of where she stands: by part in the outline, by answer in a lesson."""

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from tests.study import world
from tests.study.world import SECRET, address, answer, paper, text

pytestmark = pytest.mark.django_db
CHOSEN = "label:has(input[checked]), option[selected]:not([value=''])"


def lines(client: Client, mine: Enrolment) -> list[str]:
    """The outline's parts, each as it reads."""
    page = BeautifulSoup(text(client, f"/hoc/{mine.pk}/"), "html.parser")
    return [" ".join(line.get_text(" ").split()) for line in page.select("ol.outline > li")]


def test_a_part_is_new_then_begun_then_done(lan_in: Client, mine: Enrolment) -> None:
    assert [("Chưa học" in line) for line in lines(lan_in, mine)] == [True, True, True]
    text(lan_in, address(mine, 0))
    first, *others = lines(lan_in, mine)
    assert "Đang học" in first
    assert all("Chưa học" in line for line in others)
    lan_in.post(address(mine, 0, "xong/"))
    first, second, _ = lines(lan_in, mine)
    assert "Đã xong" in first
    assert "Chưa học" in second


def test_the_part_to_go_on_with_is_marked_alone(lan_in: Client, mine: Enrolment) -> None:
    lan_in.post(address(mine, 0, "xong/"))
    page = BeautifulSoup(text(lan_in, f"/hoc/{mine.pk}/"), "html.parser")
    marked = page.select('[aria-current="step"]')
    assert [link["href"] for link in marked] == [address(mine, 1)]
    assert page.select_one(f'a.button[href="{address(mine, 1)}"]')


def test_an_assessment_tells_its_best_mark_and_how_often_it_was_handed_in(lan_in: Client, mine: Enrolment) -> None:
    answer(paper(mine), wrong=True)
    failed = lines(lan_in, mine)[-1]
    assert "1 lần nộp" in failed
    assert "Đã xong" not in failed
    answer(paper(mine))
    passed = lines(lan_in, mine)[-1]
    assert "Đã xong" in passed
    assert "điểm cao nhất 100%" in passed
    assert "2 lần nộp" in passed


def test_a_weaker_attempt_after_passing_says_that_she_has_passed(lan_in: Client, lan: Account, oanh: Account) -> None:
    course = world.course(oanh, max_attempts=3)
    mine = enrol(person=lan.person, course_key=course.translation_key, acting_user=lan)
    answer(paper(mine))
    page = text(lan_in, f"/hoc/luot/{answer(paper(mine), wrong=True).pk}/ket-qua/")
    shown = BeautifulSoup(page, "html.parser").select_one(".outcome")
    assert shown
    said = " ".join(shown.get_text(" ").split())
    assert "Lần này 0%" in said
    assert "Anh/chị đã đạt bài này (cao nhất 100%)." in said
    assert "Chưa đạt" not in said
    assert [button.get_text(strip=True) for button in shown.select(".button")] == ["Về mục lục"]
    assert [button.get_text(strip=True) for button in shown.select(".button-secondary")] == ["Làm lại bài"]


def form_of(page: str) -> Tag:
    found = BeautifulSoup(page, "html.parser").select_one("form.inline-question")
    assert found
    return found


def check(client: Client, path: str, *words: str) -> Tag:
    """Choose what reads as ``words`` in the lesson's question and send it; the question as it comes back."""
    form = form_of(text(client, path))
    assert not form.select(".notice")
    assert SECRET not in form.get_text()
    sent: dict[str, list[str]] = {str(field["name"]): [str(field["value"])] for field in form.select("[type=hidden]")}
    for choice in form.select("label:has(input)"):
        field = choice.select_one("input")
        if field and choice.get_text().strip() in words:
            sent.setdefault(str(field["name"]), []).append(str(field["value"]))
    for choice in form.select("select option"):
        field = choice.find_parent("select")
        if field and choice.get_text().strip() in words:
            sent[str(field["name"])] = [str(choice["value"])]
    return form_of(client.post(path, sent).content.decode())


@pytest.mark.parametrize(
    ("kind", "words", "verdict", "told"),
    [
        ("single", ["Núi"], "Đúng rồi.", False),
        ("single", ["Sông"], "Chưa đúng.", True),
        ("multiple", ["Sông", "Biển"], "Đúng rồi.", False),
        ("multiple", ["Sông"], "Chưa đúng.", True),
        ("match", ["One"], "Đúng một phần.", True),
        ("match", ["Three"], "Chưa đúng.", True),
        ("likert", ["Đồng ý"], "Đã ghi nhận câu trả lời.", False),
    ],
)
def test_an_answer_in_a_lesson_gets_its_verdict(
    lan_in: Client, lan: Account, oanh: Account, kind: str, words: list[str], verdict: str, told: bool
) -> None:
    course = world.course(oanh, inline=kind)
    path = address(enrol(person=lan.person, course_key=course.translation_key, acting_user=lan), 1)
    shown = check(lan_in, path, *words)
    notice = shown.select_one(".notice")
    assert notice
    assert verdict in notice.get_text()
    assert ("Đáp án:" in notice.get_text()) is told
    assert SECRET in notice.get_text()
    assert {choice.get_text().strip() for choice in shown.select(CHOSEN)} == set(words), "her answer still stands"
    assert "Trả lời lại" in shown.get_text()
    assert not form_of(text(lan_in, path)).select(CHOSEN), "on the next visit she may ask herself again"


def test_a_question_sent_without_an_answer_asks_for_one(lan_in: Client, mine: Enrolment) -> None:
    shown = check(lan_in, address(mine, 1))
    assert shown.select_one(".field-error")
    assert SECRET not in shown.get_text()

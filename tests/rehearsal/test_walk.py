"""Oanh walks through a draft course as a learner would; nothing of it is written anywhere but in her session."""

import json
import re

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.catalogue.assessment_blocks import asking
from courses.catalogue.models import CoursePage, LessonPage, ModulePage
from courses.editions.rehearsal import rehearse
from learners.attempts.file_models import AnswerFile
from learners.people.models import Account
from learners.rehearsal.memory import KEY, MOST_SITTINGS
from tests import factories
from tests.attempts.file_samples import PDF
from tests.editions.editing import assessment_of, lesson_of, module_of, publish, translate
from tests.study import world

BANNER = "Bản nháp — không ghi nhận gì"


@pytest.fixture
def draft(oanh: Account) -> CoursePage:
    """A released course of everything, written on since: a new title, a lesson and a module nobody has published."""
    course = world.course(oanh)
    lesson = lesson_of(course)
    lesson.title = "Bài một viết lại"
    lesson.body = [("text", "<p>Chữ chưa xuất bản.</p>")]
    lesson.save_revision(user=oanh)
    module = course.add_child(instance=ModulePage(title="Học phần mới", slug="moi", live=False))
    made = module.add_child(
        instance=LessonPage(title="Bài mới tinh", slug="moi", live=False, body=[("text", "<p>Mới.</p>")])
    )
    made.save_revision(user=oanh)
    return course


def signed_in() -> Client:
    client = Client()
    client.force_login(factories.editor("bien-tap", of=factories.person("Lê Thị Hoa")))
    return client


@pytest.fixture
def browser(draft: CoursePage) -> Client:
    return signed_in()


def address(course: CoursePage, name: str = "outline", *args: object) -> str:
    return reverse(f"rehearsal:{name}", args=[course.translation_key, *args])


def shown(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    html: str = answer.content.decode()
    assert BANNER in html
    return html


def units(course: CoursePage) -> list[str]:
    """Keys in the order of the walk."""
    return [str(unit.unit.unit_key) for unit in rehearse(course, "vi").units]


def kept() -> dict[str, int]:
    """How many rows every table has, sessions aside."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.label != "sessions.Session"]
    return {model._meta.label: model._default_manager.count() for model in models if model._meta.managed}


def assessment(course: CoursePage) -> str:
    return next(str(one.unit.unit_key) for one in rehearse(course, "vi").units if one.unit.kind == "assessment")


def opened(browser: Client, course: CoursePage) -> str:
    """The address of a paper of the course's assessment."""
    return browser.post(address(course, "start", assessment(course))).headers["Location"]


def fields(browser: Client, paper: str) -> dict[str, str]:
    """Of a paper, with something in every one of them."""
    html = shown(browser, paper)
    names = set(re.findall(r'name="(cau-\d+(?:-\d+)?)"', html))
    return {"ban": re.findall(r'name="ban" value="([^"]*)"', html)[0], **dict.fromkeys(names, "0")}


def hand_in(browser: Client, paper: str, answers: dict[str, str]) -> str:
    """Through the page before handing in, to the result."""
    review = browser.post(paper, {**answers, "viec": "xem-lai"}).headers["Location"]
    assert "đều đã có câu trả lời" in shown(browser, review)
    return shown(browser, browser.post(paper, {"viec": "nop"}).headers["Location"])


def test_the_board_leads_there_and_the_banner_leads_back(browser: Client, draft: CoursePage) -> None:
    board = reverse("outline:show", args=[draft.pk])
    assert address(draft, "course") in browser.get(board).content.decode()

    html = shown(browser, address(draft, "course"))
    assert board in html
    assert address(draft, "outline") in html
    for part in ("Bài một viết lại", "Học phần mới", "Bài mới tinh"):
        assert part in html


def test_a_whole_draft_is_walked_and_nothing_is_recorded(browser: Client, draft: CoursePage) -> None:
    first, asking, test, last = units(draft)
    browser.get(address(draft))
    before = kept()

    assert "Chữ chưa xuất bản." in shown(browser, address(draft, "unit", first))
    assert browser.post(address(draft, "complete", first)).headers["Location"] == address(draft, "unit", asking)
    assert "Kiểm tra</button>" in shown(browser, address(draft, "unit", asking))
    answered = browser.post(address(draft, "unit", asking), {"hoi": "cau-1", "cau-1": "0"}).content.decode()
    assert world.SECRET in answered
    assert BANNER in answered
    browser.post(address(draft, "complete", asking))
    assert "Bắt đầu làm bài" in shown(browser, address(draft, "unit", test))
    paper = opened(browser, draft)
    assert "Từng câu" in hand_in(browser, paper, fields(browser, paper))
    assert "Mới." in shown(browser, address(draft, "unit", last))
    browser.post(address(draft, "complete", last))

    outline = shown(browser, address(draft))
    assert outline.count("outline-done") == 3
    assert kept() == before


@pytest.mark.parametrize("choice", ["Ngày 10 tháng 10", "Ngày 2 tháng 9"])
def test_an_assessment_is_graded_as_a_learners_is(oanh: Account, choice: str) -> None:
    course = factories.course(lessons=0)
    browser = signed_in()
    paper = opened(browser, course)
    html = shown(browser, paper)
    value = re.findall(rf'value="(\d)"> <span>{choice}', html)[0]

    result = hand_in(browser, paper, {"ban": "0", "cau-1": value})

    right = choice == "Ngày 10 tháng 10"
    assert ("Đạt 100%" if right else "Chưa đạt: 0%") in result
    assert ("Anh/chị đã hoàn thành khóa học." in result) is right
    assert browser.get(paper).headers["Location"].endswith("/ket-qua/")
    outline = shown(browser, address(course))
    assert ("Anh/chị đã hoàn thành khóa học ngày" in outline) is right
    assert "giay-chung-nhan" not in outline.replace("Giấy chứng nhận", "")


def test_a_paper_is_saved_by_itself_and_found_again(browser: Client, draft: CoursePage) -> None:
    paper = opened(browser, draft)
    answers = fields(browser, paper)
    saved = browser.post(paper, {**answers, "viec": "luu"}, headers={"Accept": "application/json"}).json()
    assert re.fullmatch(r"\d\d:\d\d", saved["saved"])
    assert saved["outdated"] == []
    assert "Đã lưu" in shown(browser, paper)
    assert "Làm tiếp bài đang dở" in shown(browser, address(draft, "unit", assessment(draft)))
    assert opened(browser, draft) == paper


def test_attempts_run_out_as_they_do_for_learners_and_one_may_begin_again(browser: Client, draft: CoursePage) -> None:
    for _attempt in range(2):
        paper = opened(browser, draft)
        hand_in(browser, paper, fields(browser, paper))
    door = address(draft, "unit", assessment(draft))
    assert "đã dùng hết số lượt" in shown(browser, door)
    assert opened(browser, draft) == door

    assert browser.post(address(draft, "restart")).headers["Location"] == address(draft, "course")
    assert browser.get(paper).status_code == 404
    assert "Bắt đầu làm bài" in shown(browser, door)


def test_a_session_stays_small(browser: Client, draft: CoursePage) -> None:
    publish(assessment_of(draft), max_attempts=0)
    papers = []
    for _attempt in range(MOST_SITTINGS + 1):
        papers.append(opened(browser, draft))
        browser.post(papers[-1], {"viec": "nop"})
    assert browser.get(papers[0]).status_code == 404
    assert "Chưa đạt" in shown(browser, f"{papers[1]}ket-qua/")
    assert len(json.dumps(browser.session[KEY])) < 20_000


def test_another_course_is_another_walk(browser: Client, draft: CoursePage) -> None:
    paper = opened(browser, draft)
    other = factories.course("Khóa khác")
    browser.get(address(other, "unit", units(other)[0]))
    assert browser.get(paper).status_code == 404
    assert browser.get(address(draft, "unit", units(other)[0])).status_code == 404


def test_the_text_is_that_of_the_readers_language(browser: Client, draft: CoursePage) -> None:
    translate(lesson_of(draft, "Bài có câu hỏi"), "A lesson with a question")
    first = rehearse(draft, "en").units[1]
    assert (first.unit.title, first.page.title) == ("Bài có câu hỏi", "A lesson with a question")
    assert rehearse(draft, "vi").units[1].page.title == "Bài có câu hỏi"


def test_an_assessment_without_questions_is_not_begun(browser: Client, draft: CoursePage) -> None:
    page = assessment_of(draft)
    page.parts = asking([])
    page.save_revision()
    door = address(draft, "unit", assessment(draft))
    assert opened(browser, draft) == door
    assert shown(browser, door)


def test_forty_lessons_cost_as_many_queries_as_three(browser: Client, draft: CoursePage) -> None:
    paths = [address(draft, "course"), address(draft), address(draft, "unit", units(draft)[1])]

    def queries() -> list[int]:
        found = []
        for path in paths:
            browser.get(path)
            with CaptureQueriesContext(connection) as made:
                browser.get(path)
            found.append(len(made))
        return found

    few = queries()
    for number in range(3, 41):
        factories.lesson(module_of(draft), f"Bài {number}")
    assert queries() == few
    assert max(few) <= 20


def test_who_may_not_write_in_it_finds_nothing(draft: CoursePage, lan: Account, client: Client) -> None:
    assert client.get(address(draft, "course")).status_code == 302
    client.force_login(lan)
    for name in ("course", "outline"):
        assert client.get(address(draft, name)).status_code == 404
    assert client.get(address(draft, "unit", units(draft)[0])).status_code == 404
    assert client.post(address(draft, "restart")).status_code == 404


def test_sections_turns_and_the_door_are_those_of_learners(oanh: Account) -> None:
    course = world.sectioned(oanh, honour="Tôi tự làm bài này.")
    browser = signed_in()
    unit = assessment(course)
    refused = browser.post(address(course, "start", unit)).headers["Location"]
    assert "đánh dấu vào ô dưới đây" in shown(browser, refused)
    paper = browser.post(address(course, "start", unit), {"cam-ket": "1"}).headers["Location"]
    assert "Phần đọc" in shown(browser, paper)
    for sheet, name in ((1, "cau-1"), (2, "cau-3")):
        browser.post(paper, {"ban": "0,0,0", "to": str(sheet), "viec": "luu", name: "mười"})
    assert "Còn 1 câu chưa trả lời" in shown(browser, f"{paper}?xem-lai")


def test_the_door_tells_time_limit_and_days_and_holds_nobody_up(oanh: Account) -> None:
    opens, closes = factories.at(300), factories.at(310)
    course = world.sectioned(oanh, time_limit=45, opens_at=opens, closes_at=closes, wait_minutes=60)
    browser = signed_in()
    door = shown(browser, address(course, "unit", assessment(course)))
    for words in ("45 phút, tính liền từ lúc bắt đầu", "Khi hết giờ", "Mở từ", "Đóng lúc", "chỉ để đọc, không tính"):
        assert words in door
    assert "Bắt đầu làm bài" in door
    paper = opened(browser, course)
    result = shown(browser, browser.post(paper, {"viec": "nop"}).headers["Location"])
    assert "Làm lại bài" in result


def test_questions_in_turn_are_answered_once(oanh: Account) -> None:
    feedback = {"during": ["explanations"], "after": [], "later": [], "closed": []}
    course = world.sectioned(oanh, sequential=True, feedback=feedback)
    browser = signed_in()
    paper = opened(browser, course)
    for number, words in ((1, "mười"), (3, "mười"), (1, "chín"), (2, "")):
        there = browser.post(paper, {"ban": "0,0,0", "cau": str(number), f"cau-{number}": words}).headers["Location"]
        assert there.endswith(f"?da-tra-loi={number}") is ((number, words) in ((1, "mười"), (2, "")))
    assert "Câu 3/3" in shown(browser, paper)
    answered = shown(browser, f"{paper}?da-tra-loi=1")
    assert world.SECRET in answered
    assert "mười" in answered
    result = shown(browser, browser.post(paper, {"viec": "nop"}).headers["Location"])
    assert "không cho xem" in result
    assert world.SECRET not in result


def test_where_learners_hand_in_files_a_draft_takes_none(oanh: Account) -> None:
    course, browser = world.taking_files(oanh, "required"), signed_in()
    paper = opened(browser, course)
    page = shown(browser, paper)
    assert "Khi xem thử thì không nộp tệp được." in page
    assert 'type="file"' not in page
    sent = {"ban": "0", "cau-1": "Em viết.", "viec": "xem-lai", "tep-1": SimpleUploadedFile("a.pdf", PDF)}
    assert browser.post(paper, sent).status_code == 302
    assert "(thiếu tệp)" in shown(browser, f"{paper}?xem-lai")
    assert not AnswerFile.objects.exists()

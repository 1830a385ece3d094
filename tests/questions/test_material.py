"""Hints, a picture, a recording and words to each choice: written by an author, kept by version, seen by a learner."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse

from content.media.models import CourseImage
from content.media.recordings import Video
from courses.catalogue.assessment_blocks import asking
from courses.catalogue.assessment_forms import AFTER, ANSWERS, EXPLANATIONS, LATER, MARKS
from courses.catalogue.models import AssessmentPage, CoursePage, LessonPage, ModulePage
from courses.editions.actions import release
from courses.questions.actions import save_version
from courses.questions.material import Material
from courses.questions.models import Question
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from tests import factories
from tests.media.test_pictures import picture
from tests.media.test_recordings import video
from tests.progress.lrs import queries_of
from tests.questions.samples import SAMPLES, stored
from tests.questions.test_bank import FORM, signed_in, url
from tests.study.world import address, answer, paper

__all__ = ["picture", "video"]
pytestmark = pytest.mark.django_db
DATA = {**SAMPLES["single"][0], "feedback": ["Sông thì chảy.", "", ""]}
HINTS = ("Nó cao.", "Nó không chảy.")


@pytest.fixture
def question(oanh: Account, picture: CourseImage, video: Video) -> Question:
    made = Question.objects.create(kind="single")
    material = Material(HINTS, picture.pk, "Một dãy núi", video_id=video.pk)
    save_version(question=made, prompt="Cái gì?", data=DATA, explanation="", material=material, acting_user=oanh)
    return made


@pytest.fixture
def mine(lan: Account, oanh: Account, question: Question) -> Enrolment:
    """A lesson that asks the question, then an assessment that asks it and a plain one."""
    course = factories.course(assessment=False, lessons=1)
    module = ModulePage.objects.child_of(course).get()
    factories.add(module, LessonPage(title="Bài có câu hỏi", body=[("question", question)]))
    shown = {moment: [MARKS, ANSWERS, EXPLANATIONS] for moment in (AFTER, LATER)}
    page = AssessmentPage(title="Kiểm tra", shuffle=False, feedback=shown)
    page.parts = asking([question, stored("fill")])
    factories.add(module, page)
    release(course=course, acting_user=oanh)
    return enrol(person=lan.person, course_key=course.translation_key, acting_user=lan)


def text(browser: Client, place: str, **post: Any) -> str:
    answered = browser.post(place, post, follow=True) if post else browser.get(place)
    assert answered.status_code == 200
    return answered.content.decode()


def test_the_paper_shows_what_stands_beside_a_question(lan: Account, mine: Enrolment) -> None:
    browser, place = signed_in(lan), reverse("study:attempt", args=[paper(mine).pk])
    page = text(browser, place)
    assert 'alt="Một dãy núi"' in page
    assert 'loading="lazy"' in page
    assert '<video class="recording-video" controls preload="none"' in page
    first, second = page.index("Xem gợi ý 1"), page.index("Xem gợi ý 2")
    # The second is inside the first: it is read only once that one is open.
    assert first < page.index("Nó cao.") < second < page.index("Nó không chảy.") < page.index("</details></details>")
    assert "Sông thì chảy." not in page

    Account.objects.filter(pk=lan.pk).update(data_saver=True)
    page = text(browser, place)
    assert "Xem ảnh (" in page
    assert "<img" not in page


def test_beside_costs_one_query_for_all_pictures(lan: Account, mine: Enrolment, question: Question) -> None:
    browser, place = signed_in(lan), reverse("study:attempt", args=[paper(mine).pk])
    text(browser, place)
    found = [str(query) for query in queries_of(lambda: text(browser, place))]
    assert sum("media_courserendition" in query for query in found) == 1
    assert sum("media_courseimage" in query or "media_video" in query for query in found) == 1


def test_the_result_says_what_the_author_says_to_her_choice(lan: Account, mine: Enrolment) -> None:
    attempt = answer(paper(mine), wrong=True)
    page = text(signed_in(lan), reverse("study:result", args=[attempt.pk]))
    assert "Sông thì chảy." in page


def test_a_lesson_shows_it_and_answers_her_choice(lan: Account, mine: Enrolment) -> None:
    browser, place = signed_in(lan), address(mine, 1)
    page = text(browser, place)
    assert 'alt="Một dãy núi"' in page
    assert "Sông thì chảy." not in page
    position = page.index("Sông</span>")
    value = page[:position].rsplit('value="', 1)[1].split('"')[0]
    assert "Sông thì chảy." in text(browser, place, **{"hoi": "cau-1", "trang": "x", "cau-1": value})


def test_a_change_of_what_stands_beside_is_a_new_version(question: Question, oanh: Account) -> None:
    def save(material: Material | None) -> int:
        kept = {"prompt": "Cái gì?", "data": DATA, "explanation": "", "acting_user": oanh}
        return save_version(question=question, material=material, **kept).number

    old = question.current
    assert old
    assert [save(None), save(Material.of(old))] == [1, 1]
    assert save(Material(hints=HINTS)) == 2
    old.refresh_from_db()
    assert (old.image_alt, bool(old.image_id), bool(old.video_id)) == ("Một dãy núi", True, True)


@pytest.mark.parametrize("material", [Material(hints=("",)), Material(hints=("a",) * 6), Material((), None, "", 1, 1)])
def test_what_cannot_stand_beside_is_refused(question: Question, oanh: Account, material: Material) -> None:
    with pytest.raises(ValidationError):
        save_version(question=question, prompt="?", data=DATA, explanation="", material=material, acting_user=oanh)
    assert question.versions.count() == 1


@pytest.mark.parametrize("feedback", [["một"], "một", ["a", "b\nc", ""], [1, 2, 3]])
def test_words_to_the_choices_are_one_line_each(question: Question, oanh: Account, feedback: Any) -> None:
    data = {**DATA, "feedback": feedback}
    with pytest.raises(ValidationError):
        save_version(question=question, prompt="?", data=data, explanation="", acting_user=oanh)


def test_nobody_deletes_a_picture_from_beside_a_question(
    question: Question, picture: CourseImage, son: Account
) -> None:
    with pytest.raises(ProtectedError):
        picture.delete()
    browser = signed_in(son)
    browser.post(reverse("wagtailimages:delete", args=[picture.pk]))
    assert "Câu hỏi trong ngân hàng dùng ảnh này" in browser.get(reverse("wagtailimages:index")).content.decode()
    assert CourseImage.objects.filter(pk=picture.pk).exists()


def test_an_author_writes_it(oanh: Account, picture: CourseImage, video: Video) -> None:
    oanh.is_superuser = True
    oanh.save()
    author = signed_in(oanh)
    sent = {**FORM, "content": "* 10/10\n> Đúng vậy.\n2/9", "hint_lines": "Mùa thu.\nTháng mười.", "image": picture.pk}
    assert "hãy ghi ảnh cho thấy gì" in author.post(url("add"), sent).content.decode().lower()
    author.post(url("add"), {**sent, "image_alt": "Tờ lịch", "video": video.pk})
    made = Question.objects.get()
    assert made.current
    assert Material.of(made.current) == Material(("Mùa thu.", "Tháng mười."), picture.pk, "Tờ lịch", None, video.pk)
    assert made.current.data == {"choices": ["10/10", "2/9"], "feedback": ["Đúng vậy.", ""], "correct": 0}
    page = author.get(url("edit", made.pk)).content.decode()
    assert "&gt; Đúng vậy." in page
    assert "Tháng mười." in page


def test_the_versions_say_who_changed_what_and_which_release_asks_them(
    question: Question, mine: Enrolment, oanh: Account, son: Account
) -> None:
    material = Material(("Nó cao.",))
    save_version(question=question, prompt="Gì thế?", data=DATA, explanation="", material=material, acting_user=oanh)
    page = signed_in(son).get(url("history", question.pk)).content.decode()
    assert page.count("<header") == page.count("</header")
    assert "<header" not in signed_in(son).get(url("history_results", question.pk)).content.decode()
    newest, first = page[page.index("Phiên bản 2") : page.index("Phiên bản 1")], page[page.index("Phiên bản 1") :]
    assert "đang dùng" in newest
    assert all(words in newest for words in ("Cái gì?", "Gì thế?", "Nó không chảy.", "Chưa bản phát hành nào hỏi"))
    assert "Phương án và đáp án" not in newest
    assert all(
        words in first for words in ("* Núi", "Chuyển đổi số cơ bản, lần phát hành 1", "Bài có câu hỏi", "Kiểm tra")
    )
    assert str(oanh) in first or oanh.get_full_name() in first


def test_the_versions_cost_as_many_queries_for_many_as_for_one(
    question: Question, mine: Enrolment, oanh: Account, son: Account, course: CoursePage
) -> None:
    browser = signed_in(son)
    costs = []
    for _turn in range(2):
        browser.get(url("history", question.pk))
        costs.append(len(queries_of(lambda: browser.get(url("history", question.pk)))))
        for number in range(4):
            save_version(question=question, prompt=f"{number}?", data=DATA, explanation="", acting_user=oanh)
    assert costs[0] == costs[1]

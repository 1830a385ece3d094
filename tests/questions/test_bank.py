"""The bank in the admin, as an author sees it."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from courses.catalogue.drawing import draws_of, pool
from courses.catalogue.models import CoursePage
from courses.questions.models import Question
from learners.people.models import Account
from tests.editions.editing import ask, assessment_of, lesson_of, publish
from tests.questions.samples import SAMPLES, stored

FORM = {
    "kind": "single",
    "prompt": "Ngày Chuyển đổi số quốc gia?",
    "content": "* 10/10\n2/9",
    "explanation": "Theo quyết định 505.",
    "competence": "2.3",
}


def url(name: str, *args: Any) -> str:
    return reverse(f"wagtailsnippets_questions_question:{name}", args=args)


def signed_in(account: Account) -> Client:
    browser = Client()
    browser.force_login(account)
    return browser


@pytest.fixture
def author(oanh: Account) -> Client:
    """Oanh may add, change and delete questions as far as Django's permissions go."""
    wanted = ["access_admin", "add_question", "change_question", "delete_question", "view_question"]
    oanh.user_permissions.set(Permission.objects.filter(codename__in=wanted))
    return signed_in(oanh)


def test_an_author_adds_a_question(author: Client, oanh: Account) -> None:
    assert "Phương án và đáp án" in author.get(url("add")).content.decode()
    author.post(url("add"), FORM)

    version = Question.objects.get().current
    assert version
    assert (version.number, version.prompt, version.created_by) == (1, FORM["prompt"], oanh)
    assert version.data == {"choices": ["10/10", "2/9"], "correct": 0}


def test_an_edit_makes_a_new_version_and_keeps_the_kind(author: Client) -> None:
    question = stored()
    page = author.get(url("edit", question.pk)).content.decode()
    assert "* Núi" in page
    author.post(url("edit", question.pk), {**FORM, "kind": "fill", "prompt": "Cái gì vậy?"})

    question.refresh_from_db()
    assert question.current
    assert (question.kind, question.current.number, question.current.prompt) == ("single", 2, "Cái gì vậy?")
    assert question.versions.count() == 2


def test_a_new_prompt_leaves_untouched_answers_as_they_are_stored(author: Client) -> None:
    question = stored("order")
    data = SAMPLES["order"][0]
    author.post(
        url("edit", question.pk), {"kind": "order", "prompt": "Khác?", "content": "Gõ chữ\r\nLưu tệp\r\nMở máy"}
    )

    question.refresh_from_db()
    assert question.current
    assert (question.current.number, question.current.data) == (2, data)


def test_an_author_is_told_what_is_missing(author: Client) -> None:
    page = author.post(url("add"), {**FORM, "content": "10/10\n2/9"}).content.decode()
    assert "Đánh dấu đúng một phương án đúng." in page
    assert not Question.objects.exists()


@pytest.mark.usefixtures("tasks_at_once")
def test_the_list_is_searched_without_marks_and_filtered_by_kind(author: Client) -> None:
    stored("single", "Chuyển đổi số là gì?")
    stored("fill", "Thủ đô nước ta?")

    def listed(query: str) -> list[bool]:
        page = author.get(url("list") + query).content.decode()
        return ["Chuyển đổi số là gì" in page, "Thủ đô nước ta" in page]

    assert listed("") == [True, True]
    assert listed("?q=chuyển đổi") == [True, False]
    assert listed("?q=thu do") == [False, True]
    assert listed("?q=Thủ đô") == [False, True]
    assert listed("?kind=single") == [True, False]


@pytest.mark.usefixtures("tasks_at_once")
def test_an_assessment_s_chooser_searches_the_same_way(author: Client) -> None:
    stored("single", "Chuyển đổi số là gì?")
    stored("fill", "Thủ đô nước ta?")
    address = reverse("wagtailsnippetchoosers_questions_question:choose_results")
    page = author.get(f"{address}?q=Thủ đô").content.decode()
    assert ("Thủ đô nước ta" in page, "Chuyển đổi số là gì" in page) == (True, False)


def chooser(name: str) -> str:
    return reverse(f"wagtailsnippetchoosers_questions_question:{name}")


def test_a_question_is_written_in_the_chooser_where_it_is_wanted(author: Client, oanh: Account) -> None:
    assert "Câu hỏi mới" in author.get(chooser("choose")).json()["html"]
    told = author.post(chooser("create"), {**FORM, "content": "10/10\n2/9"}).json()
    assert "Đánh dấu đúng một phương án đúng." in told["htmlFragment"]
    assert not Question.objects.exists()

    chosen = author.post(chooser("create"), FORM).json()
    made = Question.objects.get()
    assert made.current
    assert (made.kind, made.competence, made.current.number) == ("single", "2.3", 1)
    assert made.current.created_by == oanh
    assert (chosen["result"]["id"], chosen["result"]["string"]) == (str(made.pk), FORM["prompt"])


def test_who_may_not_add_questions_only_chooses_them(author: Client, oanh: Account) -> None:
    oanh.user_permissions.remove(Permission.objects.get(codename="add_question"))
    assert "Câu hỏi mới" not in author.get(chooser("choose")).json()["html"]
    assert author.post(chooser("create"), FORM).status_code == 302
    assert not Question.objects.exists()


def test_the_list_takes_as_many_queries_for_many_as_for_one(author: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(12):
        stored(prompt=f"Câu {number}?")
    author.get(url("list"))
    with django_assert_max_num_queries(14):
        author.get(url("list"))


def test_nobody_deletes_a_question(author: Client, son: Account) -> None:
    question = stored()
    for browser in (author, signed_in(son)):
        browser.post(url("delete", question.pk))
        assert "delete/" not in browser.get(url("edit", question.pk)).content.decode()
    assert Question.objects.filter(pk=question.pk).exists()


def test_a_learner_sees_nothing_of_the_bank(lan: Account) -> None:
    question = stored()
    for address in (url("list"), url("add"), url("edit", question.pk)):
        assert signed_in(lan).get(address).status_code in {302, 403}


def test_the_list_says_how_often_each_is_used_and_where(son: Account, course: CoursePage) -> None:
    browser = signed_in(son)
    used, inline, free = Question.objects.get(), stored(), stored()
    ask(lesson_of(course), inline)
    call_command("rebuild_references_index", verbosity=0)
    rows = BeautifulSoup(browser.get(url("list")).content.decode(), "html.parser").select("table.listing tbody tr")
    links = [row.find("a", href=re.compile("/usage/")) for row in rows]
    assert [(link["href"], re.findall(r"\d+", link.text)) for link in links] == [
        (url("usage", free.pk), ["0"]),
        (url("usage", inline.pk), ["1"]),
        (url("usage", used.pk), ["1"]),
    ]
    assert "Kiểm tra" in browser.get(url("usage", used.pk)).content.decode()
    assert "Bài 1" in browser.get(url("usage", inline.pk)).content.decode()


def test_an_author_says_what_a_question_is_drawn_by(author: Client) -> None:
    page = author.get(url("add")).content.decode()
    assert "Độ khó" in page or "độ khó" in page
    author.post(url("add"), {**FORM, "difficulty": "hard", "tags": "an toàn, mật khẩu"})
    made = Question.objects.get()
    assert (made.difficulty, sorted(made.tags.names())) == ("hard", ["an toàn", "mật khẩu"])
    page = author.get(url("edit", made.pk)).content.decode()
    assert 'value="an toàn, mật khẩu"' in page
    author.post(url("edit", made.pk), {**FORM, "difficulty": "easy", "tags": '"an toàn"'})
    made.refresh_from_db()
    assert (made.difficulty, list(made.tags.names())) == ("easy", ["an toàn"])
    assert made.versions.count() == 1


def test_a_question_written_in_the_chooser_has_tags_too(author: Client) -> None:
    author.post(chooser("create"), {**FORM, "difficulty": "hard", "tags": "an toàn"})
    made = Question.objects.get()
    assert (made.difficulty, list(made.tags.names())) == ("hard", ["an toàn"])


@pytest.mark.usefixtures("tasks_at_once")
def test_the_list_is_filtered_by_what_draws_take_by(author: Client) -> None:
    hard, tagged = stored(prompt="Câu khó nhất?"), stored(prompt="Câu có nhãn?")
    Question.objects.filter(pk=hard.pk).update(difficulty="hard", competence="2.3")
    tagged.tags.add("an toàn")
    tag = tagged.tags.get().pk

    def listed(query: str) -> list[bool]:
        page = author.get(url("list") + query).content.decode()
        return ["Câu khó nhất" in page, "Câu có nhãn" in page]

    assert listed("?difficulty=hard") == [True, False]
    assert listed("?competence=2.3") == [True, False]
    assert listed(f"?tag={tag}") == [False, True]
    assert listed(f"?tag={tag}&q=câu") == [False, True]
    assert listed("?difficulty=hard&competence=2.3&q=cau") == [True, False]


def test_the_list_says_which_assessment_would_draw_a_question(son: Account, course: CoursePage) -> None:
    taken, left = stored(prompt="Được rút?"), stored(prompt="Không rút?")
    taken.tags.add("An toàn", "Mạng")
    left.tags.add("an toàn")
    draw = {"count": 1, "tags": "an toàn, mạng", "difficulty": "medium", "competence": "", "points": 1}
    page = assessment_of(course)
    page.parts.append(("draw", draw))
    publish(page, title="Thi cuối khóa")

    rows = BeautifulSoup(signed_in(son).get(url("list")).content.decode(), "html.parser").select(
        "table.listing tbody tr"
    )
    told = {name: "Thi cuối khóa" in row.text for row in rows for name in ("Được", "Không") if f"{name} " in row.text}
    assert told == {"Được": True, "Không": False}
    assert set(pool(draws_of(page)[0])) == {taken}

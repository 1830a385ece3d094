"""A unit as learners see it: the released revision in a language, and the frozen inline questions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.catalogue.models import CoursePage
from courses.editions.actions import release
from courses.editions.models import UnitKind
from courses.editions.queries import released_unit
from courses.questions.actions import save_version
from learners.people.models import Account
from tests import factories
from tests.editions.editing import ask, assessment_of, lesson_of, publish, translate, unit_of


def test_a_learner_sees_the_revision_of_the_release(course: CoursePage) -> None:
    publish(lesson_of(course), title="Bài mới", body=[("text", "<p>Chữ mới.</p>")])

    shown = released_unit(unit_of(course, "Bài 1"), "vi")

    assert (shown.page.title, shown.language, shown.inline) == ("Bài 1", "vi", {})
    assert "Nội dung của Bài 1." in "".join(str(piece.block) for piece in shown.pieces())


def test_an_assessment_is_shown_with_its_introduction(course: CoursePage, oanh: Account) -> None:
    publish(assessment_of(course), intro="Làm trong yên tĩnh.")
    release(course=course, acting_user=oanh)

    assert released_unit(unit_of(course, "Kiểm tra"), "vi").page.intro == "Làm trong yên tĩnh."


def test_the_inline_question_is_the_version_of_the_release(course: CoursePage, oanh: Account) -> None:
    question = factories.question("Câu cũ?")
    ask(lesson_of(course), question)
    release(course=course, acting_user=oanh)
    data = {"choices": ["Có", "Không"], "correct": 1}
    save_version(question=question, prompt="Câu mới?", data=data, explanation="", acting_user=oanh)

    shown = released_unit(unit_of(course, "Bài 1"), "vi")

    pieces = list(shown.pieces())
    assert [piece.version.prompt if piece.version else "" for piece in pieces] == ["", "Câu cũ?", ""]
    assert [piece.block is None for piece in pieces] == [False, True, False]
    assert len({piece.id for piece in pieces}) == 3


def test_a_translation_is_shown_in_its_language_and_others_in_the_courses_own(
    course: CoursePage, oanh: Account
) -> None:
    translate(lesson_of(course), "Lesson 1")
    release(course=course, acting_user=oanh)
    unit = unit_of(course, "Bài 1")

    assert [released_unit(unit, language).page.title for language in ("en", "vi", "km")] == [
        "Lesson 1",
        "Bài 1",
        "Bài 1",
    ]


@pytest.mark.parametrize(("questions", "queries"), [(0, 1), (3, 2)])
def test_it_costs_two_queries_at_most(course: CoursePage, oanh: Account, questions: int, queries: int) -> None:
    asked = [factories.question(f"Câu {number}?") for number in range(questions)]
    ask(lesson_of(course), *asked)
    release(course=course, acting_user=oanh)
    unit = unit_of(course, "Bài 1")
    assert unit.kind == UnitKind.LESSON

    with CaptureQueriesContext(connection) as asked_of_database:
        prompts = [
            piece.version.prompt + piece.version.question.kind
            for piece in released_unit(unit, "vi").pieces()
            if piece.version
        ]

    assert len(prompts) == questions
    assert len(asked_of_database) == queries


def test_the_authors_preview_words_all_questions_in_one_query(course: CoursePage) -> None:
    page = lesson_of(course)
    ask(page, factories.question("Một?"), factories.question("Hai?"))
    page.refresh_from_db()

    with CaptureQueriesContext(connection) as queries:
        text = str(page.body)

    assert "Một?" in text
    assert "Hai?" in text
    assert len(queries) == 1

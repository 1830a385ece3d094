"""An assessment is written over days: a draft waits for its questions, publishing does not."""

import json
from typing import Any

import pytest
from django.test import Client
from wagtail.test.utils.form_data import nested_form_data, streamfield

from courses.catalogue.models import AssessmentPage, CoursePage
from courses.questions.models import Question
from tests import factories
from tests.editions.admin import edit_url, publish_in_admin, sent_by
from tests.editions.editing import asked_by, assessment_of, module_of
from tests.questions.samples import stored


@pytest.fixture
def paper(db: None) -> AssessmentPage:
    """As a skeleton makes it: a draft without questions."""
    made = AssessmentPage(title="Kiểm tra", intro="[Viết: ...]", live=False)
    module_of(factories.course("Mạng xã hội", assessment=False)).add_child(instance=made)
    made.save_revision()
    return made


def newest(paper: AssessmentPage) -> AssessmentPage:
    return AssessmentPage.objects.get(pk=paper.pk).get_latest_revision_as_object()


def asked(paper: AssessmentPage) -> list[int]:
    return asked_by(newest(paper))


def parts(*blocks: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    return nested_form_data({"parts": streamfield(list(blocks))})


def one(question: Question | None) -> tuple[str, dict[str, Any]]:
    return "question", {"question": question.pk if question else "", "points": 1}


def save_by_itself(browser: Client, paper: AssessmentPage, sent: dict[str, Any]) -> dict[str, Any]:
    """As the open page does; what it would send the next time."""
    answer = browser.post(edit_url(paper), sent, headers={"Accept": "application/json"})
    found = json.loads(answer.content)
    assert found["success"], found
    return {**sent, **dict(found["field_updates"]), "overwrite_revision_id": found["revision_id"]}


def test_a_draft_waits_for_its_questions(editor: Client, paper: AssessmentPage) -> None:
    answer = editor.post(edit_url(paper), {**sent_by(editor, paper), "intro": "Năm câu."}, follow=True)
    assert answer.redirect_chain
    assert (newest(paper).intro, asked(paper)) == ("Năm câu.", [])


def test_a_question_chosen_after_the_page_saved_itself_is_asked_once(editor: Client, paper: AssessmentPage) -> None:
    question = factories.question()
    sent = save_by_itself(editor, paper, {**sent_by(editor, paper), "intro": "Một câu."})
    sent = save_by_itself(editor, paper, {**sent, **parts(one(question))})
    assert asked(paper) == [question.pk]
    save_by_itself(editor, paper, {**sent, "intro": "Một câu thôi."})
    assert (newest(paper).intro, asked(paper)) == ("Một câu thôi.", [question.pk])


def test_a_row_left_open_takes_no_other_away(editor: Client, course: CoursePage) -> None:
    paper = assessment_of(course)
    before = asked(paper)
    rows = parts(one(Question.objects.get(pk=before[0])), one(None))
    editor.post(edit_url(paper), {**sent_by(editor, paper), **rows, "intro": "Một câu."}, follow=True)
    assert (newest(paper).intro, asked(paper)) == ("Một câu.", before)


def test_nothing_is_published_that_asks_nothing(editor: Client, paper: AssessmentPage) -> None:
    answer = publish_in_admin(editor, paper, intro="Năm câu.")
    assert not answer.redirect_chain
    assert not AssessmentPage.objects.get(pk=paper.pk).live
    assert newest(paper).intro == "[Viết: ...]"


def test_nothing_is_published_that_asks_only_for_opinions(editor: Client, paper: AssessmentPage) -> None:
    """Nobody could pass it."""
    opinion = stored("likert")
    refused = publish_in_admin(editor, paper, **parts(one(opinion)))
    assert refused.context["form"].errors["parts"] == ["Bài kiểm tra cần ít nhất một câu được tính điểm."]
    assert not AssessmentPage.objects.get(pk=paper.pk).live
    publish_in_admin(editor, paper, **parts(one(opinion), one(factories.question())))
    assert AssessmentPage.objects.get(pk=paper.pk).live

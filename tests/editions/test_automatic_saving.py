"""The editor's page saves itself over its own last draft, but never over what is published or released."""

import json

from django.test import Client

from courses.catalogue.models import CoursePage, LessonPage
from courses.editions.actions import release
from courses.editions.queries import released_unit
from tests import factories
from tests.editions.admin import edit_url, sent_by
from tests.editions.editing import lesson_of, unit_of


def save(browser: Client, lesson: LessonPage, title: str, over: int | None = None) -> int:
    """As the open page does by itself; the revision it may write over the next time."""
    sent = {**sent_by(browser, lesson), "title": title, "overwrite_revision_id": over or ""}
    answer = browser.post(edit_url(lesson), sent, headers={"Accept": "application/json"})
    found = json.loads(answer.content)
    assert found["success"], found
    return int(found["revision_id"])


def test_a_draft_is_saved_over_itself(editor: Client, course: CoursePage) -> None:
    first = save(editor, lesson_of(course), "Bài 1 a")
    assert save(editor, lesson_of(course), "Bài 1 ab", over=first) == first


def test_what_somebody_else_published_meanwhile_stays(editor: Client, course: CoursePage) -> None:
    draft = save(editor, lesson_of(course), "Bài xong")
    lesson_of(course).get_latest_revision().publish()
    after = save(editor, lesson_of(course, "Bài xong"), "Bài đang viết dở", over=draft)
    assert after != draft
    lesson = lesson_of(course, "Bài xong")
    assert lesson.live_revision_id == draft
    assert lesson.live_revision.as_object().title == "Bài xong"
    assert lesson.get_latest_revision_as_object().title == "Bài đang viết dở"
    assert save(editor, lesson, "Bài đang viết tiếp", over=after) == after


def test_what_learners_are_shown_stays_also_once_it_is_unpublished(editor: Client, course: CoursePage) -> None:
    draft = save(editor, lesson_of(course), "Bài xong")
    lesson_of(course).get_latest_revision().publish()
    release(course=course, acting_user=None, at=factories.at(1))
    lesson_of(course, "Bài xong").unpublish()
    assert save(editor, lesson_of(course, "Bài xong"), "Bài đang viết dở", over=draft) != draft
    assert released_unit(unit_of(course, "Bài xong"), "vi").page.title == "Bài xong"

"""What an assessment shows that was written before new ones kept the key: its drafts say it, no release changes."""

from importlib import import_module
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.db import connection
from wagtail.models import Revision

from courses.catalogue.assessment_forms import DONE, EXPLANATIONS, default_feedback, first_feedback
from courses.catalogue.models import AssessmentPage, CoursePage
from courses.editions.actions import release
from courses.editions.changes import preview
from tests.editions.editing import assessment_of, publish

MIGRATION = import_module("courses.catalogue.migrations.0009_first_feedback")
EDITOR: Any = SimpleNamespace(connection=connection)


def newest(page: AssessmentPage) -> Revision:
    return Revision.objects.get(pk=AssessmentPage.objects.get(pk=page.pk).latest_revision_id)


def test_a_draft_that_says_nothing_goes_on_showing_everything(course: CoursePage) -> None:
    page = assessment_of(course)
    assert page.feedback == first_feedback()
    draft = newest(page)
    del draft.content["feedback"]
    draft.save(update_fields=["content"])
    for _again in range(2):
        MIGRATION.say_it(apps, EDITOR)
        assert newest(page).content["feedback"] == default_feedback()
    assert newest(page).as_object().feedback == default_feedback()


def test_naming_the_new_moment_with_nothing_in_it_changes_no_release(course: CoursePage) -> None:
    page = assessment_of(course)
    publish(page, feedback=default_feedback())
    release(course=course, acting_user=None)
    publish(page, feedback={**default_feedback(), DONE: []})
    assert preview(course).is_empty
    publish(page, feedback={**default_feedback(), DONE: [EXPLANATIONS]})
    assert [change.title for change in preview(course).new_rules] == [page.title]

"""Who is the same unit: a translation is, a copy is not."""

from typing import Any
from uuid import UUID

import pytest
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource

from courses.catalogue.models import AssessmentPage, CoursePage
from courses.editions.actions import release
from courses.editions.asking import AssessmentRules
from courses.editions.queries import latest
from learners.people.models import Account
from tests import factories
from tests.editions.editing import ask, asked_by, assessment_of, lesson_of, translate


def keys(course: CoursePage) -> set[UUID]:
    return set(course.get_descendants(inclusive=True).values_list("translation_key", flat=True))


def questions(page: Page) -> list[int]:
    return asked_by(page.specific)


def test_a_copied_course_is_another_course(course: CoursePage, oanh: Account) -> None:
    ask(lesson_of(course), factories.question("Trong bài?"))
    copy = course.copy(recursive=True, update_attrs={"title": "Bản sao", "slug": "ban-sao"}, user=oanh).specific

    assert len(keys(copy)) == 5
    assert keys(copy).isdisjoint(keys(course))
    assert latest(copy.translation_key) is None
    # The bank is shared: a copied assessment asks the same questions.
    assert questions(assessment_of(copy)) == questions(assessment_of(course)) != []

    edition = release(course=copy, acting_user=oanh)
    assert (edition.number, edition.course_key) == (1, copy.translation_key)
    units = {unit.title: unit for unit in edition.units.all()}
    assert set(units["Bài 1"].rules) == {"inline"}
    assert AssessmentRules.of(units["Kiểm tra"].rules).versions == [
        assessment_of(course).parts[0].value["question"].current_id
    ]


@pytest.mark.parametrize("by", ["wagtail", "wagtail_localize"])
def test_a_translated_assessment_is_the_same_unit(
    course: CoursePage, oanh: Account, django_capture_on_commit_callbacks: Any, by: str
) -> None:
    page = assessment_of(course)
    if by == "wagtail":
        translated = translate(page, "Test")
    else:
        english = Locale.objects.create(language_code="en")
        for parent in page.get_ancestors().filter(depth__gt=1).specific():
            parent.copy_for_translation(english)
        source, _ = TranslationSource.update_or_create_from_instance(page)
        with django_capture_on_commit_callbacks(execute=True):
            Translation.objects.create(source=source, target_locale=english).save_target(publish=True)
        translated = AssessmentPage.objects.get(locale=english)

    assert translated.translation_key == page.translation_key
    assert questions(translated) == questions(page)

    edition = release(course=course, acting_user=oanh)
    assert edition.units.filter(unit_key=page.translation_key).count() == 1
    assert edition.units.count() == 3
    unit = edition.units.get(unit_key=page.translation_key)
    assert set(unit.texts.values_list("language", flat=True)) == {"vi", "en"}

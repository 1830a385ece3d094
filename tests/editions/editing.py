"""What an editor does to pages, in few words."""

from typing import Any

from wagtail.models import Locale, Page

from courses.catalogue.assessment_blocks import asking, fixed_questions
from courses.catalogue.models import AssessmentPage, CoursePage, LessonPage, ModulePage
from courses.editions.models import EditionUnit
from courses.editions.queries import latest
from courses.questions.models import Question


def unit_of(course: CoursePage, title: str) -> EditionUnit:
    """The unit in the newest edition."""
    edition = latest(course.translation_key)
    assert edition
    return edition.units.get(title=title)


def lesson_of(course: CoursePage, title: str = "Bài 1") -> LessonPage:
    return LessonPage.objects.descendant_of(course).get(title=title)


def assessment_of(course: CoursePage) -> AssessmentPage:
    return AssessmentPage.objects.descendant_of(course).get()


def module_of(course: CoursePage, title: str = "Học phần 1") -> ModulePage:
    return ModulePage.objects.child_of(course).get(title=title)


def publish(page: Page, **fields: Any) -> None:
    """Change the page as an editor does: a new revision, published."""
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    page.refresh_from_db()


def asked_by(page: AssessmentPage) -> list[int]:
    """The questions of the assessment, in their order."""
    return fixed_questions(page.parts)


def ask_also(page: AssessmentPage, *questions: Question) -> None:
    """Add the questions to the assessment; not saved."""
    page.parts.extend(asking(questions))


def ask(page: LessonPage, *questions: Question) -> None:
    """Put the questions into the lesson."""
    asked = [("question", question) for question in questions]
    publish(page, body=[("text", "<p>Trước.</p>"), *asked, ("text", "<p>Sau.</p>")])


def translate(page: Page, title: str, language: str = "en") -> Page:
    """A published translation of the page, made page by page as Wagtail does."""
    locale, _ = Locale.objects.get_or_create(language_code=language)
    translated = page.copy_for_translation(locale, copy_parents=True)
    publish(translated, title=title)
    return translated

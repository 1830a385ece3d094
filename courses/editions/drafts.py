"""A course as it stands on its live pages: what a release would freeze."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from wagtail.models import Page

from courses.catalogue.blocks import question_ids
from courses.catalogue.models import AssessmentPage, CoursePage, LessonPage
from courses.editions.models import UnitKind
from courses.questions.models import Question


@dataclass(frozen=True, slots=True)
class Draft:
    """A unit as it stands on its live page; ``pages`` has it in every language it is live in."""

    page: Page
    pages: list[Page]
    kind: str
    module_title: str
    rules: dict[str, Any]

    @property
    def unit_key(self) -> UUID:
        return self.page.translation_key

    @property
    def minutes(self) -> int:
        return self.page.minutes if self.kind == UnitKind.LESSON else 2 * len(self.rules["questions"])


def drafts(course: CoursePage) -> list[Draft]:
    """The live units of ``course`` in the order of the tree."""
    found = []
    for module in course.get_children().live().order_by("path"):
        for page in module.get_children().live().order_by("path").specific():
            if isinstance(page, LessonPage | AssessmentPage):
                found.append(draft_of(page, module.title))
    return found


def draft_of(page: LessonPage | AssessmentPage, module_title: str) -> Draft:
    pages = list(page.get_translations(inclusive=True).live().select_related("locale").specific())
    if isinstance(page, LessonPage):
        return Draft(page, pages, UnitKind.LESSON, module_title, lesson_rules(pages))
    return Draft(page, pages, UnitKind.ASSESSMENT, module_title, assessment_rules(page))


def assessment_rules(page: AssessmentPage) -> dict[str, Any]:
    uses = page.questions.select_related("question").order_by("sort_order", "pk")
    return {
        "pass_percent": page.pass_percent,
        "max_attempts": page.max_attempts,
        "shuffle": page.shuffle,
        "questions": [use.question.current_id for use in uses],
    }


def lesson_rules(pages: Iterable[LessonPage]) -> dict[str, Any]:
    """The current version of every question asked in any language of the lesson."""
    asked = {pk for page in pages for pk in question_ids(page.body)}
    if not asked:
        return {}
    current = Question.objects.filter(pk__in=asked).order_by("pk").values_list("pk", "current_id")
    return {"inline": {str(pk): version for pk, version in current}}

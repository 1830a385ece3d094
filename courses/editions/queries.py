"""Reading editions, and what a release would change."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from wagtail.models import Page

from courses.catalogue.models import AssessmentPage, CoursePage, LessonPage
from courses.editions.models import Edition, EditionUnit, UnitKind
from courses.editions.registry import learners_in_progress


def latest(course_key: UUID) -> Edition | None:
    return Edition.objects.filter(course_key=course_key).order_by("-number").first()


def unit_page(unit: EditionUnit, language: str) -> Page:
    """The page as it was released, in ``language`` or else in the language there is."""
    texts = {text.language: text for text in unit.texts.select_related("revision")}
    text = texts.get(language) or texts.get("vi") or next(iter(texts.values()))
    return text.revision.as_object()


@dataclass(frozen=True, slots=True)
class Draft:
    """A unit as it stands on its live page."""

    page: Page
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
            if isinstance(page, LessonPage):
                found.append(Draft(page, UnitKind.LESSON, module.title, {}))
            elif isinstance(page, AssessmentPage):
                found.append(Draft(page, UnitKind.ASSESSMENT, module.title, _rules(page)))
    return found


def _rules(page: AssessmentPage) -> dict[str, Any]:
    uses = page.questions.select_related("question").order_by("sort_order", "pk")
    return {
        "pass_percent": page.pass_percent,
        "max_attempts": page.max_attempts,
        "shuffle": page.shuffle,
        "questions": [use.question.current_id for use in uses],
    }


@dataclass(slots=True)
class ReleasePreview:
    """What a release now would change against the last edition; lists of unit titles."""

    previous: Edition | None
    learners: int
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    newly_required: list[str] = field(default_factory=list)
    new_rules: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.removed or self.changed or self.newly_required or self.new_rules)


def preview(course: CoursePage) -> ReleasePreview:
    previous = latest(course.translation_key)
    result = ReleasePreview(previous, learners_in_progress(course.translation_key))
    units = previous.units.prefetch_related("texts") if previous else EditionUnit.objects.none()
    old = {unit.unit_key: unit for unit in units}
    current = drafts(course)
    for draft in current:
        _compare(draft, old.get(draft.unit_key), result)
    kept = {draft.unit_key for draft in current}
    result.removed = [unit.title for key, unit in old.items() if key not in kept]
    return result


def _compare(draft: Draft, unit: EditionUnit | None, result: ReleasePreview) -> None:
    title = draft.page.title
    if unit is None:
        result.added.append(title)
        if draft.page.required:
            result.newly_required.append(title)
        return
    pinned = {text.revision_id for text in unit.texts.all()}
    if draft.page.live_revision_id not in pinned:
        result.changed.append(title)
    if draft.page.required and not unit.required:
        result.newly_required.append(title)
    if draft.rules != unit.rules:
        result.new_rules.append(title)

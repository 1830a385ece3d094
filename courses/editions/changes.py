"""What a release would change against the last edition."""

from dataclasses import dataclass, field

from courses.catalogue.models import CoursePage
from courses.editions.drafts import Draft, drafts
from courses.editions.models import Edition, EditionUnit
from courses.editions.queries import latest
from courses.editions.registry import learners_in_progress


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

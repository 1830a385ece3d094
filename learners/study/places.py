"""Where a learner is in a course: the unit before her, the one before, the one after, the one to continue with."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from courses.editions.models import EditionUnit
from learners.enrolment.models import Enrolment
from learners.progress.queries import Outline, OutlineUnit


class Retired(Exception):
    """The unit is not in the edition she studies now; ``unit`` is as it was in the last edition that had it."""

    def __init__(self, unit: EditionUnit) -> None:
        self.unit = unit
        super().__init__(str(unit.unit_key))


@dataclass(frozen=True, slots=True)
class Here:
    outline: Outline
    current: OutlineUnit
    before: OutlineUnit | None
    after: OutlineUnit | None


def here(outline: Outline, unit_key: UUID) -> Here:
    """Raises ``Retired`` for a unit of another edition of the course, 404 for any other."""
    units = outline.units
    index = next((place for place, unit in enumerate(units) if unit.unit.unit_key == unit_key), None)
    if index is None:
        raise Retired(_retired(outline.enrolment, unit_key))
    before = units[index - 1] if index else None
    return Here(outline, units[index], before, units[index + 1] if index + 1 < len(units) else None)


def _retired(enrolment: Enrolment, unit_key: UUID) -> EditionUnit:
    units = EditionUnit.objects.filter(edition__course_key=enrolment.course_key, unit_key=unit_key)
    unit = units.order_by("-edition__number").first()
    if unit is None:
        raise Http404
    return unit


def resume(outline: Outline, last: UUID | None) -> OutlineUnit | None:
    """The unit she opened last unless it is done, else the next that is not; None when everything is done."""
    stopped = outline.find(last) if last else None
    if stopped is None:
        return outline.next_unit
    following = [unit for unit in outline.units[stopped.position - 1 :] if not unit.is_done]
    return following[0] if following else outline.next_unit


def go_on(outline: Outline, last: UUID | None, waiting: Collection[OutlineUnit]) -> OutlineUnit | None:
    """The same, but nothing that is handed in and waits to be marked: what is still asked of her instead, or None."""
    following = resume(outline, last)
    if following not in waiting:
        return following
    asked = (unit for unit in outline.units if unit.unit.required and not unit.is_done)
    return next((unit for unit in asked if unit not in waiting), None)

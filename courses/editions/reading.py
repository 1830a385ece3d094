"""Reading a lesson without an account: whatever the catalogue offers to everybody, as it was released last.

Nothing is recorded and no question is answered here; that is what enrolling is for.
"""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.translation import get_language

from content.pages.serving import open_page
from courses.catalogue.models import CoursePage
from courses.editions.models import EditionUnit
from courses.editions.offering import CATALOGUE, contents, released
from courses.editions.queries import ReleasedUnit, released_unit


@dataclass(frozen=True, slots=True)
class Reading:
    """``position`` counts the lessons of the course alone, from 1."""

    course: CoursePage
    shown: ReleasedUnit
    position: int
    count: int
    before: EditionUnit | None
    after: EditionUnit | None


def access_reading(request: HttpRequest, slug: str, unit_key: UUID) -> Reading:
    """404 for what the catalogue does not offer to everybody, and for anything but a lesson. Four or five queries."""
    course = open_page(request, released(), f"{CATALOGUE}/{slug}/")
    if course is None:
        raise Http404
    lessons = contents(course.translation_key).lesson_units
    place = next((index for index, unit in enumerate(lessons) if unit.unit_key == unit_key), None)
    if place is None:
        raise Http404
    return Reading(
        course=course,
        shown=released_unit(lessons[place], get_language() or ""),
        position=place + 1,
        count=len(lessons),
        before=lessons[place - 1] if place else None,
        after=lessons[place + 1] if place + 1 < len(lessons) else None,
    )

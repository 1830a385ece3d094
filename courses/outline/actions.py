"""Setting the order of a course."""

from typing import Any

from django.db import transaction
from wagtail.models import Page

from courses.catalogue.models import CoursePage
from mooc.foundation.models import audit


class NotHere(Exception):
    """The page is not in this course, or its place is none: the board was out of date."""


@transaction.atomic
def place(*, course: CoursePage, page_id: int, position: int, acting_user: Any) -> None:
    """Put a module or unit at ``position`` (from 0) among its siblings; learners see it after the next release.

    Raises ``NotHere`` and moves nothing. The course is locked, so that two who arrange it do so one after the other.
    """
    locked = CoursePage.objects.select_for_update(of=("self",)).get(pk=course.pk)
    page = Page.objects.descendant_of(locked).filter(pk=page_id).first()
    if page is None:
        raise NotHere
    siblings = list(page.get_siblings().order_by("path"))
    old = next(place for place, sibling in enumerate(siblings) if sibling.pk == page.pk)
    if not 0 <= position < len(siblings):
        raise NotHere
    if position == old:
        return
    page.move(siblings[position], pos="left" if position < old else "right", user=acting_user)
    audit(acting_user=acting_user, verb="place", subject=page, old={"position": old}, new={"position": position})

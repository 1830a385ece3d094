"""Courses on the pages that editors make."""

from typing import Any

from django import template

from courses.catalogue.models import CoursePage
from courses.editions.offering import Contents, Offer, catalogue_of, contents, offers

register = template.Library()


@register.simple_tag(takes_context=True)
def offered_courses(context: dict[str, Any]) -> list[Offer]:
    index = catalogue_of(context["request"])
    return offers(index) if index else []


@register.simple_tag
def course_contents(course: CoursePage) -> Contents:
    return contents(course.translation_key)

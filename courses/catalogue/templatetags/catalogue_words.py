"""Keys of a course's data in words."""

from django import template

from courses.catalogue.models import CoursePage
from courses.catalogue.wording import audience_words

register = template.Library()


@register.simple_tag
def audience_of(course: CoursePage) -> list[str]:
    return audience_words(course.audience)

"""What the course page offers the reader: sign in, enrol, continue."""

from typing import Any

from django import template

from courses.catalogue.models import CoursePage
from courses.editions.models import Edition
from courses.editions.queries import latest
from learners.enrolment.models import Enrolment
from learners.progress.models import Status
from learners.study.access import canonical_person, enrolments_of

register = template.Library()


@register.simple_tag(takes_context=True)
def own_enrolment(context: dict[str, Any], course: CoursePage) -> Enrolment | None:
    """The reader's enrolment on ``course``: her links lead to where reading counts. No query for a visitor."""
    return enrolments_of(context["request"].user).filter(course_key=course.translation_key).first()


@register.inclusion_tag("study/course_action.html", takes_context=True)
def course_action(
    context: dict[str, Any], course: CoursePage, edition: Edition | None, enrolment: Enrolment | None
) -> dict[str, Any]:
    """The one action of a course page. No query if the page hands over its ``edition``, else one."""
    request = context["request"]
    user = request.user
    return {
        "request": request,
        "course": course,
        "edition": edition or latest(course.translation_key),
        "signed_in": user.is_authenticated,
        "has_person": canonical_person(user) is not None,
        "enrolment": enrolment,
        "status": Status,
        # Only who is signed in gets a token: it would make every visitor's page a page of its own.
        "csrf_token": context.get("csrf_token") if user.is_authenticated else None,
    }

"""Registrations."""

from typing import Any

from django.urls import reverse
from wagtail.admin.admin_url_finder import register_admin_url_finder
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from courses.questions.models import Question, QuestionVersion
from courses.questions.viewsets import QuestionViewSet
from mooc.foundation.permissions import NeverDeleted

# A question out of use is simply not used.
register_permission_policy(Question, NeverDeleted(Question), exact_class=True)
register_snippet(QuestionViewSet)


class VersionFinder:
    """Where Wagtail leads from a picture to the question beside which it stands."""

    def __init__(self, user: Any) -> None:
        self.user = user

    def get_edit_url(self, instance: QuestionVersion) -> str | None:
        if not self.user.has_perm("questions.change_question"):
            return None
        return reverse("wagtailsnippets_questions_question:history", args=[instance.question_id])


register_admin_url_finder(QuestionVersion, VersionFinder)

"""Registrations."""

from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from courses.questions.models import Question
from courses.questions.permissions import NeverDeleted
from courses.questions.viewsets import QuestionViewSet

register_permission_policy(Question, NeverDeleted(Question), exact_class=True)
register_snippet(QuestionViewSet)

"""Registrations."""

from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from courses.questions.models import Question
from courses.questions.viewsets import QuestionViewSet
from mooc.foundation.permissions import NeverDeleted

# A question out of use is simply not used.
register_permission_policy(Question, NeverDeleted(Question), exact_class=True)
register_snippet(QuestionViewSet)

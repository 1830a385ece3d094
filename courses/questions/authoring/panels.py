"""Where the rows stand in Wagtail's form of a question."""

from typing import Any

from wagtail.admin.panels import Panel

from courses.questions.authoring import editor_of
from courses.questions.models import QuestionKind


class AnswersPanel(Panel):
    """The rows of the question's kind; of a new question without a kind yet, the kinds to choose from."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "questions/admin/answers.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            kinds = [kind for kind in QuestionKind if editor_of(kind)]
            return {**context, "answers": self.form.answers, "kinds": kinds}

"""The blocks of a lesson: what authors make anywhere, and a question from the bank.

An **inline question** lets a learner check herself while she reads; it proves nothing and is never required. The page
names the question; which version of it learners see is frozen when the course is released.
"""

import copy
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks.stream_block import StreamValue
from wagtail.snippets.blocks import SnippetChooserBlock

from content.blocks import lesson
from courses.questions.types import is_manual

QUESTION = "question"


class QuestionChooserBlock(SnippetChooserBlock):
    """A question of the bank."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("questions.Question", **kwargs)

    def bulk_to_python(self, values: Iterable[int]) -> list[Any]:
        """With the wording, so that a page of questions costs one query; the same question twice is two objects."""
        wanted = list(values)
        found = self.model_class.objects.select_related("current").in_bulk(wanted)
        return [copy.copy(found.get(pk)) for pk in wanted]

    class Meta:
        icon = "help"


class InlineQuestionBlock(QuestionChooserBlock):
    def clean(self, value: Any) -> Any:
        """Nobody marks what is answered in a lesson."""
        found = super().clean(value)
        if found is not None and is_manual(found.kind):
            raise ValidationError(gettext("Câu do người chấm chỉ dùng trong bài kiểm tra."))
        return found

    class Meta:
        label = _("Câu hỏi tự kiểm tra")
        # What authors see in the preview; learners answer the frozen version on their own page.
        template = "blocks/question.html"


class LessonBlocks(lesson.LessonBlocks):
    question = InlineQuestionBlock()


def question_ids(body: StreamValue) -> list[int]:
    """The inline questions of ``body`` in their order, without loading any."""
    return [raw["value"] for raw in body.raw_data if raw["type"] == QUESTION and raw["value"]]

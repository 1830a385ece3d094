"""What an assessment consists of: questions of the bank, draws from it, and sections they stand in.

A **draw** takes a number of questions by their tags, difficulty and competence; which questions those are is frozen
when the course is released, which of them a learner gets when she opens an attempt. A **section** is a heading: what
follows belongs to it, up to the next one.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamValue

from courses.catalogue.blocks import QuestionChooserBlock
from courses.questions.models import Difficulty, Question

SECTION, QUESTION, DRAW = "section", "question", "draw"


def points_block() -> blocks.IntegerBlock:
    return blocks.IntegerBlock(label=_("Điểm mỗi câu"), default=1, min_value=1, max_value=100)


class SectionBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Tên phần"), max_length=160)
    intro = blocks.TextBlock(label=_("Lời dẫn"), required=False, max_length=2000, rows=2)

    class Meta:
        icon = "title"
        label = _("Phần")


class FixedQuestionBlock(blocks.StructBlock):
    question = QuestionChooserBlock(label=_("Câu hỏi"))
    points = points_block()

    class Meta:
        icon = "help"
        label = _("Câu hỏi")


class DrawBlock(blocks.StructBlock):
    count = blocks.IntegerBlock(label=_("Số câu rút"), default=5, min_value=1, max_value=200)
    tags = blocks.CharBlock(
        label=_("Có tất cả các nhãn"),
        help_text=_("Cách nhau bằng dấu phẩy; để trống là nhãn nào cũng được."),
        required=False,
        max_length=200,
    )
    difficulty = blocks.ChoiceBlock(label=_("Độ khó"), choices=Difficulty.choices, required=False)
    competence = blocks.CharBlock(label=_("Mã năng lực"), required=False, max_length=16)
    points = points_block()

    class Meta:
        icon = "order"
        label = _("Rút ngẫu nhiên từ ngân hàng")


class AssessmentParts(blocks.StreamBlock):
    section = SectionBlock()
    question = FixedQuestionBlock()
    draw = DrawBlock()


def asked_parts(parts: StreamValue) -> list[tuple[str, dict[str, Any]]]:
    """The parts as they are stored, without loading a question; what an author left empty is left out."""
    raw = [(part["type"], part["value"]) for part in parts.raw_data]
    return [(name, value) for name, value in raw if name != QUESTION or value.get("question")]


def fixed_questions(parts: StreamValue) -> list[int]:
    """The questions an author chose one by one, in their order."""
    return [value["question"] for name, value in asked_parts(parts) if name == QUESTION]


def asking(questions: Iterable[Question]) -> StreamValue:
    """Parts that ask these, each for a point."""
    block = AssessmentParts()
    raw = [{"type": QUESTION, "value": {"question": question.pk, "points": 1}} for question in questions]
    return StreamValue(block, raw, is_lazy=True)

"""``likert``: one step of a scale, an opinion or a self-assessment: no answer is right, and none earns anything.

Data: ``{"choices": [str]}``, the steps in their order; ``"feedback"`` may have a text to every step, "" for none. A
response is an index.

As lines: a step each; a line with ``>`` is what is said to the step above it.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy

from courses.questions.models import QuestionKind
from courses.questions.types.base import Data, Errors, Shuffle, components
from courses.questions.types.choice import SingleChoice, choice_problems, marked_lines, to_marked_lines
from courses.questions.types.feedback import FEEDBACK


class Likert(SingleChoice):
    kind = QuestionKind.LIKERT
    how_to_write = gettext_lazy(
        "mỗi mức của thang đo một dòng, theo thứ tự; dòng có > ở đầu là phản hồi cho mức ngay trên; câu này không "
        "tính điểm."
    )
    interaction = "likert"
    required = frozenset({"choices"})
    optional = FEEDBACK
    shuffle = Shuffle.NEVER
    scored = False
    hint = gettext_lazy("Chọn một mức. Câu này không tính điểm.")

    def problems(self, data: Data) -> Errors:
        return choice_problems(data)

    def share(self, data: Data, given: Any) -> Fraction:
        return Fraction(0)

    def with_key_of(self, data: Data, mended: Data) -> Data | None:
        return None

    def right_patterns(self, data: Data) -> list[str]:
        """None: where any answer is correct the standard leaves the property out."""
        return []

    def components(self, data: Data) -> Mapping[str, list[dict[str, Any]]]:
        return {"scale": components("c", data["choices"])}

    def right_words(self, data: Data) -> list[str]:
        return []

    def from_lines(self, lines: list[str]) -> Data:
        """A star has no meaning here."""
        return marked_lines([f"\\{line}" if line.startswith("*") else line for line in lines])[0]

    def to_lines(self, data: Data) -> list[str]:
        return to_marked_lines(data, [])

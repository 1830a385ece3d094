"""``likert``: one step of a scale, an opinion or a self-assessment: no answer is right, and none earns anything.

Data: ``{"choices": [str]}``, the steps in their order. A response is an index.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy

from courses.questions.models import QuestionKind
from courses.questions.types.base import Data, Errors, Shuffle, components, text_problems
from courses.questions.types.choice import SingleChoice


class Likert(SingleChoice):
    kind = QuestionKind.LIKERT
    how_to_write = gettext_lazy("mỗi mức của thang đo một dòng, theo thứ tự; câu này không tính điểm.")
    interaction = "likert"
    required = frozenset({"choices"})
    optional = frozenset()
    shuffle = Shuffle.NEVER
    scored = False
    hint = gettext_lazy("Chọn một mức. Câu này không tính điểm.")

    def problems(self, data: Data) -> Errors:
        return text_problems(data["choices"], 2, "choices")

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
        return {"choices": lines}

    def to_lines(self, data: Data) -> list[str]:
        return list(data["choices"])

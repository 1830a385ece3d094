"""``fill-in``: a gap, compared without surplus spaces, case and marks.

Data: ``{"accepted": [str]}``. A response is a text.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from courses.questions.models import QuestionKind
from courses.questions.types.base import (
    MAX_TEXT,
    Data,
    Errors,
    QuestionType,
    Response,
    Shown,
    plain_text,
    text_problems,
)
from mooc.foundation.vietnamese import fold


def accepted_variant(data: Data, text: str) -> str | None:
    """The accepted answer that ``text`` is a spelling of."""
    wanted = fold(text)
    return next((variant for variant in data["accepted"] if wanted and fold(variant) == wanted), None)


class FillIn(QuestionType):
    kind = QuestionKind.FILL
    interaction = "fill-in"
    required = frozenset({"accepted"})

    def problems(self, data: Data) -> Errors:
        errors = text_problems(data["accepted"], 1, "accepted")
        if not errors and not all(fold(text) for text in data["accepted"]):
            errors["accepted"] = [_("Đáp án phải có chữ hoặc số.")]
        return errors

    def well_formed(self, data: Data, response: Any) -> Response | None:
        return plain_text(response)

    def share(self, data: Data, given: Any) -> Fraction:
        return Fraction(int(accepted_variant(data, given) is not None))

    def show(self, data: Data, order: Sequence[int], given: Any, prefix: str) -> Shown:
        return Shown(text=str(given or ""))

    def read(self, data: Data, order: Sequence[int], post: QueryDict, prefix: str) -> Any:
        return post.get(prefix, "")[:MAX_TEXT]

    def right_patterns(self, data: Data) -> list[str]:
        return list(data["accepted"])

    def pattern(self, data: Data, given: Any) -> str:
        """Only the accepted spelling it stands for: what people typed stays in the attempt, where it can be erased."""
        return accepted_variant(data, str(given)) or ""

    def words(self, data: Data, given: Any) -> list[str]:
        return [given]

    def right_words(self, data: Data) -> list[str]:
        return [str(data["accepted"][0])]

    def from_lines(self, lines: list[str]) -> Data:
        return {"accepted": lines}

    def to_lines(self, data: Data) -> list[str]:
        return list(data["accepted"])

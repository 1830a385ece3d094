"""``true-false``: data ``{"choices": [str, str], "correct": 0 | 1}``, true first; a response is an index."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.questions.models import QuestionKind
from courses.questions.types.base import Data, Errors, Shuffle
from courses.questions.types.choice import SingleChoice


class TrueFalse(SingleChoice):
    kind = QuestionKind.TRUE_FALSE
    how_to_write = gettext_lazy(
        "dòng đầu là Đúng, dòng sau là Sai, đánh dấu * trước dòng đúng; dòng có > ở đầu là phản hồi cho dòng ngay trên."
    )
    interaction = "true-false"
    hint = gettext_lazy("Đúng hay sai?")
    # True comes before false everywhere.
    shuffle = Shuffle.NEVER

    def problems(self, data: Data) -> Errors:
        errors = super().problems(data)
        if not errors and len(data["choices"]) != 2:
            errors["choices"] = [_("Cần đúng hai phương án: đúng trước, sai sau.")]
        return errors

    def pattern(self, data: Data, given: Any) -> str:
        return "true" if given == 0 else "false"

    def components(self, data: Data) -> Mapping[str, list[dict[str, Any]]]:
        return {}

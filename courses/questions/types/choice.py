"""``choice``: one of several, or all the right ones among several.

Data: ``{"choices": [str], "correct": int}``, or ``"correct": [int]`` where several are right. A response is an index,
or a sorted list of them.
"""

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.questions.models import QuestionKind
from courses.questions.types.base import (
    Data,
    Errors,
    QuestionType,
    Response,
    Shown,
    components,
    is_index,
    options,
    original,
    text_problems,
)

# What no marked line stands for; the validation then names what is missing.
NOTHING = -1
_STARRED = re.compile(r"\\*\*")
_ESCAPED = re.compile(r"\\+\*")


def marked_lines(lines: list[str]) -> tuple[list[str], list[int]]:
    """The choices, and which of them begin with ``*`` (``\\*`` for a text that begins with a star itself)."""
    marked = [index for index, line in enumerate(lines) if line.startswith("*")]
    return [_unescape(line[1:].strip() if line.startswith("*") else line) for line in lines], marked


def to_marked_lines(choices: list[str], correct: Sequence[int]) -> list[str]:
    return [("* " if index in correct else "") + _escape(text) for index, text in enumerate(choices)]


def _escape(text: str) -> str:
    return "\\" + text if _STARRED.match(text) else text


def _unescape(text: str) -> str:
    return text[1:] if _ESCAPED.match(text) else text


class SingleChoice(QuestionType):
    kind = QuestionKind.SINGLE
    how_to_write = gettext_lazy("mỗi phương án một dòng, đánh dấu * trước phương án đúng.")
    interaction = "choice"
    required = frozenset({"choices", "correct"})

    def problems(self, data: Data) -> Errors:
        errors = text_problems(data["choices"], 2, "choices")
        if not errors and not is_index(data["correct"], len(data["choices"])):
            errors["correct"] = [_("Đánh dấu đúng một phương án đúng.")]
        return errors

    def well_formed(self, data: Data, response: Any) -> Response | None:
        return response if is_index(response, len(data["choices"])) else None

    def share(self, data: Data, given: Any) -> Fraction:
        return Fraction(int(given == data["correct"]))

    def show(self, data: Data, order: Sequence[int], given: Any, prefix: str) -> Shown:
        return Shown(options=options(data["choices"], order, [given]))

    def read(self, data: Data, order: Sequence[int], post: QueryDict, prefix: str) -> Any:
        return original(post.get(prefix), order)

    def right_patterns(self, data: Data) -> list[str]:
        return [self.pattern(data, data["correct"])]

    def pattern(self, data: Data, given: Any) -> str:
        return f"c{given}"

    def components(self, data: Data) -> Mapping[str, list[dict[str, Any]]]:
        return {"choices": components("c", data["choices"])}

    def words(self, data: Data, given: Any) -> list[str]:
        return [data["choices"][given]]

    def right_words(self, data: Data) -> list[str]:
        return self.words(data, data["correct"])

    def from_lines(self, lines: list[str]) -> Data:
        choices, marked = marked_lines(lines)
        return {"choices": choices, "correct": marked[0] if len(marked) == 1 else NOTHING}

    def to_lines(self, data: Data) -> list[str]:
        return to_marked_lines(data["choices"], [data["correct"]])


class MultipleChoice(QuestionType):
    kind = QuestionKind.MULTIPLE
    how_to_write = gettext_lazy("mỗi phương án một dòng, đánh dấu * trước từng phương án đúng.")
    interaction = "choice"
    required = frozenset({"choices", "correct"})

    def problems(self, data: Data) -> Errors:
        errors, correct = text_problems(data["choices"], 2, "choices"), data["correct"]
        if errors:
            return errors
        right = isinstance(correct, list) and all(is_index(part, len(data["choices"])) for part in correct)
        if not right or not correct or len(set(correct)) < len(correct):
            errors["correct"] = [_("Đánh dấu ít nhất một phương án đúng, mỗi phương án một lần.")]
        return errors

    def well_formed(self, data: Data, response: Any) -> Response | None:
        size = len(data["choices"])
        if not isinstance(response, list) or not all(is_index(part, size) for part in response):
            return None
        return sorted(set(response)) or None

    def share(self, data: Data, given: Any) -> Fraction:
        """All the right ones and no other."""
        return Fraction(int(set(given) == set(data["correct"])))

    def show(self, data: Data, order: Sequence[int], given: Any, prefix: str) -> Shown:
        return Shown(options=options(data["choices"], order, given or []))

    def read(self, data: Data, order: Sequence[int], post: QueryDict, prefix: str) -> Any:
        indices = [original(value, order) for value in post.getlist(prefix)]
        return [index for index in indices if index is not None]

    def right_patterns(self, data: Data) -> list[str]:
        return [self.pattern(data, data["correct"])]

    def pattern(self, data: Data, given: Any) -> str:
        return "[,]".join(f"c{index}" for index in given)

    def components(self, data: Data) -> Mapping[str, list[dict[str, Any]]]:
        return {"choices": components("c", data["choices"])}

    def words(self, data: Data, given: Any) -> list[str]:
        return [data["choices"][index] for index in given]

    def right_words(self, data: Data) -> list[str]:
        return self.words(data, sorted(data["correct"]))

    def from_lines(self, lines: list[str]) -> Data:
        choices, marked = marked_lines(lines)
        return {"choices": choices, "correct": marked}

    def to_lines(self, data: Data) -> list[str]:
        return to_marked_lines(data["choices"], data["correct"])

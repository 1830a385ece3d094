"""``choice``: one of several, or all the right ones among several.

Data: ``{"choices": [str], "correct": int}``, or ``"correct": [int]`` where several are right, then with ``"credit"``
``"all"`` (default) or ``"partial"``; ``"feedback"`` may have a text to every choice, "" for none. A response is an
index, or a sorted list of them.

As lines: a choice each, ``*`` before a right one; a line with ``>`` is what is said to the choice above it.
"""

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, ClassVar

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
    places_of,
    text_problems,
)
from courses.questions.types.credit import Credit, credit_problems, join_credit, split_credit, with_credit_of
from courses.questions.types.feedback import FEEDBACK, is_feedback, with_feedback, with_feedback_of

# What no marked line stands for; the validation then names what is missing.
NOTHING = -1
# A text that begins with a mark itself is written with a backslash before it.
_MARKED = re.compile(r"\\*[*>]")
_ESCAPED = re.compile(r"\\+[*>]")
CHOICES_PARTS = frozenset({"choices", "correct"})


def marked_lines(lines: list[str]) -> tuple[Data, list[int]]:
    """The choices with what is said to them, and which of them are right."""
    choices: list[str] = []
    said: dict[int, str] = {}
    marked: list[int] = []
    for line in lines:
        if line.startswith(">") and choices:
            said[len(choices) - 1] = " ".join([said.get(len(choices) - 1, ""), line[1:].strip()]).strip()
            continue
        if line.startswith("*"):
            marked.append(len(choices))
        choices.append(_unescape(line[1:].strip() if line.startswith("*") else line))
    return with_feedback({"choices": choices}, [said.get(index, "") for index in range(len(choices))]), marked


def to_marked_lines(data: Data, correct: Sequence[int]) -> list[str]:
    said = data.get("feedback", [])
    lines = []
    for index, text in enumerate(data["choices"]):
        lines.append(("* " if index in correct else "") + _escape(text))
        lines += [f"> {said[index]}"] if said and said[index] else []
    return lines


def choice_problems(data: Data) -> Errors:
    errors, said = text_problems(data["choices"], 2, "choices"), data.get("feedback")
    if errors or said is None:
        return errors
    if not is_feedback(said, len(data["choices"])):
        return {"feedback": [_("Phản hồi gồm một dòng cho mỗi phương án, để trống nếu không có.")]}
    return {}


def said_to(data: Data, chosen: Sequence[int]) -> list[str]:
    said = data.get("feedback", [])
    return [said[index] for index in chosen if said and said[index]]


def _escape(text: str) -> str:
    return "\\" + text if _MARKED.match(text) else text


def _unescape(text: str) -> str:
    return text[1:] if _ESCAPED.match(text) else text


class SingleChoice(QuestionType):
    kind = QuestionKind.SINGLE
    how_to_write = gettext_lazy(
        "mỗi phương án một dòng, đánh dấu * trước phương án đúng; dòng có > ở đầu là phản hồi cho phương án ngay trên."
    )
    interaction = "choice"
    required = CHOICES_PARTS
    optional = FEEDBACK
    # What the page asks her to do.
    hint: ClassVar[Any] = gettext_lazy("Chọn một phương án.")

    @property
    def template(self) -> str:
        """One page for all that are answered by one index."""
        return "questions/single.html"

    def problems(self, data: Data) -> Errors:
        errors = choice_problems(data)
        if not errors and not is_index(data["correct"], len(data["choices"])):
            errors["correct"] = [_("Đánh dấu đúng một phương án đúng.")]
        return errors

    def well_formed(self, data: Data, response: Any) -> Response | None:
        return response if is_index(response, len(data["choices"])) else None

    def share(self, data: Data, given: Any) -> Fraction:
        return Fraction(int(given == data["correct"]))

    def show(self, data: Data, order: Sequence[int], given: Any, prefix: str) -> Shown:
        return Shown(options=options(data["choices"], order, [given]), hint=str(self.hint))

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

    def with_key_of(self, data: Data, mended: Data) -> Data | None:
        places = places_of(data["choices"], mended["choices"])
        if places is None:
            return None
        return {**with_feedback_of(data, mended, places), "correct": places[mended["correct"]]}

    def feedback(self, data: Data, given: Any) -> list[str]:
        return said_to(data, [given])

    def from_lines(self, lines: list[str]) -> Data:
        data, marked = marked_lines(lines)
        return {**data, "correct": marked[0] if len(marked) == 1 else NOTHING}

    def to_lines(self, data: Data) -> list[str]:
        return to_marked_lines(data, [data["correct"]])


class MultipleChoice(QuestionType):
    kind = QuestionKind.MULTIPLE
    how_to_write = gettext_lazy(
        "mỗi phương án một dòng, đánh dấu * trước từng phương án đúng; dòng có > ở đầu là phản hồi cho phương án ngay "
        "trên; thêm dòng # điểm: từng phần để chọn thiếu vẫn được một phần điểm, mỗi phương án sai trừ đi một phương "
        "án đúng."
    )
    interaction = "choice"
    required = CHOICES_PARTS
    optional = FEEDBACK | {"credit"}

    def problems(self, data: Data) -> Errors:
        errors, correct = {**choice_problems(data), **credit_problems(data)}, data["correct"]
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
        """All the right ones and no other; by parts the right ones less the wrong ones, and never below nothing."""
        right, chosen = set(data["correct"]), set(given)
        if data.get("credit", Credit.ALL) == Credit.ALL:
            return Fraction(int(chosen == right))
        return Fraction(max(0, len(chosen & right) - len(chosen - right)), len(right))

    def show(self, data: Data, order: Sequence[int], given: Any, prefix: str) -> Shown:
        hint = _("Chọn tất cả phương án đúng.")
        if data.get("credit") == Credit.PARTIAL:
            hint = _("Chọn tất cả phương án đúng. Mỗi phương án sai trừ đi một phương án đúng.")
        return Shown(options=options(data["choices"], order, given or []), hint=hint)

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

    def with_key_of(self, data: Data, mended: Data) -> Data | None:
        places = places_of(data["choices"], mended["choices"])
        if places is None:
            return None
        kept = with_credit_of(with_feedback_of(data, mended, places), mended)
        return {**kept, "correct": sorted(places[index] for index in mended["correct"])}

    def feedback(self, data: Data, given: Any) -> list[str]:
        return said_to(data, given)

    def from_lines(self, lines: list[str]) -> Data:
        answers, credit = split_credit(lines)
        data, marked = marked_lines(answers)
        return {**data, "correct": marked, **credit}

    def to_lines(self, data: Data) -> list[str]:
        return join_credit(to_marked_lines(data, data["correct"]), self.kind, data)

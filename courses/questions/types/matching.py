"""``matching``: each left side goes with one right side; a right side may serve twice, or not at all.

Data: ``{"left": [str], "right": [str], "correct": [[left, right]]}``, with ``"credit"`` ``"partial"`` (default) or
``"all"``; ``"feedback"`` may have a text to every left side, "" for none, said where it was matched wrongly. A response
is a list of such pairs, sorted by their left sides, with one partner at most for each.
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
    Row,
    Shown,
    Shuffle,
    components,
    is_index,
    options,
    original,
    places_of,
    text_problems,
)
from courses.questions.types.credit import Credit, credit_problems, join_credit, split_credit, whole, with_credit_of
from courses.questions.types.feedback import (
    FEEDBACK,
    feedback_of,
    is_feedback,
    join_feedback,
    split_feedback,
    with_feedback,
    with_feedback_of,
)

_EQUALS = re.compile(r"(?<!\\)=")


class Matching(QuestionType):
    kind = QuestionKind.MATCH
    how_to_write = gettext_lazy(
        "mỗi cặp một dòng, viết vế trái = vế phải; dòng có > ở đầu là phản hồi khi nối sai vế trái ngay trên; dòng "
        "chỉ có = vế phải là phần không nối với gì; thêm dòng # điểm: trọn câu để chỉ cho điểm khi đúng hết."
    )
    interaction = "matching"
    required = frozenset({"left", "right", "correct"})
    optional = FEEDBACK | {"credit"}
    shuffle = Shuffle.ALWAYS

    def problems(self, data: Data) -> Errors:
        errors = {**text_problems(data["left"], 2, "left"), **text_problems(data["right"], 2, "right")}
        errors |= credit_problems(data)
        if errors:
            return errors
        pairs, size = data["correct"], (len(data["left"]), len(data["right"]))
        shaped = isinstance(pairs, list) and all(_is_pair(pair, size) for pair in pairs)
        if not shaped or sorted(left for left, right in pairs) != list(range(size[0])):
            errors["correct"] = [_("Mỗi vế trái phải nối với đúng một vế phải.")]
        if "feedback" in data and not is_feedback(data["feedback"], size[0]):
            errors["feedback"] = [
                _(
                    "Phản hồi gồm một dòng cho mỗi vế trái, để trống nếu không có; phần không nối với gì không có "
                    "phản hồi."
                )
            ]
        return errors

    def well_formed(self, data: Data, response: Any) -> Response | None:
        if not isinstance(response, list):
            return None
        found: dict[int, int] = {}
        for pair in response:
            if not _is_pair(pair, (len(data["left"]), len(data["right"]))):
                return None
            left, right = pair
            if found.setdefault(left, right) != right:
                return None
        return [[left, right] for left, right in sorted(found.items())] or None

    def share(self, data: Data, given: Any) -> Fraction:
        """By right pairs."""
        wanted = {tuple(pair) for pair in data["correct"]}
        share = Fraction(sum(tuple(pair) in wanted for pair in given), len(wanted))
        return whole(share) if data.get("credit") == Credit.ALL else share

    def things_to_order(self, data: Data) -> int:
        return len(data["right"])

    def show(self, data: Data, order: Sequence[int], given: Any, prefix: str) -> Shown:
        partner = dict(given or [])
        rows = [
            Row(f"{prefix}-{left}", text, options(data["right"], order, [partner.get(left)]))
            for left, text in enumerate(data["left"])
        ]
        return Shown(rows=rows)

    def read(self, data: Data, order: Sequence[int], post: QueryDict, prefix: str) -> Any:
        partners = [original(post.get(f"{prefix}-{left}"), order) for left in range(len(data["left"]))]
        return [[left, right] for left, right in enumerate(partners) if right is not None]

    def with_key_of(self, data: Data, mended: Data) -> Data | None:
        lefts, rights = (places_of(data[side], mended[side]) for side in ("left", "right"))
        if lefts is None or rights is None:
            return None
        pairs = sorted([lefts[left], rights[right]] for left, right in mended["correct"])
        return {**with_credit_of(with_feedback_of(data, mended, lefts), mended), "correct": pairs}

    def right_patterns(self, data: Data) -> list[str]:
        return [self.pattern(data, data["correct"])]

    def pattern(self, data: Data, given: Any) -> str:
        return "[,]".join(f"l{left}[.]r{right}" for left, right in given)

    def components(self, data: Data) -> Mapping[str, list[dict[str, Any]]]:
        return {"source": components("l", data["left"]), "target": components("r", data["right"])}

    def words(self, data: Data, given: Any) -> list[str]:
        return [f"{data['left'][left]} → {data['right'][right]}" for left, right in given]

    def right_words(self, data: Data) -> list[str]:
        return self.words(data, sorted(data["correct"]))

    def feedback(self, data: Data, given: Any) -> list[str]:
        """To the left sides that were matched wrongly."""
        said = feedback_of(data, len(data["left"]))
        return [said[pair[0]] for pair in given if pair not in data["correct"] and said[pair[0]]]

    def from_lines(self, lines: list[str]) -> Data:
        """``left = right`` (``\\=`` for an equals sign within the left side); without a left side, a right side that
        goes with none."""
        answers, credit = split_credit(lines)
        answers, said = split_feedback(answers)
        cut = [[part.strip() for part in _EQUALS.split(line, maxsplit=1)] for line in answers]
        sides = [(first.replace("\\=", "="), "".join(second)) for first, *second in cut]
        return {**from_pairs(sides, said), **credit}

    def to_lines(self, data: Data) -> list[str]:
        lines = [
            f"{left.replace('=', chr(92) + '=')} = {right}" if left else f"= {right}" for left, right in to_pairs(data)
        ]
        return join_credit(join_feedback(lines, said_to_pairs(data)), self.kind, data)


def from_pairs(sides: Sequence[tuple[str, str]], said: Sequence[str] = ()) -> Data:
    """The data of such pairs, each right side once; one without a left side goes with none.

    What is ``said`` to one that goes with none has no place: it stands beyond the left sides, for the validation.
    """
    left: list[str] = []
    right: list[str] = []
    correct: list[list[int]] = []
    to_left: list[str] = []
    to_none: list[str] = []
    for (first, second), words in zip(sides, said or [""] * len(sides), strict=True):
        if second not in right:
            right.append(second)
        if first:
            correct.append([len(left), right.index(second)])
            left.append(first)
            to_left.append(words)
        elif words:
            to_none.append(words)
    return with_feedback({"left": left, "right": right, "correct": correct}, [*to_left, *to_none])


def to_pairs(data: Data) -> list[tuple[str, str]]:
    """``from_pairs`` gives back the same answers."""
    used = {right for _left, right in data["correct"]}
    pairs = [(data["left"][left], data["right"][right]) for left, right in data["correct"]]
    return [*pairs, *(("", text) for index, text in enumerate(data["right"]) if index not in used)]


def said_to_pairs(data: Data) -> list[str]:
    """To each of ``to_pairs``."""
    said = feedback_of(data, len(data["left"]))
    told = [said[left] for left, _right in data["correct"]]
    return [*told, *[""] * (len(to_pairs(data)) - len(told))]


def _is_pair(pair: Any, size: tuple[int, int]) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and all(map(is_index, pair, size))

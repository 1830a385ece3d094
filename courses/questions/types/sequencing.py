"""``sequencing``: steps put in order.

Data: ``{"choices": [str], "correct": [int]}``, the indices in the right order, with ``"credit"`` ``"partial"``
(default) or ``"all"``. A response has one place per step, None where nothing was chosen yet.
"""

from collections import Counter
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


class Sequencing(QuestionType):
    kind = QuestionKind.ORDER
    how_to_write = gettext_lazy(
        "mỗi bước một dòng, theo thứ tự đúng; thêm dòng # điểm: trọn câu để chỉ cho điểm khi đúng hết."
    )
    interaction = "sequencing"
    required = frozenset({"choices", "correct"})
    optional = frozenset({"credit"})
    shuffle = Shuffle.ALWAYS

    def problems(self, data: Data) -> Errors:
        errors, correct = {**text_problems(data["choices"], 2, "choices"), **credit_problems(data)}, data["correct"]
        if errors:
            return errors
        size = len(data["choices"])
        right = isinstance(correct, list) and all(is_index(part, size) for part in correct)
        if not right or len(correct) != size or len(set(correct)) < size:
            errors["correct"] = [_("Thứ tự đúng phải gồm mỗi bước một lần.")]
        return errors

    def well_formed(self, data: Data, response: Any) -> Response | None:
        size = len(data["choices"])
        if not isinstance(response, list) or len(response) != size:
            return None
        if not all(part is None or is_index(part, size) for part in response):
            return None
        return response if any(part is not None for part in response) else None

    def share(self, data: Data, given: Any) -> Fraction:
        """By right places. A step put in two places is in none: the same one everywhere would always earn something."""
        times = Counter(given)
        right = sum(times[got] == 1 and got == wanted for got, wanted in zip(given, data["correct"], strict=True))
        share = Fraction(right, len(data["correct"]))
        return whole(share) if data.get("credit") == Credit.ALL else share

    def show(self, data: Data, order: Sequence[int], given: Any, prefix: str) -> Shown:
        places = given or [None] * len(order)
        rows = [
            Row(f"{prefix}-{place}", str(place + 1), options(data["choices"], order, [chosen]))
            for place, chosen in enumerate(places)
        ]
        return Shown(rows=rows)

    def read(self, data: Data, order: Sequence[int], post: QueryDict, prefix: str) -> Any:
        return [original(post.get(f"{prefix}-{place}"), order) for place in range(len(data["choices"]))]

    def with_key_of(self, data: Data, mended: Data) -> Data | None:
        places = places_of(data["choices"], mended["choices"])
        if places is None:
            return None
        return {**with_credit_of(data, mended), "correct": [places[index] for index in mended["correct"]]}

    def right_patterns(self, data: Data) -> list[str]:
        return [self.pattern(data, data["correct"])]

    def pattern(self, data: Data, given: Any) -> str:
        return "[,]".join(f"c{index}" for index in given if index is not None)

    def components(self, data: Data) -> Mapping[str, list[dict[str, Any]]]:
        return {"choices": components("c", data["choices"])}

    def words(self, data: Data, given: Any) -> list[str]:
        return [f"{place}. {data['choices'][index]}" for place, index in enumerate(given, 1) if index is not None]

    def right_words(self, data: Data) -> list[str]:
        return self.words(data, data["correct"])

    def from_lines(self, lines: list[str]) -> Data:
        steps, credit = split_credit(lines)
        return {"choices": steps, "correct": list(range(len(steps))), **credit}

    def to_lines(self, data: Data) -> list[str]:
        return join_credit([data["choices"][index] for index in data["correct"]], self.kind, data)

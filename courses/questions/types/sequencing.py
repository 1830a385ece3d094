"""``sequencing``: steps put in order.

Data: ``{"choices": [str], "correct": [int]}``, the indices in the right order, with ``"credit"`` ``"partial"``
(default) or ``"all"``; ``"feedback"`` may have a text to every step of ``choices``, "" for none, said where it was put
out of its place. A response has one place per step, None where nothing was chosen yet.
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
from courses.questions.types.feedback import (
    FEEDBACK,
    feedback_of,
    is_feedback,
    join_feedback,
    split_feedback,
    with_feedback,
    with_feedback_of,
)


class Sequencing(QuestionType):
    kind = QuestionKind.ORDER
    how_to_write = gettext_lazy(
        "mỗi bước một dòng, theo thứ tự đúng; dòng có > ở đầu là phản hồi khi đặt sai chỗ bước ngay trên; thêm dòng "
        "# điểm: trọn câu để chỉ cho điểm khi đúng hết."
    )
    interaction = "sequencing"
    required = frozenset({"choices", "correct"})
    optional = FEEDBACK | {"credit"}
    shuffle = Shuffle.ALWAYS

    def problems(self, data: Data) -> Errors:
        errors, correct = {**text_problems(data["choices"], 2, "choices"), **credit_problems(data)}, data["correct"]
        if errors:
            return errors
        size = len(data["choices"])
        right = isinstance(correct, list) and all(is_index(part, size) for part in correct)
        if not right or len(correct) != size or len(set(correct)) < size:
            errors["correct"] = [_("Thứ tự đúng phải gồm mỗi bước một lần.")]
        if "feedback" in data and not is_feedback(data["feedback"], size):
            errors["feedback"] = [_("Phản hồi gồm một dòng cho mỗi bước, để trống nếu không có.")]
        return errors

    def well_formed(self, data: Data, response: Any) -> Response | None:
        size = len(data["choices"])
        if not isinstance(response, list) or len(response) != size:
            return None
        if not all(part is None or is_index(part, size) for part in response):
            return None
        return response if any(part is not None for part in response) else None

    def share(self, data: Data, given: Any) -> Fraction:
        """By right places."""
        share = Fraction(len(_in_place(data, given)), len(data["correct"]))
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
        kept = with_credit_of(with_feedback_of(data, mended, places), mended)
        return {**kept, "correct": [places[index] for index in mended["correct"]]}

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

    def feedback(self, data: Data, given: Any) -> list[str]:
        """To the steps that were put out of their places, each once, in the order they were put in."""
        said, in_place = feedback_of(data, len(data["choices"])), _in_place(data, given)
        astray = dict.fromkeys(step for step in given if step is not None and step not in in_place)
        return [said[step] for step in astray if said[step]]

    def from_lines(self, lines: list[str]) -> Data:
        answers, credit = split_credit(lines)
        steps, said = split_feedback(answers)
        return {**with_feedback({"choices": steps, "correct": list(range(len(steps)))}, said), **credit}

    def to_lines(self, data: Data) -> list[str]:
        said = feedback_of(data, len(data["choices"]))
        steps = [(data["choices"][index], said[index]) for index in data["correct"]]
        return join_credit(join_feedback(*zip(*steps, strict=True)), self.kind, data)


def _in_place(data: Data, given: Sequence[int | None]) -> set[int]:
    """The steps in their places. One put in two is in none: the same one everywhere would always earn something."""
    times = Counter(given)
    return {wanted for got, wanted in zip(given, data["correct"], strict=True) if got == wanted and times[got] == 1}

"""``performance``: steps somebody sees a learner do, on site; she answers nothing herself.

Data: ``{"steps": [{"text": str, "points": int, "required": bool}]}``, and ``"guidance"`` for assessors where there is
any. A judgement is the sorted list of the steps that were done; one that is required and was not done takes all points.

As lines: a step each, ``*`` before a required one, ``= điểm`` behind one for other than one point.
"""

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.questions.models import QuestionKind
from courses.questions.types.base import Data, Errors, Row, Shown, components, is_index, text_problems
from courses.questions.types.by_hand import (
    ByHand,
    Judged,
    Judgement,
    guidance_problems,
    is_points,
    join_guidance,
    split_guidance,
)
from courses.questions.types.essay import as_count

MOST_STEPS = 40
_MARKED = re.compile(r"\\*\*")
_ESCAPED = re.compile(r"\\+\*")


class Performance(ByHand):
    kind = QuestionKind.PERFORMANCE
    how_to_write = gettext_lazy(
        "mỗi bước được quan sát một dòng, đánh dấu * trước bước bắt buộc; viết = điểm ở cuối khi bước đáng giá hơn một "
        "điểm; dòng có > ở đầu là hướng dẫn cho người quan sát."
    )
    interaction = "performance"
    required = frozenset({"steps"})
    optional = frozenset({"guidance"})
    answered = False

    def problems(self, data: Data) -> Errors:
        steps, errors = data["steps"], guidance_problems(data)
        if not isinstance(steps, list) or not 1 <= len(steps) <= MOST_STEPS:
            return {**errors, "steps": [_("Cần từ 1 đến %d bước.") % MOST_STEPS]}
        if not all(isinstance(one, dict) and set(one) == {"text", "points", "required"} for one in steps):
            return {**errors, "steps": [_("Mỗi bước gồm lời mô tả, số điểm và có bắt buộc hay không.")]}
        errors |= text_problems([one["text"] for one in steps], 1, "steps")
        if not all(is_points(one["points"], 1) and isinstance(one["required"], bool) for one in steps):
            errors["steps"] = [_("Mỗi bước có số điểm từ 1 đến 100.")]
        return errors

    def show(self, data: Data, order: Sequence[int], given: Any, prefix: str) -> Shown:
        """What will be looked at."""
        rows = [Row("", one["text"], text=_("bắt buộc") if one["required"] else "") for one in data["steps"]]
        return Shown(rows=rows)

    def read(self, data: Data, order: Sequence[int], post: QueryDict, prefix: str) -> Any:
        return None

    def right_patterns(self, data: Data) -> list[str]:
        return [self.judged_pattern(data, list(range(len(data["steps"]))))]

    def pattern(self, data: Data, given: Any) -> str:
        return ""

    def judged_pattern(self, data: Data, judgement: Judgement) -> str:
        """Of every step 1 where it was done, 0 where it was not."""
        return "[,]".join(f"s{index}[.]{int(index in judgement)}" for index in range(len(data["steps"])))

    def components(self, data: Data) -> Mapping[str, list[dict[str, Any]]]:
        return {"steps": components("s", [one["text"] for one in data["steps"]])}

    def words(self, data: Data, given: Any) -> list[str]:
        return []

    def judgement(self, data: Data, value: Any) -> Judgement | None:
        """No step at all is one too."""
        if not isinstance(value, list) or not all(is_index(step, len(data["steps"])) for step in value):
            return None
        return sorted(set(value))

    def judged_share(self, data: Data, judgement: Judgement) -> Fraction:
        if any(one["required"] and index not in judgement for index, one in enumerate(data["steps"])):
            return Fraction(0)
        return Fraction(sum(data["steps"][index]["points"] for index in judgement), self.total(data))

    def judged(self, data: Data, judgement: Judgement) -> list[Judged]:
        return [_judged(one, index in judgement) for index, one in enumerate(data["steps"])]

    def total(self, data: Data) -> int:
        return sum(one["points"] for one in data["steps"])

    def from_lines(self, lines: list[str]) -> Data:
        parts, data = split_guidance(lines)
        return {"steps": [_step(part) for part in parts], **data}

    def to_lines(self, data: Data) -> list[str]:
        parts = [
            ("* " if one["required"] else "")
            + ("\\" if _MARKED.match(one["text"]) else "")
            + f"{one['text']} = {one['points']}"
            for one in data["steps"]
        ]
        return join_guidance(parts, data)


def _step(line: str) -> Data:
    required = line.startswith("*")
    text = line[1:].strip() if required else line
    text = text[1:] if _ESCAPED.match(text) else text
    before, equals, behind = text.rpartition("=")
    points = as_count(behind) if equals else ""
    told = isinstance(points, int)
    return {"text": before.strip() if told else text, "points": points if told else 1, "required": required}


def _judged(step: Data, done: bool) -> Judged:
    words = _("đã làm") if done else _("bước bắt buộc, chưa làm") if step["required"] else _("chưa làm")
    return Judged(step["text"], words, step["points"] if done else 0, step["points"])

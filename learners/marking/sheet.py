"""The sheet a marker fills in: a choice for each criterion, or a tick for each step seen; what comes back from it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from courses.questions.models import QuestionKind, QuestionVersion
from courses.questions.types.by_hand import Judgement

CRITERION, STEP = "tieu-chi-", "buoc"
COMMENT, SEEN, REASON = "nhan-xet", "lan", "ly-do"
# Of what is seen on site nothing long is written: it would soon be about residents.
LONGEST_COMMENT, LONGEST_NOTE, LONGEST_REASON = 2000, 300, 300


@dataclass(frozen=True, slots=True)
class Choice:
    value: int
    text: str
    points: int
    chosen: bool
    required: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A criterion of a rubric, or all steps together (``several``)."""

    name: str
    title: str
    choices: list[Choice] = field(default_factory=list)
    several: bool = False


def is_seen(version: QuestionVersion) -> bool:
    return version.question.kind == QuestionKind.PERFORMANCE


def longest_comment(version: QuestionVersion) -> int:
    return LONGEST_NOTE if is_seen(version) else LONGEST_COMMENT


def parts(version: QuestionVersion, given: Sequence[int | None]) -> list[Part]:
    """``given`` is a judgement, or what there is of one so far."""
    if is_seen(version):
        steps = [
            Choice(index, one["text"], one["points"], index in given, one["required"])
            for index, one in enumerate(version.data["steps"])
        ]
        return [Part(STEP, _("Các bước đã thấy làm"), steps, several=True)]
    criteria = version.data["criteria"]
    chosen = list(given) if len(given) == len(criteria) else [None] * len(criteria)
    return [
        Part(
            f"{CRITERION}{place}",
            one["name"],
            [
                Choice(index, level["words"], level["points"], index == chosen[place])
                for index, level in enumerate(one["levels"])
            ],
        )
        for place, one in enumerate(criteria)
    ]


def read(version: QuestionVersion, post: QueryDict) -> Judgement:
    """What was posted; a criterion without a choice is None. Not necessarily a judgement."""
    if is_seen(version):
        return sorted({number for number in map(_number, post.getlist(STEP)) if number is not None})
    return [_number(post.get(f"{CRITERION}{place}", "")) for place in range(len(version.data["criteria"]))]


def _number(text: Any) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None

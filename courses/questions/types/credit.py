"""What an answer earns that is right in part: its share (``partial``), or nothing (``all``)."""

from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction

from django.utils.translation import gettext as _

from courses.questions.models import QuestionKind
from courses.questions.types import directives
from courses.questions.types.base import Data, Errors


class Credit(StrEnum):
    ALL = "all"
    PARTIAL = "partial"


NAMES = {Credit.ALL: directives.WHOLE, Credit.PARTIAL: directives.BY_PARTS}

# By kind, where nothing is said.
USUAL = {QuestionKind.MULTIPLE: Credit.ALL, QuestionKind.ORDER: Credit.PARTIAL, QuestionKind.MATCH: Credit.PARTIAL}


def is_usual(kind: str, data: Data) -> bool:
    return "credit" not in data or data["credit"] == USUAL[QuestionKind(kind)]


def credit_problems(data: Data) -> Errors:
    if data.get("credit", Credit.ALL) in list(Credit):
        return {}
    return {"credit": [_("Dòng “điểm” là một trong: %s.") % ", ".join(NAMES.values())]}


def whole(share: Fraction) -> Fraction:
    return Fraction(int(share == 1))


def with_credit_of(data: Data, mended: Data) -> Data:
    kept = {name: value for name, value in data.items() if name != "credit"}
    return {**kept, "credit": mended["credit"]} if "credit" in mended else kept


def split_credit(lines: Iterable[str]) -> tuple[list[str], Data]:
    """The answers of an author, and the part of the data that says what they earn."""
    answers, said = directives.split(lines, [directives.EARNS])
    if directives.EARNS not in said:
        return answers, {}
    value = ", ".join(said[directives.EARNS])
    return answers, {"credit": next((str(one) for one, name in NAMES.items() if directives.same(name, value)), value)}


def join_credit(lines: Iterable[str], kind: QuestionKind, data: Data) -> list[str]:
    said = {} if is_usual(kind, data) else {directives.EARNS: [NAMES[Credit(data["credit"])]]}
    return directives.join(lines, [directives.EARNS], said)

"""``fill-in``: a gap or several, each with its accepted variants.

Data: ``{"blanks": [[variant]], "folding": ["case", "space", "marks"]}``; ``"feedback"`` may have a text to every gap,
"" for none, said where something else was typed. Folding says what makes no difference between
a variant and what is typed; left out, none of the three does. Spaces around an answer never do. In a prompt three or
more underscores mark a gap. A response has one text per gap, None where nothing was typed.
"""

import math
import re
import unicodedata
from collections.abc import Collection, Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import product
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.questions.models import QuestionKind
from courses.questions.types import directives
from courses.questions.types.base import MAX_TEXT, Data, Errors, QuestionType, Response, Row, Shown, plain_text
from courses.questions.types.directives import CASE, DISTINGUISHES, MARKS, SPACE
from courses.questions.types.feedback import (
    FEEDBACK,
    feedback_of,
    is_feedback,
    join_feedback,
    split_feedback,
    with_feedback,
)
from courses.questions.types.variants import joined, split
from mooc.foundation.vietnamese import fold, without_marks

MAX_BLANKS = 20
# The right responses are listed one by one; where they would be more than these, the standard's advice is to list none.
MAX_PATTERNS = 64
_GAP = re.compile("_{3,}")
# What the notation of the standard would not read as part of an answer.
_NOTATION = re.compile(r"\[,\]|^\{(?:case_matters|order_matters|lang)=")


class Folding(StrEnum):
    CASE = "case"
    SPACE = "space"
    MARKS = "marks"


NAMES = {Folding.CASE: CASE, Folding.SPACE: SPACE, Folding.MARKS: MARKS}
# As a folded line has them.
_FOLDED_NAMES = {fold(name): part for part, name in NAMES.items()}


def folding_of(data: Data) -> frozenset[str]:
    return frozenset(data.get("folding", tuple(Folding)))


def spelling(text: str, folding: Collection[str]) -> str:
    """What of ``text`` makes a difference. How a computer composes a letter with its marks never does."""
    plain = without_marks(text) if Folding.MARKS in folding else unicodedata.normalize("NFC", text)
    plain = plain.lower() if Folding.CASE in folding else plain
    return " ".join(plain.split()) if Folding.SPACE in folding else plain.strip()


def accepted_variant(variants: Sequence[str], text: str | None, folding: Collection[str]) -> str | None:
    """The accepted answer that ``text`` is a spelling of."""
    wanted = spelling(text or "", folding)
    return next((variant for variant in variants if wanted and spelling(variant, folding) == wanted), None)


class FillIn(QuestionType):
    kind = QuestionKind.FILL
    how_to_write = gettext_lazy(
        "mỗi chỗ trống một dòng, các đáp án được chấp nhận cách nhau bằng dấu |; dòng có > ở đầu là phản hồi khi điền "
        "sai chỗ trống ngay trên; có nhiều chỗ trống thì đánh dấu từng "
        "chỗ trong câu hỏi bằng ___; thêm dòng # phân biệt: hoa thường, dấu, khoảng trắng khi cần chấm chặt hơn."
    )
    interaction = "fill-in"
    required = frozenset({"blanks"})
    optional = FEEDBACK | {"folding"}

    def problems(self, data: Data) -> Errors:
        folding = data.get("folding", [])
        if not isinstance(folding, list) or not all(part in list(Folding) for part in folding):
            return {"folding": [_("Dòng “phân biệt” chỉ gồm: %s.") % ", ".join(NAMES.values())]}
        blanks = data["blanks"]
        if not isinstance(blanks, list) or not 1 <= len(blanks) <= MAX_BLANKS:
            return {"blanks": [_("Cần từ 1 đến %d chỗ trống, mỗi chỗ một dòng.") % MAX_BLANKS]}
        wrong = [(place, _problem(variants, folding_of(data))) for place, variants in enumerate(blanks, 1)]
        said = [
            _("Chỗ trống %(place)d: %(problem)s") % {"place": place, "problem": text} for place, text in wrong if text
        ]
        if said:
            return {"blanks": said}
        if "feedback" in data and not is_feedback(data["feedback"], len(blanks)):
            return {"feedback": [_("Phản hồi gồm một dòng cho mỗi chỗ trống, để trống nếu không có.")]}
        return {}

    def prompt_problems(self, data: Data, prompt: str) -> list[str]:
        marked, asked = len(_GAP.findall(prompt)), len(data["blanks"])
        if asked == 1 or marked == asked:
            return []
        told = {"marked": marked, "asked": asked}
        return [_("Câu hỏi có %(marked)d chỗ trống ___, đáp án có %(asked)d dòng.") % told]

    def prompt(self, data: Data, text: str) -> str:
        """Gaps are numbered where there are several, as their fields are."""
        if len(data["blanks"]) == 1:
            return text
        numbers = iter(range(1, len(data["blanks"]) + 1))
        return _GAP.sub(lambda gap: f"({next(numbers, '')}) {gap[0]}", text)

    def well_formed(self, data: Data, response: Any) -> Response | None:
        """A text alone answers the only gap."""
        parts = [response] if isinstance(response, str) else response
        if not isinstance(parts, list) or len(parts) != len(data["blanks"]):
            return None
        if not all(part is None or (isinstance(part, str) and len(part) <= MAX_TEXT) for part in parts):
            return None
        texts = [plain_text(part) for part in parts]
        return texts if any(text is not None for text in texts) else None

    def share(self, data: Data, given: Any) -> Fraction:
        """By right gaps."""
        return Fraction(sum(text is not None for text in _accepted(data, given)), len(given))

    def show(self, data: Data, order: Sequence[int], given: Any, prefix: str) -> Shown:
        texts, hint = [text or "" for text in given or [None] * len(data["blanks"])], _hint(folding_of(data))
        if len(texts) == 1:
            return Shown(text=texts[0], hint=hint)
        rows = [Row(f"{prefix}-{place}", str(place + 1), text=text) for place, text in enumerate(texts)]
        return Shown(rows=rows, hint=hint)

    def read(self, data: Data, order: Sequence[int], post: QueryDict, prefix: str) -> Any:
        count = len(data["blanks"])
        names = [prefix] if count == 1 else [f"{prefix}-{place}" for place in range(count)]
        return [post.get(name, "")[:MAX_TEXT] for name in names]

    def with_key_of(self, data: Data, mended: Data) -> Data | None:
        return mended if len(data["blanks"]) == len(mended["blanks"]) else None

    def right_patterns(self, data: Data) -> list[str]:
        """Every combination of variants, or none where they are too many: a list that isn't whole would mislead."""
        blanks = data["blanks"]
        if math.prod(len(variants) for variants in blanks) > MAX_PATTERNS:
            return []
        prefix = "" if Folding.CASE in folding_of(data) else "{case_matters=true}"
        return [prefix + "[,]".join(chosen) for chosen in product(*blanks)]

    def pattern(self, data: Data, given: Any) -> str:
        """Only the accepted spelling it stands for: what people typed stays in the attempt, where it can be erased."""
        told = [text or "" for text in _accepted(data, given)]
        return "[,]".join(told) if any(told) else ""

    def words(self, data: Data, given: Any) -> list[str]:
        if len(given) == 1:
            return [text for text in given if text is not None]
        return [f"{place}. {text}" for place, text in enumerate(given, 1) if text is not None]

    def right_words(self, data: Data) -> list[str]:
        return self.words(data, [variants[0] for variants in data["blanks"]])

    def feedback(self, data: Data, given: Any) -> list[str]:
        """To what was typed and is not accepted."""
        gaps = zip(given, _accepted(data, given), feedback_of(data, len(given)), strict=True)
        return self.words(data, [said if text and taken is None and said else None for text, taken, said in gaps])

    def from_lines(self, lines: list[str]) -> Data:
        """A line per gap, its variants between ``|``; what makes a difference in a line of its own."""
        answers, said = directives.split(lines, [DISTINGUISHES])
        gaps, feedback = split_feedback(answers)
        data = with_feedback({"blanks": [split(line) for line in gaps]}, feedback)
        if DISTINGUISHES in said:
            apart = [_FOLDED_NAMES.get(name, name) for name in said[DISTINGUISHES]]
            unknown = [name for name in apart if name not in list(Folding)]
            data["folding"] = unknown or [part for part in Folding if part not in apart]
        return data

    def to_lines(self, data: Data) -> list[str]:
        apart = [NAMES[part] for part in Folding if part not in folding_of(data)]
        said = {DISTINGUISHES: apart} if apart else {}
        gaps = [joined(variants) for variants in data["blanks"]]
        return directives.join(join_feedback(gaps, feedback_of(data, len(gaps))), [DISTINGUISHES], said)


def _accepted(data: Data, given: Sequence[str | None]) -> list[str | None]:
    """Gap by gap the accepted variant, None for a wrong or an empty one."""
    folding = folding_of(data)
    return [accepted_variant(*pair, folding) for pair in zip(data["blanks"], given, strict=True)]


def _problem(variants: Any, folding: Collection[str]) -> str:
    """What keeps ``variants`` from being those of a gap; "" when nothing does."""
    if not isinstance(variants, list) or not variants or not all(isinstance(text, str) for text in variants):
        return _("cần ít nhất một đáp án.")
    if any("\n" in text or "\r" in text or "\x00" in text for text in variants):
        return _("mỗi đáp án nằm trên một dòng.")
    if not all(spelling(text, folding) for text in variants):
        return _("đáp án phải có chữ hoặc số.")
    if any(len(text) > MAX_TEXT for text in variants):
        return _("đáp án dài nhất là %d ký tự.") % MAX_TEXT
    if any(_NOTATION.search(text) for text in variants):
        return _("đáp án không được có [,] hoặc bắt đầu bằng {case_matters=, {order_matters=, {lang=.")
    if len({" ".join(text.split()) for text in variants}) < len(variants):
        return _("có hai đáp án giống nhau.")
    return ""


def _hint(folding: Collection[str]) -> str:
    match Folding.CASE in folding, Folding.MARKS in folding:
        case True, True:
            return _("Không phân biệt chữ hoa, chữ thường và dấu.")
        case True, False:
            return _("Không phân biệt chữ hoa, chữ thường; cần viết đúng dấu.")
        case False, True:
            return _("Cần viết đúng chữ hoa, chữ thường; không phân biệt dấu.")
    return _("Cần viết đúng chữ hoa, chữ thường và dấu.")

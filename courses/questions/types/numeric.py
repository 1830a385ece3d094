"""``numeric``: a number, exact or within a range.

Data: ``{"low": str | None, "high": str | None, "tolerance": str, "unit": str, "feedback": str}``, the last three only
where there are any; the feedback is said to any answer that is not right. Numbers are texts as ``read_number`` gives
them, so that they are exact; None is an open end. An exact answer has low = high; the tolerance widens both ends. A
response is a text: the number with a decimal comma, or what was typed when it is none, which is kept so that it can be
mended, and earns nothing.
"""

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.questions.models import QuestionKind
from courses.questions.types.base import MAX_TEXT, Data, Errors, QuestionType, Response, Shown, plain_text
from courses.questions.types.feedback import FEEDBACK, is_line, join_feedback, split_feedback
from courses.questions.types.numbers import read_number, write_number

MAX_UNIT = 40
# More digits than anybody is asked for.
MAX_DIGITS = 20


class Numeric(QuestionType):
    kind = QuestionKind.NUMERIC
    how_to_write = gettext_lazy(
        "dòng đầu là số đúng (12,5), có thể kèm sai số (12,5 ± 0,5), hoặc một khoảng (10 .. 20; 10 .. là từ 10 trở "
        "lên); dòng hai là đơn vị, nếu có; dòng có > ở đầu là phản hồi khi trả lời sai. Dấu phẩy là dấu thập phân."
    )
    interaction = "numeric"
    required = frozenset({"low", "high"})
    optional = FEEDBACK | {"tolerance", "unit"}

    def problems(self, data: Data) -> Errors:
        low, high = data["low"], data["high"]
        if not all(end is None or _is_number(end) for end in (low, high)) or low is high is None:
            return {"low": [_("Cần một số, hoặc một khoảng như 10 .. 20.")]}
        if low is not None and high is not None and Fraction(low) > Fraction(high):
            return {"high": [_("Số cuối của khoảng phải lớn hơn số đầu.")]}
        errors: Errors = {}
        if "tolerance" in data and not (_is_number(data["tolerance"]) and Fraction(data["tolerance"]) > 0):
            errors["tolerance"] = [_("Sai số phải là một số lớn hơn 0.")]
        if "unit" in data and not _is_unit(data["unit"]):
            errors["unit"] = [_("Đơn vị là một dòng chữ, dài nhất %d ký tự.") % MAX_UNIT]
        if "feedback" in data and not is_line(data["feedback"]):
            errors["feedback"] = [_("Phản hồi là một dòng chữ.")]
        return errors

    def well_formed(self, data: Data, response: Any) -> Response | None:
        """The unit may be written behind the number."""
        text = plain_text(response)
        number = _number_in(data, text) if text else None
        return text if number is None else write_number(number)

    def share(self, data: Data, given: Any) -> Fraction:
        number = _number_in(data, given)
        if number is None:
            return Fraction(0)
        low, high = _ends(data)
        value = Fraction(number)
        return Fraction(int((low is None or low <= value) and (high is None or value <= high)))

    def show(self, data: Data, order: Sequence[int], given: Any, prefix: str) -> Shown:
        problem = ""
        if given and _number_in(data, given) is None:
            problem = _("Chưa đọc được số này. Hãy viết bằng chữ số, ví dụ 12,5.")
        hint = _("Viết bằng chữ số. Dấu phẩy là dấu thập phân (1,5); dấu chấm tách hàng nghìn (1.500).")
        return Shown(text=given or "", hint=hint, unit=data.get("unit", ""), problem=problem)

    def read(self, data: Data, order: Sequence[int], post: QueryDict, prefix: str) -> Any:
        return post.get(prefix, "")[:MAX_TEXT]

    def with_key_of(self, data: Data, mended: Data) -> Data | None:
        return mended if data.get("unit") == mended.get("unit") else None

    def right_patterns(self, data: Data) -> list[str]:
        low, high = _ends(data)
        if low == high and low is not None:
            return [_decimal(low)]
        return ["[:]".join("" if end is None else _decimal(end) for end in (low, high))]

    def pattern(self, data: Data, given: Any) -> str:
        """The number alone: other words stay in the attempt, where they can be erased."""
        return _number_in(data, given) or ""

    def words(self, data: Data, given: Any) -> list[str]:
        return [_with_unit(data, given) if _number_in(data, given) is not None else given]

    def right_words(self, data: Data) -> list[str]:
        low, high = (None if end is None else write_number(end) for end in (data["low"], data["high"]))
        if low is not None and high is not None:
            text = low if low == high else _("từ %(low)s đến %(high)s") % {"low": low, "high": high}
        else:
            text = _("từ %s trở lên") % low if low is not None else _("không quá %s") % high
        if "tolerance" in data:
            text = f"{text} ± {write_number(data['tolerance'])}"
        return [_with_unit(data, text)]

    def feedback(self, data: Data, given: Any) -> list[str]:
        said = data.get("feedback", "")
        return [said] if said and not self.share(data, given) else []

    def from_lines(self, lines: list[str]) -> Data:
        answers, said = split_feedback(lines)
        first, *rest = answers or [""]
        ends, plus_minus, tolerance = first.replace("+/-", "±").partition("±")
        low, dots, high = ends.replace("…", "..").partition("..")
        data: Data = {"low": as_number(low) if low.strip() else None}
        data["high"] = (as_number(high) if high.strip() else None) if dots else data["low"]
        if plus_minus:
            data["tolerance"] = as_number(tolerance)
        if rest:
            data["unit"] = " ".join(rest)
        return with_words(data, " ".join(filter(None, said)))

    def to_lines(self, data: Data) -> list[str]:
        low, high = ("" if end is None else write_number(end) for end in (data["low"], data["high"]))
        first = low if low == high else f"{low} .. {high}".strip()
        if "tolerance" in data:
            first = f"{first} ± {write_number(data['tolerance'])}"
        lines = [first, *([data["unit"]] if "unit" in data else [])]
        return join_feedback(lines, [*[""] * (len(lines) - 1), data.get("feedback", "")])


def with_words(data: Data, said: str) -> Data:
    """Without the part where nothing is said."""
    return {**data, "feedback": said} if said else data


def as_number(text: str) -> str:
    """As it is stored; what is no number stays what it is, for the validation to name."""
    return read_number(text) or text.strip()


def _is_number(value: Any) -> bool:
    """In the one form ``read_number`` gives."""
    if not isinstance(value, str) or len(value) > MAX_DIGITS + 2:
        return False
    return re.fullmatch(r"-?\d+(\.\d+)?", value, re.ASCII) is not None and read_number(write_number(value)) == value


def _is_unit(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip()) and len(value) <= MAX_UNIT and value.isprintable()


def _number_in(data: Data, text: str) -> str | None:
    unit = data.get("unit", "")
    if unit and text.casefold().endswith(unit.casefold()):
        return read_number(text) or read_number(text[: -len(unit)])
    return read_number(text)


def _ends(data: Data) -> tuple[Fraction | None, Fraction | None]:
    """Widened by the tolerance."""
    room = Fraction(data.get("tolerance", 0))
    low, high = data["low"], data["high"]
    return None if low is None else Fraction(low) - room, None if high is None else Fraction(high) + room


def _decimal(value: Fraction) -> str:
    """Exact: the ends are sums of decimals. Fractions with such denominators end after as many places as it has."""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    digits = str(abs(value * 10**places).numerator).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def _with_unit(data: Data, text: str) -> str:
    return f"{text} {data['unit']}" if "unit" in data else text

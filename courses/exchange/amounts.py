"""Numbers as programs write them, with a decimal point and perhaps an exponent, and the answers made of them."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from courses.exchange.items import CannotTake

# Beyond these the digits alone would be pages long.
_LARGEST_EXPONENT = 30


def amount(text: str) -> str:
    """As the bank stores it (``courses.questions.types.numeric``); raises ``CannotTake`` for what is no number."""
    try:
        found = Decimal(text.strip())
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or abs(found.adjusted()) > _LARGEST_EXPONENT:
        raise CannotTake(_("“%s” không phải số, hoặc quá dài") % text.strip()[:40])
    digits = f"{found:f}"
    plain = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return plain if plain not in ("-0", "") else "0"


def between(low: str, high: str) -> dict[str, Any]:
    return {"low": amount(low), "high": amount(high)}


def around(value: str, tolerance: str = "") -> dict[str, Any]:
    """``value``, give or take ``tolerance`` ("" or 0 for none)."""
    room = amount(tolerance or "0")
    return {**between(value, value), **({} if room == "0" else {"tolerance": room})}


def only_right(weights: list[float | None]) -> int:
    """Which of several numbers is the right one (None: the whole credit); raises ``CannotTake`` unless it is one."""
    right = [index for index, weight in enumerate(weights) if weight is None or weight > 0]
    if any(weights[index] not in (None, 100) for index in right):
        raise CannotTake(_("đáp án được một phần điểm, ngân hàng chưa có cách chấm ấy"))
    if len(right) != 1:
        raise CannotTake(_("cần đúng một số hoặc một khoảng đúng"))
    return right[0]

"""GIFT out: what GIFT has words for; ``gift.read`` gives back the same questions."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _

from courses.exchange.formats.gift_text import comment, escape, part
from courses.exchange.gaps import accepted_by
from courses.exchange.items import FALSE, TRUE, Item
from courses.questions.types.credit import Credit, is_usual
from courses.questions.types.feedback import feedback_of
from courses.questions.types.matching import to_pairs

Data = dict[str, Any]


def can_write(item: Item) -> bool:
    if item.kind not in _WRITERS:
        return False
    if item.kind == "multiple":
        return is_usual(item.kind, item.data) or len(item.data["correct"]) < len(item.data["choices"])
    if not is_usual(item.kind, item.data) or (item.kind in ("match", "order") and "feedback" in item.data):
        return False
    if item.kind == "numeric":
        return _is_in_gift(item.data)
    return item.kind != "fill" or bool(accepted_by(item.data))


def _is_in_gift(data: Data) -> bool:
    """Neither a unit, nor an open end, nor a range with a tolerance."""
    is_exact = data["low"] == data["high"]
    return "unit" not in data and None not in (data["low"], data["high"]) and (is_exact or "tolerance" not in data)


def write(items: Iterable[Item]) -> str:
    return "\n".join(_question(item) for item in items)


def _question(item: Item) -> str:
    told = [
        ("id", item.key),
        *(("tag", tag) for tag in item.tags),
        ("difficulty", item.difficulty),
        ("competence", item.competence),
        *(("hint", hint) for hint in item.hints),
        *(zip(("true", "false"), item.data["choices"], strict=True) if _has_own_words(item) else ()),
    ]
    explanation = f" ####{escape(item.explanation)}" if item.explanation else ""
    answers = _WRITERS[item.kind](item.data)
    return f"{comment(told)}\n[plain]{escape(item.prompt)}{{{answers}{explanation}}}\n"


def _has_own_words(item: Item) -> bool:
    return item.kind == "truefalse" and item.data["choices"] != [TRUE, FALSE]


def _said(data: Data, index: int) -> str:
    said = data.get("feedback", [])
    return f" #{part(said[index])}" if said and said[index] else ""


def _single(data: Data) -> str:
    lines = [
        ("=" if index == data["correct"] else "~") + part(text) + _said(data, index)
        for index, text in enumerate(data["choices"])
    ]
    return _in_lines(lines)


def _multiple(data: Data) -> str:
    """By parts a wrong choice takes away what a right one earns."""
    share = f"{100 / len(data['correct']):.5f}"
    wrong = f"-{share}" if data.get("credit") == Credit.PARTIAL else "0"
    lines = [
        f"~%{share if index in data['correct'] else wrong}%" + part(text) + _said(data, index)
        for index, text in enumerate(data["choices"])
    ]
    return _in_lines(lines)


def _true_false(data: Data) -> str:
    right = data["correct"]
    said = data.get("feedback", ["", ""])
    told = f"#{part(said[1 - right])}#{part(said[right])}" if any(said) else ""
    return ("TRUE" if right == 0 else "FALSE") + told


def _fill(data: Data) -> str:
    [said] = feedback_of(data, 1)
    return " ".join([*("=" + part(text) for text in accepted_by(data)), *([f"=%0%*#{part(said)}"] if said else [])])


def _order(data: Data) -> str:
    return _in_lines([">ALL", *(part(data["choices"][index]) for index in data["correct"])])


def _match(data: Data) -> str:
    lines = [f"={part(left) if left else ''} -> {part(right)}" for left, right in to_pairs(data)]
    return _in_lines(lines)


def _numeric(data: Data) -> str:
    low, high = data["low"], data["high"]
    number = low if low == high else f"{low}..{high}"
    number = f"{number}:{data['tolerance']}" if "tolerance" in data else number
    return f"#={number} ~#{part(data['feedback'])}" if data.get("feedback") else f"#{number}"


def _in_lines(lines: list[str]) -> str:
    return "\n" + "".join(f"\t{one}\n" for one in lines)


_WRITERS: dict[str, Callable[[Data], str]] = {
    "single": _single,
    "multiple": _multiple,
    "truefalse": _true_false,
    "fill": _fill,
    "order": _order,
    "match": _match,
    "numeric": _numeric,
}


def write_all(items: list[Item]) -> str:
    """What GIFT has no words for is left out, and the first line says how much that is."""
    written = [item for item in items if can_write(item)]
    left = len(items) - len(written)
    told = _("GIFT không có cách viết cho %d câu, các câu ấy không có ở đây; bảng tính có đủ.") % left
    return (f"// {told}\n\n" if left else "") + write(written)

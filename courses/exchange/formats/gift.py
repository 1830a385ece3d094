"""GIFT in: questions between empty lines, answers between braces. See ``gift_text`` for its marks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from courses.exchange.amounts import around, between, only_right
from courses.exchange.formats import gift_text
from courses.exchange.formats.gift_text import format_of, hide, show
from courses.exchange.gaps import gap_data
from courses.exchange.items import (
    FALSE,
    TRUE,
    CannotTake,
    Item,
    Read,
    Refused,
    choices,
    credit_of,
    has_markup,
    line,
    one_line,
    pairs,
    weighed,
    whole_note,
)
from courses.exchange.plain import from_html
from courses.exchange.rubrics import rubric_note, without_rubric
from courses.questions.types.feedback import with_feedback
from courses.questions.types.numeric import with_words

_TITLE = re.compile(r"^\s*::(.*?)::", re.DOTALL)
_WEIGHT = re.compile(r"^\s*%(-?\d+(?:\.\d+)?)%")
_TRUTH = re.compile(r"^(T|F|TRUE|FALSE)\s*(#.*)?$", re.IGNORECASE | re.DOTALL)
GAP = "_____"
# Characters of one question with all its answers; more is no question that anybody reads.
LONGEST = 100_000


@dataclass(slots=True)
class _Block:
    """The lines of one question, from line ``number`` on, and the facts of the comments above it."""

    number: int
    text: str
    facts: list[tuple[str, str]] = field(default_factory=list)

    def of(self, name: str) -> list[str]:
        return [value for told, value in self.facts if told == name]

    def first(self, name: str) -> str:
        return next(iter(self.of(name)), "")


@dataclass(slots=True)
class _Answer:
    """One of the answers: ``mark`` is "=" or "~"; ``raw`` still has its marks hidden."""

    mark: str
    raw: str
    text: str
    weight: float | None
    said: str


def read(text: str) -> Read:
    return [_item(block) for block in _blocks(text)]


def _blocks(text: str) -> Iterator[_Block]:
    lines: list[str] = []
    facts: list[tuple[str, str]] = []
    start = 0
    for number, raw in enumerate([*text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""], start=1):
        if raw.lstrip().startswith("//"):
            facts += [] if lines else gift_text.facts(raw)
        elif raw.strip().startswith("$CATEGORY:") and not lines:
            continue
        elif raw.strip():
            start = start if lines else number
            lines.append(raw)
        elif lines:
            yield _Block(start, "\n".join(lines), facts)
            lines, facts = [], []


def _item(block: _Block) -> Item | Refused:
    if len(block.text) > LONGEST:
        return Refused(line(block.number), block.text[:80], _("câu dài hơn %d ký tự") % LONGEST)
    hidden = hide(block.text)
    title = _TITLE.match(hidden)
    body = hidden[title.end() :] if title else hidden
    style, rest = format_of(body)
    prompt, has_media = _plain(rest.split("{")[0], style)
    try:
        kind, prompt, has_media, data, explanation = _parts(block, rest, style)
        notes = [_("ảnh, âm thanh, video không đưa vào")] if has_media else []
        answers = rest.partition("{")[2].rpartition("}")[0].partition("####")[0].strip()
        if kind in ("fill", "numeric") and _leaves_unsaid(answers, style):
            notes.append(_("phản hồi cho từng đáp án không đưa vào"))
        if kind == "multiple" and len(data["correct"]) > 1 and "credit" not in data:
            notes.append(whole_note())
        if kind == "essay":
            notes.append(rubric_note())
        return Item(
            place=line(block.number),
            kind=kind,
            prompt=prompt or (show(title[1]).strip() if title else ""),
            data=data,
            explanation=explanation,
            hints=tuple(block.of("hint")),
            tags=tuple(block.of("tag")),
            difficulty=block.first("difficulty"),
            competence=block.first("competence"),
            key=block.first("id"),
            notes=tuple(notes),
        )
    except CannotTake as refused:
        return Refused(line(block.number), one_line(prompt), str(refused))


def _parts(block: _Block, rest: str, style: str) -> tuple[str, str, bool, dict[str, Any], str]:
    """Kind, prompt, whether it had pictures, data and explanation."""
    opening, closing = rest.find("{"), rest.rfind("}")
    if opening < 0 and closing < 0:
        raise CannotTake(_("chỉ có lời dẫn, không có phần trả lời giữa { và }"))
    if opening < 0 or closing < opening or "{" in rest[opening + 1 : closing] or "}" in rest[opening + 1 : closing]:
        raise CannotTake(_("dấu { và } không thành một cặp"))
    after = rest[closing + 1 :].strip()
    asked = rest[:opening].rstrip() + (f" {GAP} {after}" if after else "")
    prompt, has_media = _plain(re.sub(GAP + r" (?=[.,;:?!])", GAP, asked), style)
    answer, _separator, general = rest[opening + 1 : closing].partition("####")
    explanation, media_below = _plain(general, style)
    kind, data = _answers(block, answer.strip(), style)
    return kind, prompt, has_media or media_below, data, explanation


def _plain(text: str, style: str) -> tuple[str, bool]:
    """Shown as it is where it says so, or has no markup; else what a reader of the page would read."""
    own, rest = format_of(text)
    found, style = show(rest).strip(), own or style
    return from_html(found) if style in ("html", "moodle", "") and has_markup(found) else (found, False)


def _answers(block: _Block, text: str, style: str) -> tuple[str, dict[str, Any]]:
    if not text:
        return "essay", without_rubric()
    if text.startswith("#"):
        return "numeric", _numeric(text[1:].strip(), style)
    truth = _TRUTH.match(text)
    if truth:
        return "truefalse", _true_false(block, truth, style)
    if text.startswith(">"):
        # The plugin "Ordering" writes how it grades in the first line, then the steps, one a line.
        steps = [one_line(_plain(step, style)[0]) for step in text.split("\n")[1:] if step.strip()]
        return "order", {"choices": steps, "correct": list(range(len(steps)))}
    if not text.startswith(("=", "~")):
        raise CannotTake(_("phần trả lời phải bắt đầu bằng = hoặc ~"))
    found = _each(text, style)
    if all(one.mark == "=" for one in found):
        return _only_right(found, style)
    return _choice(found)


def _each(text: str, style: str) -> list[_Answer]:
    return [_answer(mark, rest, style) for mark, rest in re.findall(r"([=~])([^=~]*)", text)]


def _each_accepted(text: str, style: str) -> list[_Answer]:
    """Of a number or a gap; a number alone has no mark before it."""
    text = text.removeprefix("#").strip()
    return _each(text if text.startswith("=") else f"={text}", style)


def _is_any_other(one: _Answer) -> bool:
    """A star that earns nothing, or a wrong number that is not said, is whatever else was typed."""
    is_wrong = one.mark == "~" or (one.weight is not None and one.weight <= 0)
    return is_wrong and one.raw.strip() in (("", "*") if one.mark == "~" else ("*",))


def _to_any_other(found: list[_Answer]) -> str:
    return one_line(next((one.said for one in found if _is_any_other(one)), ""))


def _leaves_unsaid(text: str, style: str) -> bool:
    return any(one.said for one in _each_accepted(text, style) if not _is_any_other(one))


def _answer(mark: str, text: str, style: str) -> _Answer:
    weight = _WEIGHT.match(text)
    rest, _separator, said = text[weight.end() if weight else 0 :].partition("#")
    return _Answer(mark, rest, _plain(rest, style)[0], float(weight[1]) if weight else None, _plain(said, style)[0])


def _numeric(text: str, style: str) -> dict[str, Any]:
    """``1822:2``, ``3.141..3.142``, or such answers each after a =."""
    found = _each_accepted(text, style)
    if text.startswith("="):
        taken = [one for one in found if one.mark == "="]
        text = taken[only_right([one.weight for one in taken])].raw
    number = show(re.split(r"[~#]", text)[0])
    low, dots, high = number.partition("..")
    data = between(low, high) if dots else around(*number.split(":", 1))
    return with_words(data, _to_any_other(found))


def _true_false(block: _Block, truth: re.Match[str], style: str) -> dict[str, Any]:
    right = 0 if truth[1].upper().startswith("T") else 1
    said = [_plain(text, style)[0] for text in (truth[2] or "").split("#")[1:3]]
    to_wrong, to_right = [*said, "", ""][:2]
    words = block.first("true") or TRUE, block.first("false") or FALSE
    told = (to_right, to_wrong) if right == 0 else (to_wrong, to_right)
    return {**choices(list(zip(words, told, strict=True))), "correct": right}


def _only_right(found: list[_Answer], style: str) -> tuple[str, dict[str, Any]]:
    arrows = ["->" in one.raw for one in found]
    if all(arrows):
        cut = [one.raw.split("->", 1) for one in found]
        return "match", pairs([(_plain(left, style)[0], _plain(right, style)[0]) for left, right in cut])
    if any(arrows):
        raise CannotTake(_("nối cặp cần dấu -> trong mọi dòng"))
    taken = [one for one in found if one.weight is None or one.weight > 0]
    if any(one.weight not in (None, 100) for one in taken):
        raise CannotTake(_("đáp án được một phần điểm, ngân hàng chưa có cách chấm ấy"))
    if any("*" in one.raw for one in taken):
        raise CannotTake(_("dấu * thay cho chữ bất kỳ, ngân hàng chưa có cách chấm ấy"))
    return "fill", with_feedback(gap_data([one_line(one.text) for one in taken]), [_to_any_other(found)])


def _choice(found: list[_Answer]) -> tuple[str, dict[str, Any]]:
    data = choices([(one.text, one.said) for one in found])
    right = [index for index, one in enumerate(found) if one.mark == "="]
    partial = [one.weight for one in found if one.mark == "~" and one.weight and one.weight > 0]
    if len(right) == 1 and not partial and found[right[0]].weight in (None, 100):
        return "single", {**data, "correct": right[0]}
    if right:
        raise CannotTake(_("phương án được một phần điểm, ngân hàng chưa có cách chấm ấy"))
    weights = [one.weight or 0 for one in found]
    right_ones = weighed(weights)
    return "multiple", {**data, "correct": right_ones, **credit_of(weights)}

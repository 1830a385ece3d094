"""From the paragraphs of a lesson's file to its blocks.

A paragraph is a string. Numbered sentences ("Bước một, ... Bước hai, ..." or "Một, ... Hai, ...") become a list of
steps, a paragraph that opens with "Ví dụ" an example. What the strings don't say is written as a mapping:
``{note: ...}``, ``{warning: ...}``, ``{example: ...}``, ``{steps: [...], title: ...}`` or ``{table: ...}``.
"""

import re
from collections.abc import Iterable
from html import escape
from itertools import pairwise
from typing import Any

from courses.catalogue.table_text import table_block, table_problem

TONES = ("note", "warning", "example")
Block = tuple[str, Any]

_NUMBERS = "một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười"
_NUMBERED = re.compile(rf"(?:^|(?<=[.!?] ))(?:Bước (?:{_NUMBERS})|{_NUMBERS.title()}), ")
_EXAMPLE = re.compile(r"Ví dụ\b")


def html(text: str) -> str:
    return f"<p>{escape(' '.join(text.split()), quote=False)}</p>"


def problem(item: object) -> str:
    """What is wrong with one entry of a body, in words, or nothing."""
    if isinstance(item, str):
        return "" if item.strip() else "đoạn văn không được để trống"
    if not isinstance(item, dict):
        return "mỗi đoạn của 'body' là một dòng chữ hoặc một khối có tên"
    names = set(item)
    if len(names) == 1 and names <= set(TONES):
        return "" if _is_text(next(iter(item.values()))) else "khối nhấn mạnh cần một dòng chữ"
    if names == {"table"}:
        return table_problem(item["table"])
    if "steps" in names and names <= {"steps", "title"}:
        steps, title = item["steps"], item.get("title", "Các bước")
        enough = isinstance(steps, list) and len(steps) > 1 and all(map(_is_text, steps))
        return "" if enough and _is_text(title) else "'steps' cần ít nhất hai dòng chữ, 'title' là một dòng chữ"
    return f"khối không có trong mẫu: {', '.join(sorted(names))}; dùng được: {', '.join(TONES)}, steps, table"


def blocks_of(body: list[Any]) -> list[Block]:
    """The blocks of a body without problems, in the raw form a stream keeps; neighbours of one kind are joined."""
    return joined(map(_block, body))


def joined(blocks: Iterable[Block]) -> list[Block]:
    """Neighbouring texts are one block, and so are steps without a title of their own."""
    found: list[Block] = []
    for name, value in blocks:
        if found and name == found[-1][0] == "text":
            found[-1] = ("text", found[-1][1] + value)
        elif found and name == found[-1][0] == "steps" and not value["title"]:
            found[-1][1]["steps"].extend(value["steps"])
        else:
            found.append((name, value))
    return found


def practice_block(minutes: int, text: str) -> Block:
    return "practice", {"minutes": minutes, "task": html(text)}


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _block(item: Any) -> Block:
    if isinstance(item, dict):
        if "steps" in item:
            return "steps", {"title": item.get("title", ""), "steps": [html(step) for step in item["steps"]]}
        if "table" in item:
            return table_block(item["table"])
        tone, text = next(iter(item.items()))
        return "callout", {"tone": tone, "text": html(text)}
    if steps := numbered_steps(item):
        return "steps", {"title": "", "steps": [html(step) for step in steps]}
    if opens_example(item):
        return "callout", {"tone": "example", "text": html(item)}
    return "text", html(item)


def opens_example(text: str) -> bool:
    return bool(_EXAMPLE.match(text))


def numbered_steps(text: str) -> list[str]:
    """The sentences after each number, when the paragraph is nothing but numbered sentences."""
    marks = list(_NUMBERED.finditer(text))
    if not marks or marks[0].start() != 0:
        return []
    ends = [second.start() for _, second in pairwise(marks)] + [len(text)]
    steps = [text[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=True)]
    return [step[0].upper() + step[1:] for step in steps if step]

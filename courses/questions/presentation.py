"""Questions on a page, answered without JavaScript, and what comes back.

Fields carry **display positions**, never original indices: an order is stored in its right order as often as not,
and its numbers would tell. ``order[position]`` is the original index of what stands at ``position``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from courses.questions.models import QuestionKind, QuestionVersion
from courses.questions.responses import MAX_TEXT, Response, is_index, well_formed


@dataclass(frozen=True, slots=True)
class Option:
    value: int
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One select: a numbered place of an order, or a left side of a match."""

    name: str
    label: str
    options: list[Option]


@dataclass(frozen=True, slots=True)
class Item:
    """The ``item`` of the templates; ``prefix`` names its fields."""

    template: str
    prefix: str
    number: int
    prompt: str
    options: list[Option]
    rows: list[Row]
    text: str
    max_text: int = MAX_TEXT


def things_to_order(kind: str, data: dict[str, Any]) -> int:
    """How many things of the question can stand in another order: choices, steps or right sides."""
    return len(data.get("right" if kind == QuestionKind.MATCH else "choices", []))


def present(version: QuestionVersion, order: Sequence[int], response: Any, *, prefix: str, number: int) -> Item:
    """What the template ``questions/<kind>.html`` shows, with the saved ``response`` filled in."""
    kind, data = QuestionKind(version.question.kind), version.data
    given: Any = well_formed(kind, data, response)
    options: list[Option] = []
    rows: list[Row] = []
    if kind == QuestionKind.ORDER:
        places = given or [None] * len(order)
        rows = [
            Row(f"{prefix}-{place}", str(place + 1), _options(data["choices"], order, [chosen]))
            for place, chosen in enumerate(places)
        ]
    elif kind == QuestionKind.MATCH:
        partner = dict(given or [])
        rows = [
            Row(f"{prefix}-{left}", text, _options(data["right"], order, [partner.get(left)]))
            for left, text in enumerate(data["left"])
        ]
    elif kind != QuestionKind.FILL:
        options = _options(data["choices"], order, given if isinstance(given, list) else [given])
    text = str(given or "") if kind == QuestionKind.FILL else ""
    return Item(f"questions/{kind.value}.html", prefix, number, version.prompt, options, rows, text)


def _options(texts: list[str], order: Sequence[int], chosen: list[Any]) -> list[Option]:
    return [Option(position, texts[index], index in chosen) for position, index in enumerate(order)]


def parse(version: QuestionVersion, order: Sequence[int], post: QueryDict, prefix: str) -> Response | None:
    """The response in original indices; None when nothing, or nothing that can be read, was sent."""
    kind, data = QuestionKind(version.question.kind), version.data
    found: Any
    if kind == QuestionKind.FILL:
        found = post.get(prefix, "")[:MAX_TEXT]
    elif kind == QuestionKind.MULTIPLE:
        indices = [_original(value, order) for value in post.getlist(prefix)]
        found = [index for index in indices if index is not None]
    elif kind == QuestionKind.ORDER:
        found = [_original(post.get(f"{prefix}-{place}"), order) for place in range(len(data["choices"]))]
    elif kind == QuestionKind.MATCH:
        partners = [_original(post.get(f"{prefix}-{left}"), order) for left in range(len(data["left"]))]
        found = [[left, right] for left, right in enumerate(partners) if right is not None]
    else:
        found = _original(post.get(prefix), order)
    return well_formed(kind, data, found)


def _original(value: str | None, order: Sequence[int]) -> int | None:
    try:
        position = int(value or "")
    except ValueError:
        return None
    return order[position] if is_index(position, len(order)) else None

"""Questions on a page, answered without JavaScript, and what comes back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from courses.questions.models import QuestionVersion
from courses.questions.types import type_of
from courses.questions.types.base import MAX_TEXT, Option, Response, Row


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
    hint: str
    max_text: int = MAX_TEXT


def present(version: QuestionVersion, order: Sequence[int], response: Any, *, prefix: str, number: int) -> Item:
    """What the template ``questions/<kind>.html`` shows, with the saved ``response`` filled in."""
    asked, data = type_of(version.question.kind), version.data
    shown = asked.show(data, order, asked.well_formed(data, response), prefix)
    prompt = asked.prompt(data, version.prompt)
    return Item(asked.template, prefix, number, prompt, shown.options, shown.rows, shown.text, shown.hint)


def parse(version: QuestionVersion, order: Sequence[int], post: QueryDict, prefix: str) -> Response | None:
    """The response in original indices; None when nothing, or nothing that can be read, was sent."""
    asked, data = type_of(version.question.kind), version.data
    return asked.well_formed(data, asked.read(data, order, post, prefix))

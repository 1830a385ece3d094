"""A question's answers as plain text, one line each, the way authors write them; how is each type's to say."""

from courses.questions.types import type_of
from courses.questions.types.base import Data


def from_text(kind: str, text: str) -> Data:
    """The data of ``kind`` that ``text`` describes; not necessarily valid."""
    return type_of(kind).from_lines([line.strip() for line in text.replace("\r\n", "\n").split("\n") if line.strip()])


def to_text(kind: str, data: Data) -> str:
    """``data`` for editing; ``from_text`` gives back a question with the same answers."""
    return "\n".join(type_of(kind).to_lines(data))

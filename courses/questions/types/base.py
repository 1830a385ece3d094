"""What every type of question has: its data, its answers, its look on a page, its words and its xAPI form.

Everything here is pure: plain data in, plain data out. A **response** is in the original indices of a version's data;
``order[position]`` is the original index of what stands at ``position`` of a paper, and the fields of a page carry
positions, never indices: an order is stored in its right order as often as not, and its numbers would tell.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.questions.models import QuestionKind

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Data = dict[str, Any]
Response = int | str | list[Any] | dict[str, Any]
# By field of the data: what is wrong with it, in words for its author.
Errors = dict[str, list[str]]
# Longer than any answer to a gap; what is beyond it is not an answer but an attack on the disk.
MAX_TEXT = 200
# The language questions are written in (their definitions are language maps).
LANGUAGE = "vi"


class Shuffle(Enum):
    """When the parts of a question are mixed up."""

    WHEN_ASKED = "when asked"
    # Its parts are stored in the right order as often as not; unshuffled they would show the answer.
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Option:
    value: int
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One field of several: a numbered place of an order, a left side of a match, a gap."""

    name: str
    label: str
    options: list[Option] = field(default_factory=list)
    text: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """The fields of a question with a saved answer filled in; each type uses those it has."""

    options: list[Option] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    text: str = ""
    hint: str = ""
    unit: str = ""
    problem: str = ""
    longest: int = MAX_TEXT
    # Whether files may, or must, be handed in beside the fields: one of ``essay.Files``, or "".
    files: str = ""


class QuestionType(ABC):
    """One kind of question; its module is named after the interaction type of the standard."""

    kind: ClassVar[QuestionKind]
    # xAPI 1.0.3, Part Two, 2.4.4.1 "Interaction Activities".
    interaction: ClassVar[str]
    # The parts of the data that must, and those that may, be there.
    required: ClassVar[frozenset[str]]
    optional: ClassVar[frozenset[str]] = frozenset()
    shuffle: ClassVar[Shuffle] = Shuffle.WHEN_ASKED
    # An opinion has no points: it stands in no sum and in no denominator.
    scored: ClassVar[bool] = True
    # For authors: what ``from_lines`` understands.
    how_to_write: "ClassVar[StrOrPromise]"

    @property
    def template(self) -> str:
        return f"questions/{self.kind.value}.html"

    @abstractmethod
    def problems(self, data: Data) -> Errors:
        """What keeps ``data``, which has the right parts, from being a question; no errors when nothing does."""

    def prompt_problems(self, data: Data, prompt: str) -> list[str]:
        """What keeps ``prompt`` from asking for ``data``, which is valid."""
        return []

    def prompt(self, data: Data, text: str) -> str:
        """The prompt as a page shows it."""
        return text

    @abstractmethod
    def well_formed(self, data: Data, response: Any) -> Response | None:
        """``response`` in one canonical form when it is one to this data; None otherwise. Never raises."""

    @abstractmethod
    def share(self, data: Data, given: Any) -> Fraction:
        """The share of the point, 0 to 1, a well-formed answer earns."""

    def things_to_order(self, data: Data) -> int:
        """How many things of the question can stand in another order."""
        return len(data.get("choices", []))

    @abstractmethod
    def show(self, data: Data, order: Sequence[int], given: Any, prefix: str) -> Shown: ...

    @abstractmethod
    def read(self, data: Data, order: Sequence[int], post: QueryDict, prefix: str) -> Any:
        """What was posted, in original indices; not necessarily a well-formed response."""

    @abstractmethod
    def right_patterns(self, data: Data) -> list[str]:
        """The ``correctResponsesPattern``; none where the right responses can't be listed."""

    @abstractmethod
    def pattern(self, data: Data, given: Any) -> str:
        """A well-formed answer as the ``response`` of a result; "" for what is not told."""

    def components(self, data: Data) -> Mapping[str, list[dict[str, Any]]]:
        """The interaction components of the definition, by their property."""
        return {}

    @abstractmethod
    def words(self, data: Data, given: Any) -> list[str]:
        """A well-formed answer in the words of the question, line by line."""

    @abstractmethod
    def right_words(self, data: Data) -> list[str]: ...

    def with_key_of(self, data: Data, mended: Data) -> Data | None:
        """``data``, its parts where they stand, with the key and the credit of ``mended``.

        Parts are known by their words, so that an answer to ``data`` keeps its meaning. None where the two do not ask
        the same, and of what has no key.
        """
        return None

    def feedback(self, data: Data, given: Any) -> list[str]:
        """What the author says to the parts of a well-formed answer."""
        return []

    @abstractmethod
    def from_lines(self, lines: list[str]) -> Data:
        """The data an author's lines describe; not necessarily valid."""

    @abstractmethod
    def to_lines(self, data: Data) -> list[str]:
        """The data for editing; ``from_lines`` gives back a question with the same answers."""


def is_index(value: object, size: int) -> bool:
    """True is an ``int`` to Python; it is no index to us."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < size


def places_of(texts: Sequence[str], mended: Sequence[str]) -> list[int] | None:
    """Where each of ``mended`` stands among ``texts``; None unless they are the same, in whatever order."""
    return [texts.index(text) for text in mended] if sorted(texts) == sorted(mended) else None


def options(texts: Sequence[str], order: Sequence[int], chosen: Sequence[Any]) -> list[Option]:
    return [Option(position, texts[index], index in chosen) for position, index in enumerate(order)]


def original(value: str | None, order: Sequence[int]) -> int | None:
    """The original index behind a posted position."""
    try:
        position = int(value or "")
    except ValueError:
        return None
    return order[position] if is_index(position, len(order)) else None


def text_problems(value: Any, least: int, name: str) -> Errors:
    """At least ``least`` different texts of one line each; one text is none, a learner cannot choose."""
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        return {name: [_("Phải là một danh sách các dòng chữ.")]}
    if len(value) < least:
        return {name: [ngettext("Cần ít nhất %d dòng.", "Cần ít nhất %d dòng.", least) % least]}
    if any(not text.strip() or "\n" in text or "\r" in text or "\x00" in text for text in value):
        return {name: [_("Mỗi phần là một dòng chữ, không để trống.")]}
    if len({" ".join(text.split()) for text in value}) < len(value):
        return {name: [_("Có hai dòng giống nhau.")]}
    return {}


def plain_text(response: Any, longest: int = MAX_TEXT) -> str | None:
    """A typed answer without what PostgreSQL's JSON cannot hold (NUL, half a surrogate pair); None for none."""
    if not isinstance(response, str) or len(response) > longest:
        return None
    plain = "".join(char for char in response if char != "\x00" and not "\ud800" <= char <= "\udfff")
    return plain.strip() or None


def components(letter: str, texts: Sequence[str]) -> list[dict[str, Any]]:
    """Components are named by their place in the version's data: ``c0``, ``c1``."""
    return [{"id": f"{letter}{index}", "description": {LANGUAGE: text}} for index, text in enumerate(texts)]

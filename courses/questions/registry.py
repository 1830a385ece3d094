"""What rooms above tell the bank: where its questions would be drawn, which releases ask which version, and what else
can be done with its list, or with one question; what waits about a version of a question."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from wagtail.admin.widgets.button import HeaderButton

from courses.questions.models import Question

Found = TypeVar("Found")
# Given ids of questions: the assessments whose draws would take each, by title.
DrawAsker = Callable[[Collection[int]], Mapping[int, list[str]]]
_drawers: list[DrawAsker] = []


def register_draws(asker: DrawAsker) -> None:
    """``asker`` takes as many queries for many questions as for one."""
    _drawers.append(asker)


def drawn_by(questions: Collection[int]) -> dict[int, list[str]]:
    return _gathered(_drawers, questions)


@dataclass(frozen=True, slots=True)
class Asking:
    """A unit of a release that asks, or may draw, a version; ``url`` leads to the release, "" where there is no way."""

    release: str
    unit: str
    url: str


ReleaseAsker = Callable[[Collection[int]], Mapping[int, list[Asking]]]
_releases: list[ReleaseAsker] = []


def register_releases(asker: ReleaseAsker) -> None:
    """``asker`` is given ids of versions."""
    _releases.append(asker)


def released_in(versions: Collection[int]) -> dict[int, list[Asking]]:
    return _gathered(_releases, versions)


@dataclass(frozen=True, slots=True)
class Note:
    """Something that waits about a version, with the way there."""

    words: str
    url: str


# Given the reader and ids of versions.
NoteAsker = Callable[[Any, Collection[int]], Mapping[int, list[Note]]]
_notes: list[NoteAsker] = []


def register_notes(asker: NoteAsker) -> None:
    _notes.append(asker)


def notes_on(reader: Any, versions: Collection[int]) -> dict[int, list[Note]]:
    return _gathered([partial(asker, reader) for asker in _notes], versions)


def _gathered(
    askers: Iterable[Callable[[Collection[int]], Mapping[int, list[Found]]]], ids: Collection[int]
) -> dict[int, list[Found]]:
    found: dict[int, list[Found]] = {}
    for asker in askers:
        for pk, told in asker(ids).items():
            found.setdefault(pk, []).extend(told)
    return found


# Given the reader and the query of the list: buttons at its head.
ButtonMaker = Callable[[Any, str], list[HeaderButton]]
_buttons: list[ButtonMaker] = []


def register_buttons(maker: ButtonMaker) -> None:
    _buttons.append(maker)


def buttons(user: Any, query: str) -> list[HeaderButton]:
    return [button for maker in _buttons for button in maker(user, query)]


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str


# Given the reader and a question: what else can be done with its versions.
LinkMaker = Callable[[Any, Question], list[Link]]
_links: list[LinkMaker] = []


def register_links(maker: LinkMaker) -> None:
    _links.append(maker)


def links(user: Any, question: Question) -> list[Link]:
    return [link for maker in _links for link in maker(user, question)]

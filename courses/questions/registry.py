"""What rooms above tell the bank: where its questions would be drawn, which releases ask which version, and what else
can be done with its list."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from wagtail.admin.widgets.button import HeaderButton

# Given ids of questions: the assessments whose draws would take each, by title.
DrawAsker = Callable[[Collection[int]], Mapping[int, list[str]]]
_drawers: list[DrawAsker] = []


def register_draws(asker: DrawAsker) -> None:
    """``asker`` takes as many queries for many questions as for one."""
    _drawers.append(asker)


def drawn_by(questions: Collection[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for asker in _drawers:
        for question, titles in asker(questions).items():
            found.setdefault(question, []).extend(titles)
    return found


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
    found: dict[int, list[Asking]] = {}
    for asker in _releases:
        for version, asking in asker(versions).items():
            found.setdefault(version, []).extend(asking)
    return found


# Given the reader and the query of the list: buttons at its head.
ButtonMaker = Callable[[Any, str], list[HeaderButton]]
_buttons: list[ButtonMaker] = []


def register_buttons(maker: ButtonMaker) -> None:
    _buttons.append(maker)


def buttons(user: Any, query: str) -> list[HeaderButton]:
    return [button for maker in _buttons for button in maker(user, query)]

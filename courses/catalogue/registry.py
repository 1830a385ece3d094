"""What rooms above tell the editor's forms: whether learners are shown a page in some edition."""

from collections.abc import Callable

from wagtail.models import Page

_askers: list[Callable[[Page], bool]] = []


def register_released(asker: Callable[[Page], bool]) -> None:
    _askers.append(asker)


def is_released(page: Page) -> bool:
    return any(asker(page) for asker in _askers)

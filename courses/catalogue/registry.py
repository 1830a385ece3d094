"""What rooms above tell this one: whether learners are shown a page, or one revision, in some edition."""

from collections.abc import Callable

from wagtail.models import Page, Revision

_askers: list[Callable[[Page], bool]] = []
_revision_askers: list[Callable[[Revision], bool]] = []


def register_released(asker: Callable[[Page], bool]) -> None:
    _askers.append(asker)


def is_released(page: Page) -> bool:
    return any(asker(page) for asker in _askers)


def register_released_revision(asker: Callable[[Revision], bool]) -> None:
    _revision_askers.append(asker)


def is_released_revision(revision: Revision) -> bool:
    return any(asker(revision) for asker in _revision_askers)

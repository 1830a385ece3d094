"""What waits for whoever answers for agencies, told on her first page: all of it is counted in one query.

Rooms above say what waits there by ``register``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Value
from django.utils.functional import Promise

from learners.coverage.permissions import PeopleScope


@dataclass(frozen=True, slots=True)
class Kind:
    """``rows`` are those that wait for the reader; ``place`` names the page that lists them."""

    key: str
    rows: Callable[[PeopleScope], QuerySet[Any]]
    # Of ``ngettext_lazy`` over "number".
    words: Any
    # What she does there.
    deed: str | Promise
    place: str


@dataclass(frozen=True, slots=True)
class Errand:
    words: str
    deed: str | Promise
    place: str


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.key] = kind


def errands_of(scope: PeopleScope) -> list[Errand]:
    """In the order in which rooms told of them; nothing where nothing waits."""
    first, *others = (_count(kind, scope) for kind in _kinds.values())
    numbers = dict(first.union(*others, all=True))
    waiting = [(kind, numbers[kind.key]) for kind in _kinds.values() if numbers.get(kind.key)]
    return [Errand(kind.words % {"number": number}, kind.deed, kind.place) for kind, number in waiting]


def _count(kind: Kind, scope: PeopleScope) -> QuerySet[Any]:
    rows = kind.rows(scope).order_by().annotate(kind_of_errand=Value(kind.key)).values("kind_of_errand")
    return rows.annotate(number_of_errands=Count("pk")).values_list("kind_of_errand", "number_of_errands")

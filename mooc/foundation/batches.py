"""Long lists asked about piece by piece: SQLite takes some thousand parameters in a statement, not any number."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")


def in_batches(things: Sequence[T], size: int = 2000) -> Iterator[Sequence[T]]:
    return (things[start : start + size] for start in range(0, len(things), size))

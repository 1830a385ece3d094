"""What a process may remember of rows that never change once they are committed.

A value is remembered only when the transaction that read it commits: a row that was rolled back must not live on here,
for SQLite gives its number to the next one.
"""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from django.db import transaction

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

# Far more editions and authorities than an installation has; a bound all the same.
MOST = 10_000
_clear: list[Callable[[], None]] = []


class Remembered(Generic[Key, Value]):
    def __init__(self) -> None:
        self._values: dict[Key, Value] = {}
        _clear.append(self._values.clear)

    def get(self, key: Key) -> Value | None:
        return self._values.get(key)

    def remember(self, key: Key, value: Value) -> None:
        """Keep ``value`` once the running transaction commits; without one, now."""
        transaction.on_commit(lambda: self.keep(key, value))

    def keep(self, key: Key, value: Value) -> None:
        """For what was committed long before it was read."""
        if len(self._values) >= MOST:
            self._values.clear()
        self._values[key] = value


def forget_everything() -> None:
    """After the database was replaced under this process: a restored backup, a copied test database."""
    for clear in _clear:
        clear()

"""What runs inside ``record()``'s transaction.

A **fold** derives state from statements. It first locks the state of the registrations concerned (in sorted order),
before ``stored`` is stamped; then it is given what arrived and what was voided and returns its changes. A **reaction**
sees those changes and may call ``record()`` again, with ids derived from the cause so that nothing happens twice.
"""

from collections.abc import Callable, Sequence
from typing import Any, Protocol
from uuid import UUID

from xapi.models import Authority, Statement


class Fold(Protocol):
    def lock(self, registrations: Sequence[UUID], held: Any) -> Any:
        """Lock the rows of ``registrations`` (sorted) and return them in whatever form ``fold`` wants.

        ``held`` is what this method returned for the statements whose reaction is running, None outside of one.
        """

    def fold(self, locked: Any, arrived: Sequence[Statement], voided: Sequence[Statement]) -> Sequence[Any]:
        """Bring the state up to date and return the changes reactions may care about."""


class Reaction(Protocol):
    def __call__(self, changes: Sequence[Any]) -> None: ...


folds: list[Fold] = []
reactions: list[Reaction] = []

# Each gives one of the installation's own authorities, made if need be: nobody else's statements may claim it.
own_authorities: list[Callable[[], Authority]] = []

# Each says of an IRI whether the right responses in that activity's definition are a secret. Whoever may read no more
# than its own statements is told the definition without them, even of an activity it speaks of itself.
guarded: list[Callable[[str], bool]] = []

# Each says of an IRI whether the result extension under it is kept when the statement becomes a tombstone: what a fold
# reads and what tells nothing of anybody.
kept_extensions: list[Callable[[str], bool]] = []

# Each hears, in the transaction that did it, of "statements" made tombstones or "documents" deleted, how many, and by
# whom: the opaque id of an account, or nothing. Redaction cannot be undone, and whoever keeps a record of such acts
# keeps it with them.
redactions: list[Callable[[str, int, str], None]] = []

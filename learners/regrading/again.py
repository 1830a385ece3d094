"""What grading again, or a mark that is corrected, makes of one learner's attempts at one unit. No queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from learners.attempts.marking import GRADED, Anew, Mark, grade_attempt, mark_again
from learners.attempts.models import Attempt, AttemptItem

# What of an attempt's columns is a result.
RESULT = [name for name in GRADED if name != "statement_id"]


@dataclass(slots=True)
class Again:
    """``attempt`` and ``items`` as they are to be; ``old`` is what they were."""

    attempt: Attempt
    items: list[AttemptItem]
    mark: Mark
    old: dict[str, Any]
    # The items whose points changed.
    moved: list[AttemptItem]

    @property
    def new(self) -> dict[str, Any]:
        return _state(self.attempt, self.items)

    @property
    def has_changed(self) -> bool:
        return bool(self.moved) or self.old != self.new


def grade_again(
    attempts: Sequence[Attempt], items: Mapping[UUID, list[AttemptItem]], anew: Anew, *, always: UUID | None = None
) -> list[Again]:
    """Those whose result changes, in their order. ``attempts`` are all at the unit, with their items, judged.

    What has no score (open, abandoned, waiting to be marked) is passed over. Before the first one with an item that is
    found ``anew`` nothing can change; after it every verdict may, by the unit's policy. ``always`` is among them though
    nothing of it changes.
    """
    graded = [attempt for attempt in attempts if attempt.score is not None]
    found: list[Again] = []
    for place, attempt in enumerate(graded):
        asked = items[attempt.pk]
        if not found and all(anew(item) is None for item in asked):
            continue
        again = _again(attempt, asked, graded[:place], anew)
        if again.has_changed or attempt.pk == always:
            found.append(again)
    return found


def _again(attempt: Attempt, items: list[AttemptItem], earlier: Sequence[Attempt], anew: Anew) -> Again:
    old, statement = _state(attempt, items), attempt.statement_id
    result = mark_again(items, attempt.pass_percent, anew)
    moved = []
    for item, points in zip(items, result.points, strict=True):
        if points != item.points:
            item.points = points
            moved.append(item)
    grade_attempt(attempt, result, earlier)
    # Which statement says it is found out when it is said.
    attempt.statement_id = statement
    return Again(attempt, items, result, old, moved)


def _state(attempt: Attempt, items: Sequence[AttemptItem]) -> dict[str, Any]:
    """As JSON keeps it, in one form whether it was read or worked out."""
    result = {name: _plain(getattr(attempt, name)) for name in RESULT}
    return {**result, "points": {str(item.position): _plain(item.points) for item in items}}


def _plain(value: Any) -> Any:
    return f"{value:.4f}" if isinstance(value, Decimal) else value

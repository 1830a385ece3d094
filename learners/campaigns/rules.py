"""The rule of a campaign: all mandatory courses and any ``needed`` of the electives. Pure."""

from collections.abc import Collection
from uuid import UUID


def asks_something(mandatory: Collection[UUID], needed: int) -> bool:
    return bool(mandatory) or needed > 0


def satisfies(
    mandatory: Collection[UUID], electives: Collection[UUID], needed: int, completed: Collection[UUID]
) -> bool:
    """A campaign that asks for nothing is satisfied by nobody: an empty rule must not report 100 %."""
    done = set(completed)
    if not asks_something(mandatory, needed):
        return False
    return set(mandatory) <= done and len(set(electives) & done) >= needed

"""A page to look at."""

from dataclasses import dataclass

from learners.people.models import Account


@dataclass(frozen=True)
class Place:
    name: str
    path: str
    account: Account | None
    # Looked at by every run of the tests; the others by the long ones.
    always: bool = True

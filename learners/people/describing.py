"""What a person's name stands beside, so that she knows it is hers: rooms above tell (agencies: where she works)."""

from collections.abc import Callable

from learners.people.models import Person

Describe = Callable[[Person], list[str]]
_describe: list[Describe] = []


def register(describe: Describe) -> None:
    if describe not in _describe:
        _describe.append(describe)


def describe_person(person: Person) -> list[str]:
    return [line for describe in _describe for line in describe(person)]

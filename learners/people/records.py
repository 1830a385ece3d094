"""Rows about a human being, under whichever of her merged records they were written."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

# Of rows with a person: the id of the record that counts for the human being.
CANONICAL = Coalesce("person__merged_into_id", "person_id")


def of_person(person: Any, path: str = "person") -> Q:
    """``person`` is a kept record or its id; ``path`` leads from the rows to the person."""
    return Q(**{path: person}) | Q(**{f"{path}__merged_into": person})


def of_people(people: Iterable[Any] | QuerySet[Any], path: str = "person") -> Q:
    return Q(**{f"{path}__in": people}) | Q(**{f"{path}__merged_into__in": people})

"""Querysets whose SQL is made once in a process: making it costs Django several times what PostgreSQL needs to answer.

For those few that every page or every saved answer asks; all that varies in them are UUIDs.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import Model, QuerySet, UUIDField
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class _Made(Generic[Row]):
    queryset: QuerySet[Row]
    compiler: SQLCompiler
    sql: str
    # Of each parameter: the place of its UUID among those asked for, and the value where it is always the same.
    params: list[tuple[int | None, Any]]


class Prepared(Generic[Row]):
    """``build`` makes the queryset from that many UUIDs; nothing else may decide what it makes.

    The compiled form is Django's own: rows come back through the queryset, as it would give them.
    """

    def __init__(self, uuids: int, build: Callable[..., QuerySet[Row]]) -> None:
        self.uuids, self.build = uuids, build

    def __call__(self, *uuids: UUID) -> list[Row]:
        """One query. Raises ``TransactionManagementError`` where rows are to be locked outside a transaction."""
        made = self._made
        if made.queryset.query.select_for_update and not connection.in_atomic_block:
            raise TransactionManagementError("rows are locked in a transaction")
        adapted = _adapted(uuids)
        params = tuple(value if place is None else adapted[place] for place, value in made.params)
        compiler, asked = copy(made.compiler), made.queryset.all()
        vars(compiler)["as_sql"] = lambda *args, **kwargs: (made.sql, params)
        vars(asked.query)["get_compiler"] = lambda *args, **kwargs: compiler
        return list(asked)

    @cached_property
    def _made(self) -> _Made[Row]:
        """Two threads that make it at once make the same."""
        standing_in = [uuid4() for _ in range(self.uuids)]
        queryset = self.build(*standing_in)
        # By this name a connection is every thread's own.
        compiler = queryset.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        places = {value: place for place, value in enumerate(_adapted(standing_in))}
        return _Made(queryset, compiler, sql, [(places.get(value), value) for value in params])


def _adapted(uuids: Any) -> list[Any]:
    """As this database takes them."""
    field = UUIDField()
    return [field.get_db_prep_value(value, connection) for value in uuids]

"""Half-open periods of local dates: ``[valid_from, valid_to)``, ``valid_to`` null while in force.

What can change in the real world is such a row. It is never edited to mean something else: it is closed and
a new one opened. ``NoOverlap`` lets the database refuse two rows of one key that share a day.
"""

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


def on(day: dt.date | F, prefix: str = "") -> Q:
    """The condition "in force on ``day``", a date or a field that holds one.

    ``prefix`` is a lookup path such as ``"placement__"``.
    """
    return Q(**{f"{prefix}valid_from__lte": day}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": day})
    )


class DatedQuerySet(models.QuerySet[Any]):
    def on(self, day: dt.date) -> Self:
        return self.filter(on(day))

    def open(self) -> Self:
        return self.filter(valid_to__isnull=True)


class Dated(models.Model):
    """A fact with a period. Concrete models add ``NoOverlap`` for their key in a migration."""

    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="%(app_label)s_%(class)s_period",
            )
        ]

    def covers(self, day: dt.date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


TRIGGER = """
CREATE TRIGGER {name}_{event} BEFORE {event} ON {table} FOR EACH ROW
WHEN {when} BEGIN
  SELECT RAISE(ABORT, '{name}: periods overlap')
  WHERE EXISTS (
    SELECT 1 FROM {table} other
    WHERE {same} AND other.id IS NOT NEW.id {where}
      AND (NEW.valid_to IS NULL OR other.valid_from < NEW.valid_to)
      AND (other.valid_to IS NULL OR NEW.valid_from < other.valid_to)
  );
END
"""


class NoOverlap(Operation):
    """Refuse overlapping periods of rows equal in ``columns``: exclusion constraint or SQLite triggers.

    ``where`` names a boolean column; only rows in which it is true are held apart.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, model: str, columns: list[str], name: str, where: str = "") -> None:
        self.model, self.columns, self.name, self.where = model, columns, name, where

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        return None

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        table = to_state.apps.get_model(app_label, self.model)._meta.db_table
        if schema_editor.connection.vendor == "postgresql":
            same = ", ".join(f"{column} WITH =" for column in self.columns)
            where = f"WHERE ({self.where})" if self.where else ""
            schema_editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
            schema_editor.execute(
                f"ALTER TABLE {table} ADD CONSTRAINT {self.name} EXCLUDE USING gist "
                f"({same}, daterange(valid_from, valid_to, '[)') WITH &&) {where}"
            )
            return
        same = " AND ".join(f"other.{column} = NEW.{column}" for column in self.columns)
        for event in ("INSERT", "UPDATE"):
            schema_editor.execute(
                TRIGGER.format(
                    name=self.name,
                    event=event,
                    table=table,
                    same=same,
                    when=f"NEW.{self.where}" if self.where else "1",
                    where=f"AND other.{self.where}" if self.where else "",
                )
            )

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        table = from_state.apps.get_model(app_label, self.model)._meta.db_table
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {self.name}")
            return
        for event in ("INSERT", "UPDATE"):
            schema_editor.execute(f"DROP TRIGGER {self.name}_{event}")

    def describe(self) -> str:
        return f"Refuse overlapping periods in {self.model} per {', '.join(self.columns)}"

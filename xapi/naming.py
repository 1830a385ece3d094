"""Agents and activities a batch names: numbered, and what is known of them brought up to date.

On PostgreSQL all of it is one query before the batch is written; rows are sorted, so that writers never wait for each
other in a circle; DO NOTHING holds no lock on a row that is there: one kept to the end of the transaction could. On
SQLite, which has one writer, it goes in with the batch.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from xapi.arrival import Known, following
from xapi.describing import merged
from xapi.models import Activity, Agent
from xapi.rows import Json

_ADD_AGENTS = """
INSERT INTO xapi_agent (key, object_type, name) VALUES {values}
ON CONFLICT (key) DO NOTHING RETURNING 'agent' AS what, key AS name, id"""
_ADD_ACTIVITIES = """
INSERT INTO xapi_activity (iri, definition, updated) VALUES {values}
ON CONFLICT (iri) DO NOTHING RETURNING 'activity' AS what, iri AS name, id"""
# Only what still is as it was read: two who define one activity at the same time must both be heard.
_DEFINE = """
UPDATE xapi_activity SET definition = column4, updated = column5 FROM (VALUES {values}) v
WHERE id = column1 AND definition = column3 RETURNING 'defined' AS what, iri AS name, id"""
_RENAME = """
UPDATE xapi_agent SET name = column3 FROM (VALUES {values}) v
WHERE id = column1 RETURNING 'renamed' AS what, key AS name, id"""


class _Part(NamedTuple):
    """One change of several rows; ``what`` it is called in the answer, ``at`` which column of a row names it."""

    text: str
    what: str
    at: int
    rows: list[tuple[Any, ...]]

    @property
    def wanted(self) -> set[tuple[str, str]]:
        return {(self.what, row[self.at]) for row in self.rows}

    @property
    def sql(self) -> str:
        places = f"({', '.join(['%s'] * len(self.rows[0]))})"
        return self.text.format(values=", ".join([places] * len(self.rows)))

    @property
    def values(self) -> list[Any]:
        return [value for row in self.rows for value in row]


def settle(known: Known, agents: Mapping[str, Json], definitions: Mapping[str, Json]) -> dict[str, list[Any]]:
    """Give every agent and activity its number, and merge what the batch says of them into what is known.

    ``definitions`` by IRI and ``agents`` by key; what is empty says nothing. A row that says nothing new is not
    written: every statement about a popular activity would wait for it. Returns what the caller is to write (SQLite).
    """
    if connection.vendor != "postgresql":
        return dict(_numbered(known, _parts(known, agents, definitions)))
    while parts := [part for part in _parts(known, agents, definitions) if part.rows]:
        done = _run(parts)
        for what, name, number in done:
            if what in ("agent", "activity"):
                (known.agents if what == "agent" else known.activities)[name] = number
            # What has just been written needs no second look.
            (known.names if what == "renamed" else known.definitions).pop(name, None)
        if len(done) == sum(len(part.rows) for part in parts):
            break
        written = {(what, name) for what, name, _number in done}
        _read_again(known, {what for part in parts for what in part.wanted if what not in written})
    return {}


def _numbered(known: Known, parts: Iterator[_Part]) -> Iterator[tuple[str, list[Any]]]:
    """The rows of ``parts`` that have any, by what they are called; new ones begin with their number."""
    for part in parts:
        rows: list[Any] = part.rows
        if part.what in ("agent", "activity"):
            model, numbers = (Agent, known.agents) if part.what == "agent" else (Activity, known.activities)
            rows = [(number, *row) for number, row in zip(following(known, model, len(rows)), rows, strict=True)]
            numbers.update({row[1]: row[0] for row in rows})
        if rows:
            yield part.what, rows


def _parts(known: Known, agents: Mapping[str, Json], definitions: Mapping[str, Json]) -> Iterator[_Part]:
    new = sorted(agents.keys() - known.agents.keys())
    added = [(key, agents[key].get("objectType", "Agent"), _name(agents[key])) for key in new]
    yield _Part(_ADD_AGENTS, "agent", 0, added)
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    new = sorted(definitions.keys() - known.activities.keys())
    yield _Part(_ADD_ACTIVITIES, "activity", 0, [(iri, _text(definitions[iri]), now) for iri in new])
    changed = []
    for iri in sorted(known.definitions):
        if definitions[iri]:
            old = json.loads(known.definitions[iri] or "{}")
            definition = merged(old, definitions[iri])
            if definition != old:
                changed.append((known.activities[iri], iri, known.definitions[iri], _text(definition), now))
    yield _Part(_DEFINE, "defined", 1, changed)
    named = [(known.agents[key], key, _name(agents[key])) for key in sorted(known.names)]
    yield _Part(_RENAME, "renamed", 1, [row for row in named if row[2] and row[2] != known.names[row[1]]])


def _run(parts: Sequence[_Part]) -> list[tuple[str, str, int]]:
    """Rows of (what was done, to which, its number)."""
    with connection.cursor() as cursor:
        named = ", ".join(f"part_{number} AS ({part.sql})" for number, part in enumerate(parts))
        found = " UNION ALL ".join(f"SELECT * FROM part_{number}" for number in range(len(parts)))  # noqa: S608
        cursor.execute(f"WITH {named} {found}", [value for part in parts for value in part.values])
        return list(cursor.fetchall())


def _read_again(known: Known, lost: set[tuple[str, str]]) -> None:
    """What another writer has added or changed meanwhile.

    A definition that was changed is held now, so that once more is enough; without its key, or it would wait for those
    who commit links to it, and they for each other.
    """
    agents = [name for what, name in lost if what in ("agent", "renamed")]
    if agents:
        for key, number, name in Agent.objects.filter(key__in=agents).values_list("key", "id", "name"):
            known.agents[key], known.names[key] = number, name
    for wanted, rows in (
        ("activity", Activity.objects.all()),
        ("defined", Activity.objects.select_for_update(no_key=True)),
    ):
        activities = [name for what, name in lost if what == wanted]
        if activities:
            found = rows.filter(iri__in=activities).order_by("iri")
            for iri, number, text in found.values_list("iri", "id", "definition"):
                known.activities[iri], known.definitions[iri] = number, text


def _name(agent: Json) -> str:
    """PostgreSQL keeps no NUL in a text."""
    return str(agent.get("name", "")).replace("\x00", "")


def _text(definition: Json) -> str:
    return json.dumps(definition) if definition else ""

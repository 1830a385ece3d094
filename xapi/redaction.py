"""Taking a person out of the log: statements become tombstones, documents about her are deleted.

The row keeps its id, moments, result columns, registration, kind and fingerprint: folds do not change, and the original
sent again is still a duplicate. Redacting again changes nothing. ``by`` is the opaque id of the account that asked for
it, for ``hooks.redactions``; the store knows no accounts.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from xapi import attachments, hooks, numbers, references
from xapi.arrival import lock_ids
from xapi.models import Activity, Agent, Document, Statement, StatementActivity, StatementAgent, StatementAttachment
from xapi.rows import Json, activities_of, agent_key, agents_of, bounded, object_key
from xapi.tombstones import NOBODY, names_first, tombstone, without

BATCH = 200
Change = Callable[[Json], Json]


@dataclass(frozen=True)
class Redacted:
    """How many were changed or deleted; ``agent_kept``: her identifier is still in the table of agents, because other
    statements name her authority, or because somebody read that table all the while.
    """

    statements: int
    documents: int = 0
    agent_kept: bool = False


def redact_statements(ids: Iterable[UUID], *, by: str = "") -> Redacted:
    """Make tombstones of ``ids``; those that are not here are passed over."""
    wanted, count = iter(ids), 0
    while batch := list(islice(wanted, BATCH)):
        count += _redact(batch, tombstone, by)
    attachments.sweep()
    return Redacted(count)


def redact_agent(key: str, *, by: str = "") -> Redacted:
    """Take the agent of ``key`` (``rows.agent_key``) out of all statements and delete her documents.

    Statements she is the actor or object of become tombstones; in the others she alone is replaced.
    """

    def change(statement: Json) -> Json:
        return tombstone(statement) if names_first(statement, key) else without(statement, key)

    count = sum(_redact(batch, change, by) for batch in _naming(key))
    attachments.sweep()
    with transaction.atomic():
        documents, _each = documents_of(key).delete()
        _tell("documents", documents, by)
    return Redacted(count, documents, agent_kept=not _forget_agent(key))


def statements_of(key: str) -> QuerySet[StatementAgent]:
    return StatementAgent.objects.filter(agent__key=key)


def documents_of(key: str) -> QuerySet[Document]:
    """State and agent profiles."""
    return Document.objects.filter(agent=key)


def _naming(key: str) -> Iterator[list[UUID]]:
    """In the order of ``seq``: one that names her in its authority keeps its link and must not come again."""
    last = 0
    while True:
        found = statements_of(key).filter(statement__gt=last).order_by("statement")
        batch = list(found.values_list("statement__seq", "statement__statement_id")[:BATCH])
        if not batch:
            return
        last = batch[-1][0]
        yield [statement_id for _, statement_id in batch]


def _redact(ids: Sequence[UUID], change: Change, by: str) -> int:
    """Under the locks of ``record()``, so that a copy or a void of one of ``ids`` comes before or after."""
    nobody, _made = Agent.objects.get_or_create(key=agent_key(NOBODY))
    now, changed = timezone.now(), []
    with transaction.atomic():
        lock_ids(ids, refers=True)
        for row in Statement.objects.filter(statement_id__in=ids).order_by("seq"):
            old = numbers.loads(row.raw)
            new = change(old)
            if new != old:
                _apply(row, new, nobody, now)
                changed.append(row)
        Statement.objects.bulk_update(changed, ["raw", "actor", "object_type", "object_key", "redacted_at"])
        _link_again(changed)
        _tell("statements", len(changed), by)
    return len(changed)


def _tell(what: str, count: int, by: str) -> None:
    for hear in hooks.redactions if count else ():
        hear(what, count, by)


def _apply(row: Statement, new: Json, nobody: Agent, now: dt.datetime) -> None:
    row.raw = numbers.dumps(new)
    if agent_key(new["actor"]) == nobody.key:
        row.actor = nobody
    row.object_type, row.object_key = new["object"].get("objectType", "Activity"), object_key(new["object"])
    row.redacted_at = now


def _link_again(rows: Sequence[Statement]) -> None:
    """Links say what the text says, no more."""
    texts = {row.pk: json.loads(row.raw) for row in rows}
    people = {row.pk: _named(agents_of(texts[row.pk]), agent_key) for row in rows}
    things = {row.pk: _named(activities_of(texts[row.pk]), lambda activity: bounded(activity["id"])) for row in rows}
    agents = dict(Agent.objects.filter(key__in=_all(people)).values_list("key", "pk"))
    activities = dict(Activity.objects.filter(iri__in=_all(things)).values_list("iri", "pk"))
    for links in (StatementAgent, StatementActivity):
        links.objects.filter(statement__in=texts).delete()
    StatementAgent.objects.bulk_create(
        StatementAgent(statement=row, agent_id=agents[key], stored=row.stored, direct=direct)
        for row in rows
        for key, direct in people[row.pk].items()
    )
    StatementActivity.objects.bulk_create(
        StatementActivity(statement=row, activity_id=activities[iri], stored=row.stored, direct=direct)
        for row in rows
        for iri, direct in things[row.pk].items()
    )
    references.link_again([row.statement_id for row in rows])
    for row in rows:
        named = [item["sha2"].lower() for _path, item, _inner in attachments.named_in(texts[row.pk])]
        StatementAttachment.objects.filter(statement=row).exclude(attachment__in=named).delete()


def _named(pairs: Iterable[tuple[Json, bool]], key_of: Callable[[Json], str | None]) -> dict[str, bool]:
    """Key of each, and whether it is named directly anywhere."""
    found: dict[str, bool] = {}
    for thing, direct in pairs:
        key = key_of(thing)
        if key is not None:
            found[key] = direct or found.get(key, False)
    return found


def _all(named: dict[int, dict[str, bool]]) -> set[str]:
    return {key for keys in named.values() for key in keys}


def _forget_agent(key: str) -> bool:
    """Delete her row, unless something names it yet; its name goes in any case.

    A writer who has read its number may be about to use it: the table is ours only when no writer is at work.
    """
    Agent.objects.filter(key=key).update(name="")
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL lock_timeout = '2s'")
                    cursor.execute("LOCK TABLE xapi_agent IN ACCESS EXCLUSIVE MODE")
            row = Agent.objects.filter(key=key).first()
            if row is None:
                return True
            if statements_of(key).exists() or Statement.objects.filter(actor=row).exists():
                return False
            row.delete()
    except OperationalError:
        return False
    return True

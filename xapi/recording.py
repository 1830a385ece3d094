"""``record()``: the only door into the statement log.

One transaction: lock the ids, lock the registrations' state, stamp, insert, fold, react. Nothing is kept on any
failure. Sending a statement again is harmless; sending another one under its id is a conflict.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from django.db import transaction

from xapi import attachments, hooks
from xapi.arrival import Known, lock_ids, look_up
from xapi.describing import merged
from xapi.models import Authority, ExpiredStatement, Statement
from xapi.naming import settle
from xapi.references import extend_closure
from xapi.rows import Json, activities_of, agent_key, agents_of, bounded, build, fingerprint, id_of, parse_instant
from xapi.vocabulary import Verb
from xapi.writing import Beside, Link, insert

# A completed lesson completes a course, a course certifies: two; the rest is room.
MAX_DEPTH = 5
# Per fold, what the running ``record()`` calls of this transaction have locked, outermost first.
_running: ContextVar[tuple[list[Any], ...]] = ContextVar("record_running", default=())


class Conflict(Exception):
    """Another statement already has this id (409)."""


class DuplicateId(Exception):
    """One batch carries an id twice (400)."""


class VoidForbidden(Exception):
    """The authority may not void that statement (403)."""


def record(
    statements: Sequence[Json],
    *,
    authority: Authority,
    files: Mapping[str, bytes] | None = None,
    define: bool = True,
    react: bool = True,
) -> list[UUID]:
    """Store ``statements`` (valid, as dicts) on the word of ``authority``; return their ids in order.

    ``files`` are contents of attachments by their hash; with ``define`` what the statements say of activities and
    names of agents is remembered; without ``react`` they are history whose consequences are statements of their own.
    Raises ``DuplicateId``, ``Conflict`` or ``VoidForbidden``; then nothing is stored.
    """
    incoming = [{**statement, "id": statement.get("id") or str(uuid.uuid4())} for statement in statements]
    ids = [id_of(statement["id"]) for statement in incoming]
    if len(set(ids)) != len(ids):
        raise DuplicateId
    if not incoming:
        return []
    refers = any(_refers(item) for item in incoming)
    try:
        _store(incoming, ids, authority, files or {}, define, react, refers)
    except _Awaited:
        # From the beginning, for locks are taken in one order.
        _store(incoming, ids, authority, files or {}, define, react, True)
    return ids


class _Awaited(Exception):
    """Something began to refer to one of the batch while its id was waited for: references must be held as well."""


def _store(
    incoming: Sequence[Json],
    ids: Sequence[UUID],
    authority: Authority,
    files: Mapping[str, bytes],
    define: bool,
    react: bool,
    refers: bool,
) -> None:
    # A reaction's statements stand and fall with their cause: no savepoint of their own, and no locks on ids, which
    # nobody else can know yet; waiting for one while holding a registration could close a circle.
    with transaction.atomic(savepoint=not _running.get()):
        targets = {id_of(statement["object"]["id"]) for statement in incoming if statement["verb"]["id"] == Verb.VOIDED}
        has_references = True
        if not _running.get():
            referred = {id_of(item["object"]["id"]) for item in incoming if _refers(item)}
            has_references = lock_ids({*ids, *referred}, refers=refers)
        aimed_at = _present(statement_id__in=targets) if targets else []
        with _locked(_registrations(incoming, aimed_at)) as locked:
            batch = _Batch(incoming, authority, targets, define)
            # Nobody else voids what is locked above; a reaction holds it only from here on, by its registration.
            present = batch.present([] if _is_reaction() else aimed_at)
            fresh = batch.fresh(present)
            if batch.known.awaited and not has_references:
                raise _Awaited
            if fresh:
                arrived, voided = batch.insert(fresh, present, files)
                _run_hooks(locked, arrived, voided, react)


def _is_reaction() -> bool:
    """Asked inside of ``_locked``: this call is there too, with its cause before it."""
    return len(_running.get()) > 1


def _present(**which: Any) -> list[Statement]:
    return list(Statement.objects.filter(**which).select_related("authority"))


def _refers(statement: Json) -> bool:
    return statement["object"].get("objectType") == "StatementRef"


def _registrations(incoming: Sequence[Json], aimed_at: Sequence[Statement]) -> list[UUID]:
    """Every registration the batch names or whose statements it voids, sorted."""
    registrations = {
        id_of(statement["context"]["registration"])
        for statement in incoming
        if statement.get("context", {}).get("registration")
    }
    return sorted(registrations | {row.registration for row in aimed_at if row.registration})


@contextmanager
def _locked(registrations: Sequence[UUID]) -> Iterator[list[Any]]:
    """Every fold's locked state; within a reaction it builds on what the cause has locked."""
    running = _running.get()
    if len(running) >= MAX_DEPTH:
        raise RecursionError("reactions recorded statements more than MAX_DEPTH deep")
    held = running[-1] if running else [None] * len(hooks.folds)
    locked = [fold.lock(registrations, state) for fold, state in zip(hooks.folds, held, strict=True)]
    token = _running.set((*running, locked))
    try:
        yield locked
    finally:
        _running.reset(token)


class _Batch:
    """The statements of one call with their links, and what the store knows of them."""

    def __init__(self, incoming: Sequence[Json], authority: Authority, targets: set[UUID], define: bool) -> None:
        self.incoming, self.authority = incoming, authority
        self.people: dict[str, dict[str, bool]] = {item["id"]: {} for item in incoming}
        self.things: dict[str, dict[str, bool]] = {item["id"]: {} for item in incoming}
        self.agents: dict[str, Json] = {}
        self.definitions: dict[str, Json] = {}
        for item in incoming:
            self._note(item)
        if not define:
            self.agents = {key: {} for key in self.agents}
            self.definitions = {iri: {} for iri in self.definitions}
        ids = [id_of(item["id"]) for item in incoming]
        defined = [iri for iri, definition in self.definitions.items() if definition]
        # A void cannot be voided: what waits for it waits for ever.
        voidable = [id_of(item["id"]) for item in incoming if item["verb"]["id"] != Verb.VOIDED]
        self.known: Known = look_up(ids, voidable, targets, self.agents, self.definitions, defined)

    def _note(self, item: Json) -> None:
        """Whom and what the statement names, and what it says of them."""
        people, things = self.people[item["id"]], self.things[item["id"]]
        for agent, direct in agents_of({**item, "authority": self.authority.agent}):
            key = agent_key(agent)
            if key is not None:
                people[key] = direct or people.get(key, False)
                self.agents[key] = {**self.agents.get(key, {}), **agent}
        for activity, direct in activities_of(item):
            iri = bounded(activity["id"])
            things[iri] = direct or things.get(iri, False)
            self.definitions[iri] = merged(self.definitions.get(iri, {}), activity.get("definition", {}))

    def present(self, read: list[Statement]) -> list[Statement]:
        """Stored statements that matter to the batch: under its ids, what it voids, voids that waited for it.

        ``read`` are those of them that need not be read again.
        """
        missing = self.known.present - {row.seq for row in read}
        return [*read, *(_present(seq__in=missing) if missing else [])]

    def fresh(self, present: Sequence[Statement]) -> list[Json]:
        """The statements not stored yet; raises ``Conflict`` for another one under a known id."""
        by_id = {row.statement_id: row for row in present}
        expired = ExpiredStatement.objects.in_bulk(self.known.expired) if self.known.expired else {}
        fresh = []
        for item in self.incoming:
            statement_id = id_of(item["id"])
            row = by_id.get(statement_id)
            old = row or expired.get(statement_id)
            if old is None:
                fresh.append(item)
            elif old.fingerprint != fingerprint(item) or (row is not None and not _same_moment(item, row)):
                raise Conflict(item["id"])
        return fresh

    def insert(
        self, fresh: Sequence[Json], present: Sequence[Statement], files: Mapping[str, bytes]
    ) -> tuple[list[Statement], list[Statement]]:
        """Store ``fresh``; its rows, and those that are void from now on."""
        named = settle(self.known, self.agents, self.definitions)
        agents, activities = self.known.agents, self.known.activities
        rows = [build(item, authority=self.authority, stored=self.known.now) for item in fresh]
        for row, item, seq in zip(rows, fresh, self.known.numbers, strict=False):
            row.seq, row.actor_id = seq, agents.get(agent_key(item["actor"]) or "")
        pairs = [(row, item["id"]) for row, item in zip(rows, fresh, strict=True)]
        voided = _apply_voids(rows, present)
        new = {row.seq for row in rows}
        beside = Beside([(row.seq, row.voided_at) for row in voided if row.seq not in new], named)
        if files:
            beside.kept = attachments.kept_by(zip(rows, fresh, strict=True), files)
            beside.files = {digest: files[digest] for _seq, digest in beside.kept}
        insert(
            rows,
            [Link(row, agents[key], direct) for row, item_id in pairs for key, direct in self.people[item_id].items()],
            [
                Link(row, activities[iri], direct)
                for row, item_id in pairs
                for iri, direct in self.things[item_id].items()
            ],
            beside,
        )
        extend_closure(rows, self.known.awaited & {row.statement_id for row in rows})
        return rows, voided


def _same_moment(statement: Json, row: Statement) -> bool:
    return "timestamp" not in statement or parse_instant(statement["timestamp"]) == row.timestamp


def _apply_voids(arrived: Sequence[Statement], present: Sequence[Statement]) -> list[Statement]:
    """Note and return what is now voided; a void counts from the same authority or one that may void others'.

    A voiding statement cannot be voided. Voids by others are refused when their target is here and have no effect
    when they came before it.
    """
    here = {row.statement_id: row for row in [*present, *arrived]}
    new = {row.statement_id for row in arrived}
    changed = []
    for void in [row for row in here.values() if row.is_voiding]:
        target = here.get(void.ref_target) if void.ref_target else None
        if target is None or not {void.statement_id, target.statement_id} & new:
            continue
        allowed = void.authority_id == target.authority_id or void.authority.can_void
        if target.is_voiding or not allowed:
            if void.statement_id in new:
                raise VoidForbidden(str(target.statement_id))
            continue
        if target.voided_at is None:
            target.voided_at = max(void.stored, target.stored)
            changed.append(target)
    return changed


def _run_hooks(locked: Sequence[Any], arrived: Sequence[Statement], voided: Sequence[Statement], react: bool) -> None:
    changes: list[Any] = []
    for fold, state in zip(hooks.folds, locked, strict=True):
        changes.extend(fold.fold(state, arrived, voided))
    for reaction in hooks.reactions if react else ():
        reaction(changes)

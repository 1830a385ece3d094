"""The SQL that finds a page of statements: walks along indexes that are in the log's order, and stops at the limit.

A planner left alone would rather walk the whole log than a client's part of it, hence plain SQL. Every filter but
``since``, ``until`` and ``limit`` also finds the statements that refer to one it finds (xAPI 1.0.3, Part Three, 2.1.3).
"""

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from xapi.models import Authority
from xapi.rows import agent_key, parse_instant


class Sql(NamedTuple):
    text: str
    values: list[Any]


class _Driver(NamedTuple):
    """What a search walks along: links of one agent or activity, or the statements themselves.

    ``source`` calls the statements {s}; ``order`` are the columns that hold ``stored`` and ``seq``.
    """

    source: str
    where: list[Sql]
    order: tuple[str, str]
    links: bool = False


_AGENT = "(SELECT id FROM xapi_agent WHERE key = %s)"
_ACTIVITY = "(SELECT id FROM xapi_activity WHERE iri = %s)"


def statement_of(filters: Mapping[str, Any], *, only: Authority | None, after: Any, limit: int) -> Sql:
    """Rows of (stored, seq, raw), at most ``limit``, after the place ``after``; see ``queries.page``.

    With ``alone``, which no query string brings, what refers to a statement found is left out.
    """
    direction = "ASC" if filters.get("ascending") else "DESC"
    driver, flags = _driver(filters), _flags(filters)
    referring = None
    if not filters.get("alone") and (driver.links or filters.keys() & {"verb", "registration"}):
        referring = _referring(driver, flags, filters, only, after)
    if not driver.links and "registration" not in filters and only and agent_key(only.agent):
        driver, flags = _along_agent(agent_key(only.agent)), [True, False]
    walked = flags if driver.links else [None]
    found = [_walk(driver, flag, filters, only, after, direction, limit) for flag in walked]
    union = " UNION ".join(f"SELECT * FROM ({part.text}) part_{number}" for number, part in enumerate(found))  # noqa: S608
    values = [value for part in found for value in part.values]
    if referring:
        union += " UNION SELECT stored, seq FROM referring"
    text = (
        f"SELECT s.stored, s.seq, s.raw FROM ({union} ORDER BY stored {direction}, seq {direction} LIMIT %s) page "  # noqa: S608
        f"JOIN xapi_statement s ON s.seq = page.seq ORDER BY page.stored {direction}, page.seq {direction}"
    )
    if referring:
        # Of its own: asked together with the order and the limit it would be looked for through the whole log.
        text, values = f"WITH referring AS MATERIALIZED ({referring.text}) {text}", [*referring.values, *values]
    return Sql(text, [*values, limit])


def _driver(filters: Mapping[str, Any]) -> _Driver:
    if "agent" in filters:
        return _along_agent(filters["agent"])
    if "activity" in filters:
        where = [Sql(f"l.activity_id = {_ACTIVITY}", [filters["activity"]])]
        return _Driver(_LINKED.format(thing="activity", s="{s}"), where, ("l.stored", "l.statement_id"), links=True)
    return _Driver("xapi_statement {s}", [], ("{s}.stored", "{s}.seq"))


_LINKED = "xapi_statement{thing} l JOIN xapi_statement {s} ON {s}.seq = l.statement_id"


def _along_agent(key: str | None) -> _Driver:
    where = [Sql(f"l.agent_id = {_AGENT}", [key])]
    return _Driver(_LINKED.format(thing="agent", s="{s}"), where, ("l.stored", "l.statement_id"), links=True)


def _flags(filters: Mapping[str, Any]) -> list[bool]:
    """Which links count: the direct ones, or all of them, which are two walks."""
    related = filters.get("related_agents" if "agent" in filters else "related_activities")
    return [True, False] if related else [True]


def _walk(
    driver: _Driver,
    direct: bool | None,
    filters: Mapping[str, Any],
    only: Authority | None,
    after: Any,
    direction: str,
    limit: int,
) -> Sql:
    stored, seq = (column.format(s="s") for column in driver.order)
    terms = [*driver.where, *_conditions(filters, "s"), *_window(filters, after, stored, seq), *_returned(only, "s")]
    if direct is not None:
        terms.append(Sql("l.direct = %s", [direct]))
    source, where = driver.source.format(s="s"), _all(terms)
    order = f"ORDER BY {stored} {direction}, {seq} {direction} LIMIT %s"
    return Sql(
        f"SELECT {stored} AS stored, {seq} AS seq FROM {source} WHERE {where.text} {order}",  # noqa: S608
        [*where.values, limit],
    )


def _referring(
    driver: _Driver, flags: list[bool], filters: Mapping[str, Any], only: Authority | None, after: Any
) -> Sql:
    """The statements that refer to one the filters find: few, for what is referred to is marked."""
    terms = [*driver.where, *_conditions(filters, "d"), *_window(filters, after, "a.stored", "a.seq")]
    terms += [*_returned(only, "a"), Sql("l.referenced" if driver.links else "d.referenced", [])]
    if driver.links and flags == [True]:
        terms.append(Sql("l.direct", []))
    where = _all(terms)
    return Sql(
        f"SELECT a.stored, a.seq FROM {driver.source.format(s='d')} "  # noqa: S608
        "JOIN xapi_statementrefclosure c ON c.descendant = d.statement_id "
        f"JOIN xapi_statement a ON a.statement_id = c.ancestor WHERE {where.text}",
        where.values,
    )


def _conditions(filters: Mapping[str, Any], statement: str) -> list[Sql]:
    """What the driver leaves to check."""
    terms = []
    if "verb" in filters:
        terms.append(Sql(f"{statement}.verb = %s", [filters["verb"]]))
    if "registration" in filters:
        terms.append(Sql(f"{statement}.registration = %s", [_uuid(UUID(filters["registration"]))]))
    if "agent" in filters and "activity" in filters:
        direct = "" if filters.get("related_activities") else " AND t.direct"
        text = f"SELECT 1 FROM xapi_statementactivity t WHERE t.statement_id = {statement}.seq"  # noqa: S608
        terms.append(Sql(f"EXISTS ({text} AND t.activity_id = {_ACTIVITY}{direct})", [filters["activity"]]))
    return terms


def _window(filters: Mapping[str, Any], after: Any, stored: str, seq: str) -> list[Sql]:
    """``since`` is exclusive, ``until`` inclusive (xAPI 1.0.3, Part Three, 2.1.3)."""
    terms = []
    for name, sign in (("since", ">"), ("until", "<=")):
        if name in filters:
            terms.append(Sql(f"{stored} {sign} %s", [_moment(parse_instant(filters[name].upper()))]))
    if after:
        sign = ">" if filters.get("ascending") else "<"
        terms.append(Sql(f"({stored}, {seq}) {sign} (%s, %s)", [_moment(after.stored), after.seq]))
    return terms


def _returned(only: Authority | None, statement: str) -> list[Sql]:
    terms = [Sql(f"{statement}.voided_at IS NULL", [])]
    if only:
        terms.append(Sql(f"{statement}.authority_id = %s", [only.pk]))
    return terms


def _all(terms: list[Sql]) -> Sql:
    return Sql(" AND ".join(term.text for term in terms), [value for term in terms for value in term.values])


def _moment(value: Any) -> Any:
    return connection.ops.adapt_datetimefield_value(value)


def _uuid(value: UUID) -> UUID | str:
    return value if connection.features.has_native_uuid_field else value.hex

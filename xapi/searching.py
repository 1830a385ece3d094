"""The SQL that finds a page of statements: walks along indexes that are in the log's order, and stops at the limit.

A planner left alone would rather walk the whole log than a client's part of it, or sort all there is of a course to
take twenty-five: hence plain SQL, and PostgreSQL's planner is left nothing but the walks. Every filter but ``since``,
``until`` and ``limit`` also finds the statements that refer to one it finds (xAPI 1.0.3, Part Three, 2.1.3).
"""

from collections.abc import Mapping
from enum import Enum
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from xapi.models import Authority
from xapi.rows import agent_key, parse_instant

# A verb said less often is looked for by itself, and not among all that a client said.
RARE = 1000


class Voided(Enum):
    """What ``filters["voided"]`` may be, which no query string brings: the standard's answers leave voided ones out."""

    ALSO = "also"
    ONLY = "only"


class Sql(NamedTuple):
    text: str
    values: list[Any]


class _Way(NamedTuple):
    """What a walk goes along. ``source`` joins the statements returned as s; ``order`` are the columns that hold their
    ``stored`` and ``seq``, ``matched`` those with the ``seq``, verb and registration of the statement that has to
    match: another one where a reference is followed. One may refer to several: then it comes up more than once.
    """

    source: str
    order: tuple[str, str]
    matched: tuple[str, str, str]
    where: tuple[Sql, ...] = ()
    unique: bool = True


_ITSELF = ("s.seq", "s.verb", "s.registration")
_REFERRED = ("c.target_seq", "c.verb", "c.registration")
_LOG = _Way("xapi_statement s", ("s.stored", "s.seq"), _ITSELF)
_PAIRS = _Way(
    "xapi_statementrefclosure c JOIN xapi_statement s ON s.seq = c.seq", ("c.stored", "c.seq"), _REFERRED, unique=False
)
# What is voided, and with what it refers to. Written like this no verb is looked for by its index, which SQLite, who
# does not know how little is voided, would rather walk along.
_VOIDED = _Way(_LOG.source, _LOG.order, ("s.seq", "coalesce(s.verb, '')", "s.registration"))
_VOIDED_PAIRS = _Way(
    "xapi_statement s JOIN xapi_statementrefclosure c ON c.ancestor = s.statement_id",
    _LOG.order,
    ("c.target_seq", "coalesce(c.verb, '')", "c.registration"),
    unique=False,
)
_RELATED = {"agent": "related_agents", "activity": "related_activities"}
_NAMED = {
    "agent": "SELECT id FROM xapi_agent WHERE key = %s",
    "activity": "SELECT id FROM xapi_activity WHERE iri = %s",
}


def _links(thing: str, key: str | None, direct: bool) -> _Way:
    """Statements that name an agent or activity."""
    source = f"xapi_statement{thing} l JOIN xapi_statement s ON s.seq = l.statement_id"
    return _Way(source, ("l.stored", "l.statement_id"), _ITSELF, _of(thing, key, direct))


def _second_hand(thing: str, key: str | None, direct: bool) -> _Way:
    """Statements that refer to one that names an agent or activity."""
    source = f"xapi_reference{thing} l JOIN xapi_statementrefclosure c ON c.id = l.pair_id "
    source += "JOIN xapi_statement s ON s.seq = l.seq"
    return _Way(source, ("l.stored", "l.seq"), _REFERRED, _of(thing, key, direct), unique=False)


def _of(thing: str, key: str | None, direct: bool) -> tuple[Sql, ...]:
    return Sql(f"l.{thing}_id = ({_NAMED[thing]})", [key]), Sql("l.direct = %s", [direct])


_OTHER_PLANS = ("enable_sort", "enable_bitmapscan", "enable_hashjoin", "enable_mergejoin", "enable_seqscan", "jit")


def rows(sql: Sql) -> list[tuple[Any, ...]]:
    """What ``sql`` finds. On PostgreSQL it goes out together with the planner's orders, which end with it."""
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql" or connection.settings_dict["OPTIONS"].get("server_side_binding"):
            cursor.execute(sql.text, sql.values)
            return list(cursor.fetchall())
        # In somebody's transaction they would stay until its end.
        after = f"; {_orders('on')}" if connection.in_atomic_block else ""
        cursor.execute(f"{_orders('off')}; {sql.text}{after}", sql.values)
        cursor.nextset()
        return list(cursor.fetchall())


def _orders(value: str) -> str:
    return "SELECT " + ", ".join(f"set_config('{name}', '{value}', true)" for name in _OTHER_PLANS)


def statement_of(filters: Mapping[str, Any], *, only: Authority | None, after: Any, limit: int) -> Sql:
    """Rows of (stored, seq, raw), at most ``limit``, after the place ``after``; see ``queries.page``.

    With ``alone``, which no query string brings either, what refers to a statement found is left out.
    """
    direction = "ASC" if filters.get("ascending") else "DESC"
    walks = [_walk(way, filters, only, after, direction, limit) for way in _ways(filters, only)]
    union = " UNION ".join(f"SELECT * FROM ({walk.text}) walk_{number}" for number, walk in enumerate(walks))  # noqa: S608
    text = (
        f"SELECT s.stored, s.seq, s.raw FROM ({union} ORDER BY stored {direction}, seq {direction} LIMIT %s) page "  # noqa: S608
        f"JOIN xapi_statement s ON s.seq = page.seq ORDER BY page.stored {direction}, page.seq {direction}"
    )
    return Sql(text, [*(value for walk in walks for value in walk.values), limit])


def _ways(filters: Mapping[str, Any], only: Authority | None) -> list[_Way]:
    """First to what matches itself, then to what refers to it."""
    follows = not filters.get("alone")
    driver = _driver(filters)
    if driver:
        # Links that are direct, or all of them, which are two walks.
        flags = (True, False) if filters.get(_RELATED[driver]) else (True,)
        kinds = (_links, _second_hand) if follows else (_links,)
        return [way(driver, filters[driver], flag) for way in kinds for flag in flags]
    if _is_of_voided(filters):
        return [_VOIDED, _VOIDED_PAIRS] if follows and filters.keys() & {*_RELATED, "verb"} else [_VOIDED]
    ways = _ways_of_client(filters, only) or [_LOG]
    return [*ways, _PAIRS] if follows and filters.keys() & {"verb", "registration"} else ways


def _is_of_voided(filters: Mapping[str, Any]) -> bool:
    """Whether the walk is along what is voided: that is little, but of one registration there is less yet."""
    return filters.get("voided") is Voided.ONLY and "registration" not in filters


def _driver(filters: Mapping[str, Any]) -> str | None:
    """What is walked along; a registration, which is one learner's in one course, leads to less than either."""
    if "registration" in filters or _is_of_voided(filters):
        return None
    return next((name for name in _RELATED if name in filters), None)


def _ways_of_client(filters: Mapping[str, Any], only: Authority | None) -> list[_Way]:
    """Along all that names its authority, unless something else leads straight to less."""
    key = agent_key(only.agent) if only else None
    if key is None or "registration" in filters or ("verb" in filters and _is_rare(filters["verb"])):
        return []
    return [_links("agent", key, direct) for direct in (True, False)]


def _is_rare(verb: str) -> bool:
    with connection.cursor() as cursor:
        text = "SELECT count(*) FROM (SELECT 1 FROM xapi_statement WHERE verb = %s LIMIT %s) found"
        cursor.execute(text, [verb, RARE])
        return bool(cursor.fetchone()[0] < RARE)


def _walk(way: _Way, filters: Mapping[str, Any], only: Authority | None, after: Any, direction: str, limit: int) -> Sql:
    stored, seq = way.order
    terms = [
        *way.where,
        *_matching(filters, *way.matched),
        *_window(filters, after, stored, seq),
        *_returned(filters, only),
    ]
    where = " AND ".join(term.text for term in terms) or "TRUE"
    distinct = "" if way.unique else "DISTINCT "
    return Sql(
        f"SELECT {distinct}{stored} AS stored, {seq} AS seq FROM {way.source} WHERE {where} "  # noqa: S608
        f"ORDER BY {stored} {direction}, {seq} {direction} LIMIT %s",
        [*(value for term in terms for value in term.values), limit],
    )


def _matching(filters: Mapping[str, Any], number: str, verb: str, registration: str) -> list[Sql]:
    """What the way leaves to check."""
    terms = []
    if "verb" in filters:
        terms.append(Sql(f"{verb} = %s", [filters["verb"]]))
    if "registration" in filters:
        terms.append(Sql(f"{registration} = %s", [_uuid(UUID(filters["registration"]))]))
    for thing in filters.keys() & _RELATED.keys() - {_driver(filters)}:
        direct = "" if filters.get(_RELATED[thing]) else " AND t.direct"
        text = f"SELECT 1 FROM xapi_statement{thing} t WHERE t.statement_id = {number}"  # noqa: S608
        terms.append(Sql(f"EXISTS ({text} AND t.{thing}_id = ({_NAMED[thing]}){direct})", [filters[thing]]))
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


_STANDING = {None: ["s.voided_at IS NULL"], Voided.ALSO: [], Voided.ONLY: ["s.voided_at IS NOT NULL"]}


def _returned(filters: Mapping[str, Any], only: Authority | None) -> list[Sql]:
    mine = [Sql("s.authority_id = %s", [only.pk])] if only else []
    return [*(Sql(text, []) for text in _STANDING[filters.get("voided")]), *mine]


def _moment(value: Any) -> Any:
    return connection.ops.adapt_datetimefield_value(value)


def _uuid(value: UUID) -> UUID | str:
    return value if connection.features.has_native_uuid_field else value.hex

"""Reading the log: filters, pages by key and the mark up to which an answer is complete.

A filter other than ``since``/``until``/``limit`` also finds statements that refer to one it finds (xAPI 1.0.3, Part
Three, 2.1.3). A page continues after ``(stored, seq)``, never by offset.
"""

import datetime as dt
import json
import time
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from xapi import validation_parts as parts
from xapi import validation_values as v
from xapi.arrival import WRITER
from xapi.models import AgentRole, Authority, Statement, StatementActivity, StatementAgent, StatementRefClosure
from xapi.rows import agent_key, parse_instant

MAX_PAGE = 100
_DIRECT = (AgentRole.ACTOR, AgentRole.OBJECT, AgentRole.ACTOR_MEMBER, AgentRole.OBJECT_MEMBER)
FILTERS = frozenset(
    [
        "agent",
        "verb",
        "activity",
        "registration",
        "since",
        "until",
        "limit",
        "ascending",
        "related_activities",
        "related_agents",
    ]
)


# (when this process learnt it, by its own steady clock; the moment)
_last: tuple[float, dt.datetime] | None = None


def complete_through(max_age: float = 0) -> dt.datetime:
    """Nothing stored before this moment can still appear. Read it before the query's own snapshot.

    What was true stays true, so who can do with an older moment takes one that was read ``max_age`` seconds ago.
    """
    global _last
    if connection.vendor != "postgresql":
        return timezone.now()
    now = time.monotonic()
    if _last is None or now - _last[0] >= max_age:
        _last = (now, _oldest_writer())
    return _last[1]


def _oldest_writer() -> dt.datetime:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT least(clock_timestamp(), min(xact_start)) FROM pg_stat_activity "
            "WHERE datname = current_database() AND application_name = %s AND pid <> pg_backend_pid()",
            [WRITER],
        )
        moment: dt.datetime = cursor.fetchone()[0]
        return moment


def parse(query: Mapping[str, str]) -> dict[str, Any]:
    """The filters of a query string as values; raises ``InvalidStatement`` naming the parameter."""
    checks: dict[str, v.Check] = {
        "verb": v.iri,
        "activity": v.iri,
        "registration": v.uuid,
        "since": v.timestamp,
        "until": v.timestamp,
    }
    found: dict[str, Any] = {}
    for name, value in query.items():
        if name in checks:
            checks[name](value, name, "2.0.0")
            found[name] = value
        elif name == "agent":
            found[name] = _agent(value)
        elif name == "limit":
            if not (value.isascii() and value.isdigit() and len(value) < 10):
                raise v.InvalidStatement(name, _("Phải là số nguyên không âm."))
            found[name] = int(value)
        else:
            v.one_of("true", "false")(value, name, "2.0.0")
            found[name] = value == "true"
    return found


def _agent(value: str) -> str:
    try:
        agent = json.loads(value)
    except (ValueError, RecursionError) as error:
        raise v.InvalidStatement("agent", _("Phải là một đối tượng JSON.")) from error
    parts.actor(agent, "agent", "2.0.0")
    key = agent_key(agent)
    if key is None:
        raise v.InvalidStatement("agent", _("Nhóm phải có định danh."))
    return key


def find_one(statement_id: str, *, voided: bool, only: Authority | None) -> Statement | None:
    rows = Statement.objects.filter(statement_id=UUID(statement_id), voided_at__isnull=not voided)
    return (rows.filter(authority=only) if only else rows).first()


def page(
    filters: Mapping[str, Any], *, only: Authority | None, after: tuple[dt.datetime, int] | None
) -> tuple[Sequence[Statement], bool]:
    """One page of statements and whether more follow; ``only`` restricts to one authority's statements."""
    size = min(filters.get("limit") or MAX_PAGE, MAX_PAGE)
    ascending = filters.get("ascending", False)
    rows = _matching(filters).filter(voided_at=None)
    if only:
        rows = rows.filter(authority=only)
    if "since" in filters:
        rows = rows.filter(stored__gt=parse_instant(filters["since"].upper()))
    if "until" in filters:
        rows = rows.filter(stored__lte=parse_instant(filters["until"].upper()))
    if after:
        stored, seq = after
        later = "gt" if ascending else "lt"
        rows = rows.filter(Q(**{f"stored__{later}": stored}) | Q(**{"stored": stored, f"seq__{later}": seq}))
    order = ("stored", "seq") if ascending else ("-stored", "-seq")
    # What is shown; the other columns only cost their reading.
    found = list(rows.order_by(*order).only("seq", "stored", "raw")[: size + 1])
    return found[:size], len(found) > size


def _matching(filters: Mapping[str, Any]) -> QuerySet[Statement]:
    condition = Q()
    if "verb" in filters:
        condition &= Q(verb=filters["verb"])
    if "registration" in filters:
        condition &= Q(registration=UUID(filters["registration"]))
    if "agent" in filters:
        links = StatementAgent.objects.filter(agent__key=filters["agent"])
        if not filters.get("related_agents"):
            links = links.filter(role__in=_DIRECT)
        condition &= Q(seq__in=links.values("statement"))
    if "activity" in filters:
        things = StatementActivity.objects.filter(activity__iri=filters["activity"])
        if not filters.get("related_activities"):
            things = things.filter(role="object")
        condition &= Q(seq__in=things.values("statement"))
    if not condition:
        return Statement.objects.all()
    targets = Statement.objects.filter(condition).values("statement_id")
    referring = StatementRefClosure.objects.filter(descendant__in=targets).values("ancestor")
    return Statement.objects.filter(condition | Q(statement_id__in=referring))

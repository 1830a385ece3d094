"""From a statement (a validated dict) to the rows that store it."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from xapi.models import ActivityRole, AgentRole, Authority, Statement
from xapi.vocabulary import Verb, kind_of

Json = dict[str, Any]


def agent_key(agent: Mapping[str, Any]) -> str | None:
    """The inverse functional identifier as one string; None for an anonymous group."""
    if "mbox" in agent:
        return f"mbox|{agent['mbox']}"
    if "mbox_sha1sum" in agent:
        return f"sha1|{agent['mbox_sha1sum']}"
    if "openid" in agent:
        return f"openid|{agent['openid']}"
    if "account" in agent:
        return f"account|{agent['account']['homePage']}|{agent['account']['name']}"
    return None


def _people(agent: Mapping[str, Any] | None, role: str, member_role: str) -> Iterator[tuple[str, str]]:
    if not agent:
        return
    key = agent_key(agent)
    if key:
        yield key, role
    for member in agent.get("member", ()):
        member_key = agent_key(member)
        if member_key:
            yield member_key, member_role


def agent_roles(statement: Json) -> Iterator[tuple[str, str]]:
    """Every (agent key, role) of the statement, members of groups included."""
    yield from _people(statement["actor"], AgentRole.ACTOR, AgentRole.ACTOR_MEMBER)
    yield from _people(statement.get("authority"), AgentRole.AUTHORITY, AgentRole.AUTHORITY_MEMBER)
    target = statement["object"]
    if target.get("objectType") in {"Agent", "Group"}:
        yield from _people(target, AgentRole.OBJECT, AgentRole.OBJECT_MEMBER)
    context = statement.get("context", {})
    yield from _people(context.get("instructor"), AgentRole.INSTRUCTOR, AgentRole.INSTRUCTOR)
    yield from _people(context.get("team"), AgentRole.TEAM, AgentRole.TEAM)
    for entry in context.get("contextAgents", ()):
        yield from _people(entry.get("agent"), AgentRole.CONTEXT_AGENT, AgentRole.CONTEXT_AGENT)
    for entry in context.get("contextGroups", ()):
        yield from _people(entry.get("group"), AgentRole.CONTEXT_GROUP, AgentRole.CONTEXT_GROUP)
    if target.get("objectType") == "SubStatement":
        yield from _people(target["actor"], AgentRole.SUB_ACTOR, AgentRole.SUB_ACTOR)
        inner = target["object"]
        if inner.get("objectType") in {"Agent", "Group"}:
            yield from _people(inner, AgentRole.SUB_OBJECT, AgentRole.SUB_OBJECT)
        context = target.get("context", {})
        yield from _people(context.get("instructor"), AgentRole.SUB_INSTRUCTOR, AgentRole.SUB_INSTRUCTOR)
        yield from _people(context.get("team"), AgentRole.SUB_TEAM, AgentRole.SUB_TEAM)


def _activities(part: Json, prefix: str) -> Iterator[tuple[Json, str]]:
    target = part["object"]
    if target.get("objectType", "Activity") == "Activity":
        yield target, f"{prefix}{ActivityRole.OBJECT}"
    groups = part.get("context", {}).get("contextActivities", {})
    for role in ("parent", "grouping", "category", "other"):
        listed = groups.get(role, [])
        for activity in [listed] if isinstance(listed, dict) else listed:
            yield activity, f"{prefix}{role}"


def activity_roles(statement: Json) -> Iterator[tuple[Json, str]]:
    """Every (activity object, role) of the statement."""
    yield from _activities(statement, "")
    if statement["object"].get("objectType") == "SubStatement":
        yield from _activities(statement["object"], "sub_")


def _canonical(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _canonical(inner, key) for key, inner in sorted(value.items())}
    if isinstance(value, list):
        items = [_canonical(inner) for inner in value]
        if name in {"member", "parent", "grouping", "category", "other"}:
            items.sort(key=lambda item: json.dumps(item, sort_keys=True))
        return items
    return value


def fingerprint(statement: Json) -> str:
    """Equal for statements the standard calls equal: without what the store sets, order of sets ignored.

    ``timestamp`` is compared apart, as an instant, for the store sets it when it is absent (xAPI 1.0.3, 2.3.1).
    """
    bare = {
        key: value
        for key, value in statement.items()
        if key not in {"id", "authority", "stored", "version", "timestamp"}
    }
    groups = bare.get("context", {}).get("contextActivities")
    if groups:
        lists = {role: [listed] if isinstance(listed, dict) else listed for role, listed in groups.items()}
        bare["context"] = {**bare["context"], "contextActivities": lists}
    text = json.dumps(_canonical(bare), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def parse_instant(text: str) -> dt.datetime:
    """An ISO 8601 timestamp as an aware datetime; one without offset is taken as UTC."""
    moment = dt.datetime.fromisoformat(text.replace("z", "Z"))
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def format_instant(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def object_key(target: Json) -> str:
    """The IRI of an activity, the id of a referenced statement, the key of an agent; "" for a SubStatement."""
    kind = target.get("objectType", "Activity")
    if kind in {"Activity", "StatementRef"}:
        return str(target["id"])
    return (agent_key(target) or "") if kind in {"Agent", "Group"} else ""


def _scaled(result: Json) -> Decimal | None:
    scaled = result.get("score", {}).get("scaled")
    return None if scaled is None else round(Decimal(str(scaled)), 6)


def build(statement: Json, *, authority: Authority, stored: dt.datetime) -> Statement:
    """The unsaved row; ``statement`` already carries its id. ``actor`` is set once agents have ids."""
    result = statement.get("result", {})
    target = statement["object"]
    timestamp = parse_instant(statement["timestamp"]) if "timestamp" in statement else stored
    full = {
        **statement,
        "timestamp": statement.get("timestamp", format_instant(stored)),
        "stored": format_instant(stored),
        "authority": authority.agent,
        "version": statement.get("version", "1.0.0"),
    }
    registration = statement.get("context", {}).get("registration")
    is_ref = target.get("objectType") == "StatementRef"
    return Statement(
        statement_id=UUID(statement["id"]),
        stored=stored,
        timestamp=timestamp,
        version=full["version"],
        verb=statement["verb"]["id"],
        object_type=target.get("objectType", "Activity"),
        object_key=object_key(target),
        registration=UUID(registration) if registration else None,
        authority=authority,
        kind=kind_of(statement["verb"]["id"]),
        success=result.get("success"),
        completion=result.get("completion"),
        score_scaled=_scaled(result),
        is_voiding=statement["verb"]["id"] == Verb.VOIDED,
        ref_target=UUID(target["id"]) if is_ref else None,
        raw=json.dumps(full, ensure_ascii=False, separators=(",", ":")),
        fingerprint=fingerprint(statement),
    )

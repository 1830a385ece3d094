"""From a statement (a validated dict) to the rows that store it."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from xapi.models import Authority, Statement
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


def agents_of(statement: Json) -> dict[str, bool]:
    """The key of every agent and group the statement names, members included, and whether it is named directly."""
    target, context = statement["object"], statement.get("context", {})
    found = dict.fromkeys(_keys(statement["actor"]), True)
    if target.get("objectType") in {"Agent", "Group"}:
        found.update(dict.fromkeys(_keys(target), True))
    related = [statement.get("authority"), *_around(context)]
    if target.get("objectType") == "SubStatement":
        related += [target["actor"], *_around(target.get("context", {}))]
        if target["object"].get("objectType") in {"Agent", "Group"}:
            related.append(target["object"])
    for agent in related:
        for key in _keys(agent):
            found.setdefault(key, False)
    return found


def _keys(agent: Json | None) -> Iterator[str]:
    for named in (agent, *agent.get("member", ())) if agent else ():
        key = agent_key(named)
        if key:
            yield key


def _around(context: Json) -> Iterator[Json | None]:
    yield from (context.get("instructor"), context.get("team"))
    yield from (entry.get("agent") for entry in context.get("contextAgents", ()))
    yield from (entry.get("group") for entry in context.get("contextGroups", ()))


def activities_of(statement: Json) -> Iterator[tuple[Json, bool]]:
    """Every activity the statement names, and whether as its object."""
    inner = statement["object"] if statement["object"].get("objectType") == "SubStatement" else None
    for part in (statement, inner) if inner else (statement,):
        if part["object"].get("objectType", "Activity") == "Activity":
            yield part["object"], part is statement
        for listed in part.get("context", {}).get("contextActivities", {}).values():
            for activity in [listed] if isinstance(listed, dict) else listed:
                yield activity, False


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

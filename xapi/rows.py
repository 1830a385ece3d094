"""From a statement (a validated dict) to the rows that store it."""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from xapi import numbers
from xapi.models import Authority, Statement
from xapi.vocabulary import Verb, kind_of

Json = dict[str, Any]


@lru_cache(maxsize=2048)
def id_of(text: str) -> UUID:
    """Whoever handles a statement asks for its ids several times."""
    return UUID(text)


# Three such texts, two UUIDs and a moment go into one row of a PostgreSQL index, which ends at about 2,700 bytes.
KEY_BYTES = 800
_LONG = "long|"


def bounded(text: str) -> str:
    """``text``, or its fingerprint where it is too long for an index; no IRI and no agent's key looks like that."""
    if len(text) <= KEY_BYTES // 4 and not text.startswith(_LONG):
        return text
    encoded = text.encode()
    if len(encoded) <= KEY_BYTES and not text.startswith(_LONG):
        return text
    return _LONG + hashlib.sha256(encoded).hexdigest()


def agent_key(agent: Mapping[str, Any]) -> str | None:
    """The inverse functional identifier as one string, ``bounded``; None for an anonymous group."""
    if "mbox" in agent:
        return bounded(f"mbox|{agent['mbox']}")
    if "mbox_sha1sum" in agent:
        return f"sha1|{agent['mbox_sha1sum']}"
    if "openid" in agent:
        return bounded(f"openid|{agent['openid']}")
    if "account" in agent:
        return bounded(f"account|{agent['account']['homePage']}|{agent['account']['name']}")
    return None


def agents_of(statement: Json) -> Iterator[tuple[Json, bool]]:
    """Every agent and group the statement names, members included, and whether it is named directly."""
    target, context = statement["object"], statement.get("context", {})
    yield from _with_members(statement["actor"], True)
    if target.get("objectType") in {"Agent", "Group"}:
        yield from _with_members(target, True)
    related = [statement.get("authority"), *_around(context)]
    if target.get("objectType") == "SubStatement":
        related += [target["actor"], *_around(target.get("context", {}))]
        if target["object"].get("objectType") in {"Agent", "Group"}:
            related.append(target["object"])
    for agent in related:
        yield from _with_members(agent, False)


def _with_members(agent: Json | None, direct: bool) -> Iterator[tuple[Json, bool]]:
    if agent:
        yield agent, direct
        for member in agent.get("member", ()):
            yield member, direct


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


_SETS = {"member", "parent", "grouping", "category", "other"}
_SECONDS = re.compile(r"(\d+)[.,](\d+)S", re.ASCII)


def _canonical(value: Any, name: str = "") -> Any:
    """What the standard calls equal becomes equal (xAPI 1.0.3, Part Two, 2.3.1; durations: 4.6)."""
    if isinstance(value, dict):
        if name == "extensions":
            return _same_numbers(value)
        return {key: _canonical(inner, key) for key, inner in value.items() if not _is_default(key, inner)}
    if isinstance(value, list):
        items = [_canonical(inner) for inner in value]
        return sorted(items, key=lambda item: json.dumps(item, sort_keys=True)) if name in _SETS else items
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if name == "duration" and isinstance(value, str):
        return _SECONDS.sub(_hundredths, value)
    if name == "timestamp" and isinstance(value, str):
        return format_instant(parse_instant(value.upper()))
    return value


def _same_numbers(value: Any) -> Any:
    """An extension's value is anything: all that is known of it is that 1.0 is the number 1."""
    if isinstance(value, dict):
        return {key: _same_numbers(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_same_numbers(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _is_default(name: str, value: Any) -> bool:
    return name == "objectType" and value in ("Agent", "Activity")


def _hundredths(found: re.Match[str]) -> str:
    """Seconds compare to a hundredth, cut and not rounded."""
    fraction = found[2][:2].rstrip("0")
    return f"{found[1]}.{fraction}S" if fraction else f"{found[1]}S"


def fingerprint(statement: Json) -> str:
    """Equal for statements the standard calls equal: without what the store sets, order of sets ignored.

    ``timestamp`` is compared apart, as an instant, for the store sets it when it is absent.
    """
    ours = {"id", "authority", "stored", "version", "timestamp"}
    bare = _listed({key: value for key, value in statement.items() if key not in ours})
    if bare.get("object", {}).get("objectType") == "SubStatement":
        bare["object"] = _listed(bare["object"])
    text = json.dumps(_canonical(bare), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _listed(statement: Json) -> Json:
    """A single activity in ``contextActivities`` is a list of one."""
    groups = statement.get("context", {}).get("contextActivities")
    if not groups:
        return statement
    lists = {role: [listed] if isinstance(listed, dict) else listed for role, listed in groups.items()}
    return {**statement, "context": {**statement["context"], "contextActivities": lists}}


def parse_instant(text: str) -> dt.datetime:
    """An ISO 8601 timestamp as an aware datetime; one without offset is taken as UTC."""
    moment = dt.datetime.fromisoformat(text.replace("z", "Z"))
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def format_instant(moment: dt.datetime) -> str:
    # Not strftime: it writes the year 999 with three digits.
    return moment.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


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
    now = format_instant(stored)
    full = {
        **statement,
        "timestamp": statement.get("timestamp", now),
        "stored": now,
        "authority": authority.agent,
        "version": statement.get("version", "1.0.0"),
    }
    registration = statement.get("context", {}).get("registration")
    is_ref = target.get("objectType") == "StatementRef"
    row = _row(
        statement_id=id_of(statement["id"]),
        stored=stored,
        timestamp=timestamp,
        version=full["version"],
        verb=bounded(statement["verb"]["id"]),
        object_type=target.get("objectType", "Activity"),
        object_key=object_key(target),
        registration=id_of(registration) if registration else None,
        authority_id=authority.pk,
        kind=kind_of(statement["verb"]["id"]),
        success=result.get("success"),
        completion=result.get("completion"),
        score_scaled=_scaled(result),
        is_voiding=statement["verb"]["id"] == Verb.VOIDED,
        ref_target=id_of(target["id"]) if is_ref else None,
        raw=numbers.dumps(full),
        fingerprint=fingerprint(statement),
    )
    row.authority = authority
    return row


_DEFAULTS = {
    field.attname: None if field.attname in ("seq", "statement_id") else field.get_default()
    for field in Statement._meta.concrete_fields
}


def _row(**values: Any) -> Statement:
    """By place, which is how Django reads rows: by name it takes twice as long."""
    places: Any = {**_DEFAULTS, **values}.values()
    return Statement(*places)

"""What is left of a statement's text once it is redacted: pure functions from a statement to a valid statement.

A *tombstone* keeps what folds and duplicates need and says nothing of anybody. Where a person is only named beside
others (a member of a team, an instructor), she alone is taken out and the statement stays what it was.
"""

from typing import Any

from xapi import hooks
from xapi.rows import Json, agent_key
from xapi.signatures import is_signature

# RFC 2606 keeps .invalid out of the world: nobody else can ever be this account.
NOBODY: Json = {"objectType": "Agent", "account": {"homePage": "https://redacted.invalid", "name": "redacted"}}
_KEPT = ("id", "timestamp", "stored", "version", "authority")
# The authority, and what holds no agent but may have keys like one.
_OTHERS = {"authority", "extensions", "definition", "display", "description"}
_RESULTS = ("success", "completion")


def tombstone(statement: Json) -> Json:
    """Id, verb, moments, registration, results in figures; the object where it is an activity or a reference.

    A void stays a void. An activity's definition is the store's, not this statement's; it goes with the texts.
    """
    bare: Json = {"id": statement["id"], "actor": NOBODY, "verb": {"id": statement["verb"]["id"]}}
    bare["object"] = _object(statement["object"])
    result = _result(statement.get("result", {}))
    if result:
        bare["result"] = result
    registration = statement.get("context", {}).get("registration")
    if registration:
        bare["context"] = {"registration": registration}
    return {**bare, **{name: statement[name] for name in _KEPT if name in statement}}


def _object(target: Json) -> Json:
    kind = target.get("objectType", "Activity")
    if kind in ("Activity", "StatementRef"):
        return {"objectType": kind, "id": target["id"]}
    return NOBODY


def _result(result: Json) -> Json:
    kept = {name: result[name] for name in _RESULTS if name in result}
    if "scaled" in result.get("score", {}):
        kept["score"] = {"scaled": result["score"]["scaled"]}
    named = {iri: value for iri, value in result.get("extensions", {}).items() if _is_kept(iri)}
    return {**kept, "extensions": named} if named else kept


def _is_kept(iri: str) -> bool:
    return any(keeps(iri) for keeps in hooks.kept_extensions)


def names_first(statement: Json, key: str) -> bool:
    """Is it hers: is the agent of ``key`` its actor or its object?"""
    return key in (agent_key(statement["actor"]), agent_key(statement["object"]))


def without(statement: Json, key: str) -> Json:
    """The statement with nobody in place of the agent of ``key``; its authority stays.

    A signature carries the whole text as it was, so it goes.
    """
    replaced = {name: _replaced(value, key, name) for name, value in statement.items()}
    if replaced != statement and "attachments" in statement:
        replaced["attachments"] = [item for item in statement["attachments"] if not is_signature(item)]
    return replaced


def _replaced(value: Any, key: str, name: str = "") -> Any:
    if isinstance(value, list):
        return [_replaced(item, key) for item in value]
    if not isinstance(value, dict) or name in _OTHERS:
        return value
    if agent_key(value) == key:
        return {**NOBODY, "objectType": value.get("objectType", "Agent")}
    return {inner: _replaced(item, key, inner) for inner, item in value.items()}

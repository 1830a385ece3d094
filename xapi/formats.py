"""How a stored statement is shown: ``exact`` (as received), ``ids`` (identifiers), ``canonical`` (one language)."""

import json
from typing import Any

FORMATS = ("exact", "ids", "canonical")
_KEEP = ("objectType", "id", "mbox", "mbox_sha1sum", "openid", "account")


def show(raw: str, form: str, languages: list[str]) -> str:
    """The statement as JSON text; ``exact`` costs no parsing."""
    if form == "exact":
        return raw
    statement = json.loads(raw)
    shown = _ids(statement) if form == "ids" else _one_language(statement, languages)
    return json.dumps(shown, ensure_ascii=False, separators=(",", ":"))


def _identity(thing: dict[str, Any]) -> dict[str, Any]:
    kept = {name: thing[name] for name in _KEEP if name in thing}
    if len(kept) == ("objectType" in kept) and "member" in thing:
        kept["member"] = [_identity(member) for member in thing["member"]]
    return kept


def _ids(statement: dict[str, Any]) -> dict[str, Any]:
    shown = dict(statement)
    for name in {"actor", "verb", "object", "authority"} & statement.keys():
        part = statement[name]
        shown[name] = _ids(part) if part.get("objectType") == "SubStatement" else _identity(part)
    context = dict(statement.get("context", {}))
    for name in {"instructor", "team"} & context.keys():
        context[name] = _identity(context[name])
    if "contextActivities" in context:
        groups = context["contextActivities"]
        context["contextActivities"] = {role: [_identity(item) for item in listed] for role, listed in groups.items()}
    for name, inner in (("contextAgents", "agent"), ("contextGroups", "group")):
        if name in context:
            context[name] = [{**entry, inner: _identity(entry[inner])} for entry in context[name]]
    if "context" in statement:
        shown["context"] = context
    return shown


def _one_language(value: Any, languages: list[str], name: str = "") -> Any:
    if isinstance(value, list):
        return [_one_language(item, languages) for item in value]
    if not isinstance(value, dict) or name == "extensions":
        return value
    # Language maps: ``name`` of an account or agent is text and never comes here.
    if name in {"display", "description", "name"}:
        return _choose(value, languages)
    return {key: _one_language(inner, languages, key) for key, inner in value.items()}


def _choose(texts: dict[str, str], languages: list[str]) -> dict[str, str]:
    for wanted in languages:
        for tag, text in texts.items():
            if tag.lower() == wanted or tag.lower().split("-")[0] == wanted.split("-")[0]:
                return {tag: text}
    return dict(list(texts.items())[:1])

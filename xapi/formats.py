"""How stored statements are shown: ``exact`` (as received), ``ids`` (identifiers), ``canonical`` (one language).

xAPI 1.0.3, Part Three, 2.1.3. Only ``canonical`` looks at ``Accept-Language``, and takes definitions from the store.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from xapi import describing, numbers
from xapi.models import Activity
from xapi.rows import Json, bounded

FORMATS = ("exact", "ids", "canonical")
_IDENTIFIERS = ("id", "mbox", "mbox_sha1sum", "openid", "account")


def show(raws: Sequence[str], form: str, accept_language: str = "", *, in_full: bool = True) -> list[str]:
    """The statements as JSON texts; ``exact`` costs no parsing.

    Who does not read ``in_full`` is told definitions of the store as ``describing.told`` has them.
    """
    if form == "exact":
        return list(raws)
    statements = [numbers.loads(raw) for raw in raws]
    if form == "ids":
        shown = [_ids(statement) for statement in statements]
    else:
        defined = _definitions(statements, in_full=in_full)
        shown = [_canonical(statement, defined, languages(accept_language)) for statement in statements]
    return [numbers.dumps(statement) for statement in shown]


def languages(header: str) -> list[str]:
    """Lower-case tags of an ``Accept-Language``, the most wanted first (RFC 9110, 12.5.4)."""
    weighed = []
    for position, part in enumerate(header.split(",")):
        tag, _semicolon, rest = part.partition(";")
        quality = rest.strip().removeprefix("q=")
        # A header's bytes arrive as Latin-1, where "²" is a digit that no number can be read from.
        is_number = quality.isascii() and quality.replace(".", "", 1).isdigit()
        weight = float(quality) if is_number else 1.0
        if tag.strip() and weight > 0:
            weighed.append((-weight, position, tag.strip().lower()))
    return [tag for _weight, _position, tag in sorted(weighed)]


def _identity(thing: Json) -> Json:
    """What identifies an agent, group, activity or verb (of the last two the ``id`` alone); members do for a group."""
    kept = {name: thing[name] for name in _IDENTIFIERS if name in thing}
    if not kept and "member" in thing:
        kept["member"] = [_identity(member) for member in thing["member"]]
    kind = thing.get("objectType", "Activity")
    return kept if kind == "Activity" else {"objectType": kind, **kept}


def _ids(statement: Json) -> Json:
    shown = dict(statement)
    for name in {"actor", "verb", "object", "authority"} & statement.keys():
        part = statement[name]
        shown[name] = _ids(part) if part.get("objectType") == "SubStatement" else _identity(part)
    context = dict(statement.get("context", {}))
    for name in {"instructor", "team"} & context.keys():
        context[name] = _identity(context[name])
    if "contextActivities" in context:
        groups = context["contextActivities"]
        context["contextActivities"] = {role: [_identity(item) for item in _list(groups[role])] for role in groups}
    for name, inner in (("contextAgents", "agent"), ("contextGroups", "group")):
        if name in context:
            context[name] = [{**entry, inner: _identity(entry[inner])} for entry in context[name]]
    if "context" in statement:
        shown["context"] = context
    return shown


def _activities(part: Any) -> Iterator[Json]:
    """Every activity object in a statement: what has an ``id`` where an activity may stand."""
    for name in ("object", "parent", "grouping", "category", "other"):
        for item in _list(part.get(name, [])):
            if item.get("objectType", "Activity") == "Activity":
                yield item
    for name in ("object", "context", "contextActivities"):
        inner = part.get(name, {})
        if inner and (name != "object" or inner.get("objectType") == "SubStatement"):
            yield from _activities(inner)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _definitions(statements: Sequence[Json], *, in_full: bool) -> dict[str, Json]:
    iris = {bounded(activity["id"]) for statement in statements for activity in _activities(statement)}
    rows = Activity.objects.filter(iri__in=iris).exclude(definition="").values_list("iri", "definition")
    return {iri: describing.told(iri, json.loads(text), in_full=in_full) for iri, text in rows}


def _canonical(statement: Json, defined: dict[str, Json], wanted: list[str]) -> Json:
    for activity in _activities(statement):
        key = bounded(activity["id"])
        if key in defined:
            activity["definition"] = defined[key]
    shown: Json = _one_language(statement, wanted)
    return shown


def _one_language(value: Any, wanted: list[str], name: str = "") -> Any:
    if isinstance(value, list):
        return [_one_language(item, wanted) for item in value]
    if not isinstance(value, dict) or name == "extensions":
        return value
    # Language maps: ``name`` of an account or agent is text and never comes here.
    if name in {"display", "description", "name"}:
        return _choose(value, wanted)
    return {key: _one_language(inner, wanted, key) for key, inner in value.items()}


def _choose(texts: dict[str, str], wanted: list[str]) -> dict[str, str]:
    for tag in wanted:
        for exact in (True, False):
            for given, text in texts.items():
                low = given.lower()
                if low == tag or (not exact and low.split("-")[0] == tag.split("-")[0]):
                    return {given: text}
    return dict(list(texts.items())[:1])

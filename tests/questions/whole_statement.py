"""A second reading of a whole statement, apart from our own code: xAPI 1.0.3, Part Two, "Statements".

``faults`` lists what of a statement the standard does not allow, a line each with its place; where the object is an
interaction, ``tests.questions.notation`` reads it and the response.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from tests.questions import notation

Rule = Callable[[Any, str], Iterator[str]]
Rules = dict[str, Rule]
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.I)
# RFC 5646, as much of it as languages of a page need: language, script, region, variants.
TAG = re.compile(r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(-[a-z0-9]{5,8})*", re.I)
MOMENT = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-6]\d(\.\d+)?(Z|[+-][0-2]\d:?[0-5]\d)", re.ASCII)
LASTING = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?|P\d+W", re.ASCII)
VERSION = re.compile(r"1\.0(\.\d+)?|2\.0\.\d+", re.ASCII)


def _text(value: Any, at: str) -> Iterator[str]:
    if not isinstance(value, str):
        yield f"{at}: no text"


def _matching(pattern: re.Pattern[str], what: str) -> Rule:
    def rule(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            yield f"{at}: no {what}: {value!r}"

    return rule


def _one_of(*allowed: str) -> Rule:
    def rule(value: Any, at: str) -> Iterator[str]:
        if value not in allowed:
            yield f"{at}: {value!r} is none of {allowed}"

    return rule


def _iri(value: Any, at: str) -> Iterator[str]:
    parts = urlsplit(value) if isinstance(value, str) else None
    if parts is None or not parts.scheme or not (parts.netloc or parts.path) or re.search(r'[\s<>"{}|\\^`]', value):
        yield f"{at}: no IRI: {value!r}"


def _truth(value: Any, at: str) -> Iterator[str]:
    if not isinstance(value, bool):
        yield f"{at}: neither true nor false"


def _number(value: Any, at: str) -> Iterator[str]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        yield f"{at}: no number"


def _object(rules: Rules, *needed: str) -> Rule:
    def rule(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{at}: no object"
            return
        yield from (f"{at}: lacks {name}" for name in needed if name not in value)
        for name, part in value.items():
            if part is None:
                yield f"{at}.{name}: null"
            elif name not in rules:
                yield f"{at}.{name}: not of the standard"
            else:
                yield from rules[name](part, f"{at}.{name}")

    return rule


def _map(keys: Rule, values: Rule) -> Rule:
    def rule(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{at}: no map"
            return
        for key, part in value.items():
            yield from keys(key, f"{at} (key)")
            yield from values(part, f"{at}.{key}")

    return rule


def _list(rule: Rule) -> Rule:
    def each(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{at}: no list"
            return
        for place, part in enumerate(value):
            yield from rule(part, f"{at}[{place}]")

    return each


def _anything(value: Any, at: str) -> Iterator[str]:
    yield from ()


_language_map = _map(_matching(TAG, "language tag"), _text)
_extensions = _map(_iri, _anything)
_account = _object({"homePage": _iri, "name": _text}, "homePage", "name")
IDENTIFIERS: Rules = {
    "mbox": _matching(re.compile(r"mailto:[^\s@]+@[^\s@]+"), "mailbox"),
    "mbox_sha1sum": _matching(re.compile(r"[0-9a-f]{40}", re.I), "SHA-1"),
    "openid": _iri,
    "account": _account,
}


def _agent(value: Any, at: str) -> Iterator[str]:
    yield from _object({"objectType": _one_of("Agent"), "name": _text, **IDENTIFIERS})(value, at)
    found = [name for name in IDENTIFIERS if isinstance(value, dict) and name in value]
    if len(found) != 1:
        yield f"{at}: identified by {found}, not by one"


def _actor(value: Any, at: str) -> Iterator[str]:
    if not isinstance(value, dict) or value.get("objectType", "Agent") == "Agent":
        yield from _agent(value, at)
        return
    members = {"objectType": _one_of("Group"), "name": _text, "member": _list(_agent), **IDENTIFIERS}
    yield from _object(members, "objectType")(value, at)
    found = [name for name in IDENTIFIERS if name in value]
    if len(found) > 1 or not (found or value.get("member")):
        yield f"{at}: a group of nobody, or of too many names"


_component = _object({"id": _text, "description": _language_map}, "id")
_definition = _object(
    {
        "name": _language_map,
        "description": _language_map,
        "type": _iri,
        "moreInfo": _iri,
        "extensions": _extensions,
        "interactionType": _text,
        "correctResponsesPattern": _list(_text),
        **{name: _list(_component) for name in notation.EVERY_LIST},
    }
)


def _activity(value: Any, at: str) -> Iterator[str]:
    yield from _object({"objectType": _one_of("Activity"), "id": _iri, "definition": _definition}, "id")(value, at)
    definition = value.get("definition", {}) if isinstance(value, dict) else {}
    if "interactionType" in definition:
        yield from (f"{at}.definition: {fault}" for fault in notation.faults(definition))


_reference = _object({"objectType": _one_of("StatementRef"), "id": _matching(UUID, "UUID")}, "objectType", "id")
_KINDS: dict[str, Rule] = {"Activity": _activity, "Agent": _agent, "Group": _actor, "StatementRef": _reference}


def _about(value: Any, at: str) -> Iterator[str]:
    kind = value.get("objectType", "Activity") if isinstance(value, dict) else None
    yield from _KINDS[kind](value, at) if kind in _KINDS else [f"{at}: no object of a statement: {kind!r}"]


def _score(value: Any, at: str) -> Iterator[str]:
    found = list(_object(dict.fromkeys(("scaled", "raw", "min", "max"), _number))(value, at))
    yield from found
    if found:
        return
    if not -1 <= value.get("scaled", 0) <= 1:
        yield f"{at}.scaled: not from -1 to 1"
    low, high = value.get("min", float("-inf")), value.get("max", float("inf"))
    if low >= high or not low <= value.get("raw", max(low, min(high, 0))) <= high:
        yield f"{at}: raw is not between min and max"


_result = _object(
    {
        "score": _score,
        "success": _truth,
        "completion": _truth,
        "response": _text,
        "duration": _matching(LASTING, "duration"),
        "extensions": _extensions,
    }
)


def _activities(value: Any, at: str) -> Iterator[str]:
    yield from (_list(_activity) if isinstance(value, list) else _activity)(value, at)


_context = _object(
    {
        "registration": _matching(UUID, "UUID"),
        "instructor": _actor,
        "team": _actor,
        "contextActivities": _object(dict.fromkeys(("parent", "grouping", "category", "other"), _activities)),
        "revision": _text,
        "platform": _text,
        "language": _matching(TAG, "language tag"),
        "statement": _reference,
        "extensions": _extensions,
    }
)
_moment = _matching(MOMENT, "moment with its zone")
_statement = _object(
    {
        "id": _matching(UUID, "UUID"),
        "actor": _actor,
        "verb": _object({"id": _iri, "display": _language_map}, "id"),
        "object": _about,
        "result": _result,
        "context": _context,
        "timestamp": _moment,
        "stored": _moment,
        "authority": _actor,
        "version": _matching(VERSION, "version"),
    },
    "actor",
    "verb",
    "object",
)


def faults(statement: Any) -> list[str]:
    found = list(_statement(statement, "statement"))
    if found:
        return found
    about = statement["object"]
    is_activity = about.get("objectType", "Activity") == "Activity"
    for name in ("revision", "platform"):
        if name in statement.get("context", {}) and not is_activity:
            found.append(f"statement.context.{name}: not about an activity")
    definition, response = about.get("definition", {}), statement.get("result", {}).get("response")
    if response is not None and "interactionType" in definition:
        found += [f"statement.result.response: {fault}" for fault in notation.response_faults(definition, response)]
    return found

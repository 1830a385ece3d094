"""A second reading of the standard, apart from our own code: xAPI 1.0.3, Part Two, "Interaction Activities".

``faults`` says what is wrong with a definition, ``response_faults`` with a response to it, and ``is_right`` whether
the response matches one of the definition's patterns, as a consumer of statements would judge.
"""

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

Definition = dict[str, Any]
Parsed = Any
TYPE = "http://adlnet.gov/expapi/activities/cmi.interaction"
# "Interaction Components": the lists each type supports.
LISTS = {
    "choice": ("choices",),
    "sequencing": ("choices",),
    "likert": ("scale",),
    "performance": ("steps",),
    "matching": ("source", "target"),
    "true-false": (),
    "fill-in": (),
    "long-fill-in": (),
    "numeric": (),
    "other": (),
}
EVERY_LIST = ("choices", "scale", "source", "target", "steps")
NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
PARAMETERS = re.compile(r"^((?:\{(?:case_matters|order_matters)=(?:true|false)\})*)(.*)$", re.DOTALL)


class NotInNotation(ValueError):
    pass


def _known(item: str, ids: list[str]) -> str:
    if item not in ids:
        raise NotInNotation(f"no such component: {item!r}")
    return item


def _ids(definition: Definition, name: str) -> list[str]:
    return [part["id"] for part in definition.get(name, [])]


def _true_false(definition: Definition, text: str) -> Parsed:
    return _known(text, ["true", "false"])


def _list_of_choices(definition: Definition, text: str) -> list[str]:
    """A list of item ids delimited by [,]."""
    return [_known(item, _ids(definition, "choices")) for item in text.split("[,]")]


def _choice(definition: Definition, text: str) -> Parsed:
    items = _list_of_choices(definition, text)
    if len(set(items)) < len(items):
        raise NotInNotation("an item is named twice")
    return frozenset(items)


def _step_of_scale(definition: Definition, text: str) -> Parsed:
    return _known(text, _ids(definition, "scale"))


def _pairs(definition: Definition, text: str) -> Parsed:
    found = set()
    for pair in text.split("[,]"):
        source, dot, target = pair.partition("[.]")
        if not dot:
            raise NotInNotation(f"no pair: {pair!r}")
        found.add((_known(source, _ids(definition, "source")), _known(target, _ids(definition, "target"))))
    return frozenset(found)


def _fill_in(definition: Definition, text: str) -> Parsed:
    """Whether case matters, and the items without the language each may begin with."""
    parameters, rest = PARAMETERS.fullmatch(text).groups()  # type: ignore[union-attr]
    items = [re.sub(r"^\{lang=[A-Za-z0-9-]+\}", "", item) for item in rest.split("[,]")]
    if any(item.startswith("{lang=") for item in items):
        raise NotInNotation("no language tag")
    return "{case_matters=true}" in parameters, "{order_matters=false}" not in parameters, items


def _numeric(definition: Definition, text: str) -> Parsed:
    low, colon, high = text.partition("[:]")
    if not colon:
        high = low
    if not (low or high) or any(end and not NUMBER.fullmatch(end) for end in (low, high)):
        raise NotInNotation(f"no number, and no range: {text!r}")
    ends = tuple(Fraction(end) if end else None for end in (low, high))
    if None not in ends and ends[0] > ends[1]:  # type: ignore[operator]
        raise NotInNotation("the range ends before it begins")
    return ends


def _performance(definition: Definition, text: str) -> Parsed:
    found = []
    for step in text.split("[,]"):
        name, dot, response = step.partition("[.]")
        if not dot:
            raise NotInNotation(f"a step without a response: {step!r}")
        found.append((_known(name, _ids(definition, "steps")), response))
    return found


def _anything(definition: Definition, text: str) -> Parsed:
    return text


# "Response Patterns": the format of each type.
FORMATS: dict[str, Callable[[Definition, str], Parsed]] = {
    "true-false": _true_false,
    "choice": _choice,
    "sequencing": _list_of_choices,
    "likert": _step_of_scale,
    "matching": _pairs,
    "fill-in": _fill_in,
    "long-fill-in": _fill_in,
    "numeric": _numeric,
    "performance": _performance,
    "other": _anything,
}


def faults(definition: Definition) -> list[str]:
    kind = definition.get("interactionType")
    if definition.get("type") != TYPE or kind not in FORMATS:
        return ["no interaction"]
    found = [f"{name} is not for {kind}" for name in EVERY_LIST if name in definition and name not in LISTS[kind]]
    for name in LISTS[kind]:
        ids = _ids(definition, name)
        found += [f"{name}: repeated ids"] * (len(set(ids)) < len(ids))
        found += [f"{name}: id with a space: {one!r}" for one in ids if not one or re.search(r"\s", one)]
    if definition.get("correctResponsesPattern") == []:
        found.append("an empty list says that every answer is wrong")
    return found + [fault for one in definition.get("correctResponsesPattern", []) for fault in _read(definition, one)]


def response_faults(definition: Definition, response: str) -> list[str]:
    found = _read(definition, response)
    if definition["interactionType"] in ("fill-in", "long-fill-in") and PARAMETERS.fullmatch(response)[1]:  # type: ignore[index]
        found.append("whether case matters is for the right answers to say")
    return found


def _read(definition: Definition, text: str) -> list[str]:
    try:
        FORMATS[definition["interactionType"]](definition, text)
    except NotInNotation as fault:
        return [str(fault)]
    return []


def is_right(definition: Definition, response: str) -> bool:
    """A learner's response will be considered correct if it matches any of the response patterns."""
    read = FORMATS[definition["interactionType"]]
    return any(
        _matches(definition["interactionType"], read(definition, pattern), read(definition, response))
        for pattern in definition["correctResponsesPattern"]
    )


def _matches(kind: str, wanted: Parsed, given: Parsed) -> bool:
    if kind == "numeric":
        (low, high), (value, _) = wanted, given
        return bool((low is None or low <= value) and (high is None or value <= high))
    if kind in ("fill-in", "long-fill-in"):
        matters, in_order, items = wanted
        said = given[2]
        both = [items, said] if matters else [[item.lower() for item in one] for one in (items, said)]
        return both[0] == both[1] if in_order else sorted(both[0]) == sorted(both[1])
    return bool(wanted == given)

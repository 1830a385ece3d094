"""From a library's semantics.json to parameters: what it says where an author says nothing.

Form of semantics: h5p.org/semantics. A group with a single field is that field's value, not an object with one key.
"""

from collections.abc import Mapping, Sequence
from typing import Any

Fields = Sequence[Mapping[str, Any]]
Parameters = dict[str, Any]
_NOTHING = object()


def defaults(fields: Fields) -> Parameters:
    """Every group is there, for content types read what is in them without asking; what has no default is not."""
    found = {field["name"]: _default(field) for field in fields if "name" in field}
    return {name: value for name, value in found.items() if value is not _NOTHING}


def _default(field: Mapping[str, Any]) -> Any:
    inner = field.get("fields") or []
    if field.get("type") == "group" and inner:
        return _default(inner[0]) if len(inner) == 1 else defaults(inner)
    if "default" in field:
        return field["default"]
    return [] if field.get("type") == "list" else _NOTHING


def laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> Parameters:
    """``above`` wins, key by key down to whatever is no object."""
    made = dict(below)
    for name, value in above.items():
        under = made.get(name)
        both = isinstance(under, Mapping) and isinstance(value, Mapping)
        made[name] = laid_over(under, value) if both and under is not None else value
    return made


def known(parameters: Mapping[str, Any], fields: Fields) -> Parameters:
    """Without what this version of a library has no field for; within lists everything stays."""
    by_name = {field["name"]: field for field in fields if "name" in field}
    kept: Parameters = {}
    for name, value in parameters.items():
        if name in by_name:
            inner = by_name[name].get("fields") or []
            deeper = isinstance(value, Mapping) and by_name[name].get("type") == "group" and len(inner) > 1
            kept[name] = known(value, inner) if deeper else value
    return kept


def filled(parameters: Mapping[str, Any], labels: Mapping[str, Any], fields: Fields | None) -> Parameters:
    """``parameters`` over labels over defaults. ``fields`` are None where the library is not at hand: then ``labels``
    and ``parameters`` stand alone."""
    if fields is None:
        return laid_over(labels, parameters)
    return laid_over(laid_over(defaults(fields), known(labels, fields)), known(parameters, fields))

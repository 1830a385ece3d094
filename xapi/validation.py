"""Is this a statement? The rules of xAPI 1.0.3 (Part Two) and 2.0 (IEEE 9274.1.1), as tables.

``validate`` refuses and never repairs: ``"5"`` is no number, an unknown property is an error. Where the two versions
differ, ``version`` (that of the request) decides.
"""

import re
from typing import Any

from django.utils.translation import gettext as _

from xapi import validation_parts as parts
from xapi import validation_values as v
from xapi.validation_values import InvalidStatement, Shape
from xapi.vocabulary import Verb

__all__ = ["InvalidStatement", "validate"]

_VERSIONS = {
    "1": re.compile(r"1\.0(\.\d{1,3})?", re.ASCII),
    "2": re.compile(r"(1\.0(\.\d{1,3})?|2\.0\.\d{1,3})", re.ASCII),
}


def _version(value: Any, path: str, version: str) -> None:
    v.text(value, path, version)
    if not _VERSIONS[version[0]].fullmatch(value):
        raise InvalidStatement(path, _("Phiên bản này không được hỗ trợ."))


# -- Context ----------------------------------------------------------------------


def _activities(value: Any, path: str, version: str) -> None:
    """One activity or a list of them."""
    (v.list_of(parts.activity) if isinstance(value, list) else parts.activity)(value, path, version)


def _relevant_types(value: Any, path: str, version: str) -> None:
    v.list_of(v.iri)(value, path, version)
    if not value:
        raise InvalidStatement(path, _("Danh sách không được rỗng."))


_context = Shape(
    {
        "registration": v.uuid,
        "instructor": parts.actor,
        "team": parts.group,
        "contextActivities": Shape(dict.fromkeys(("parent", "grouping", "category", "other"), _activities)),
        "revision": v.text,
        "platform": v.text,
        "language": v.language,
        "statement": parts.statement_ref,
        "extensions": v.extensions,
        "contextAgents": v.list_of(
            Shape(
                {"objectType": v.one_of("contextAgent"), "agent": parts.agent, "relevantTypes": _relevant_types},
                ("objectType", "agent"),
            )
        ),
        "contextGroups": v.list_of(
            Shape(
                {"objectType": v.one_of("contextGroup"), "group": parts.group, "relevantTypes": _relevant_types},
                ("objectType", "group"),
            )
        ),
    },
    only_in_2=frozenset({"contextAgents", "contextGroups"}),
)


def _check_context(statement: dict[str, Any], path: str) -> None:
    """``revision`` and ``platform`` only make sense for an Activity (xAPI 1.0.3, 2.4.6)."""
    if statement["object"].get("objectType", "Activity") == "Activity":
        return
    for name in ("revision", "platform"):
        if name in statement.get("context", {}):
            raise InvalidStatement(f"{path}context.{name}", _("Chỉ dùng khi đối tượng là một hoạt động."))


# -- Objects ----------------------------------------------------------------------


def _inner_object(value: Any, path: str, version: str) -> None:
    """What a SubStatement may be about: anything but another SubStatement."""
    v.require_object(value, path)
    _choose(value, path, _SIMPLE)(value, path, version)


def _object(value: Any, path: str, version: str) -> None:
    v.require_object(value, path)
    _choose(value, path, {**_SIMPLE, "SubStatement": _sub_statement})(value, path, version)


def _choose(value: dict[str, Any], path: str, kinds: dict[str, v.Check]) -> v.Check:
    kind = value.get("objectType", "Activity")
    v.one_of(*kinds)(kind, f"{path}.objectType", "")
    return kinds[kind]


_SIMPLE: dict[str, v.Check] = {
    "Activity": parts.activity,
    "Agent": parts.agent,
    "Group": parts.group,
    "StatementRef": parts.statement_ref,
}
_BODY: dict[str, v.Check] = {
    "actor": parts.actor,
    "verb": parts.verb,
    "result": parts.result,
    "context": _context,
    "timestamp": v.timestamp,
    "attachments": parts.attachments,
}
_sub_shape = Shape(
    {**_BODY, "objectType": v.one_of("SubStatement"), "object": _inner_object},
    ("objectType", "actor", "verb", "object"),
)


def _sub_statement(value: Any, path: str, version: str) -> None:
    _sub_shape(value, path, version)
    _check_context(value, f"{path}.")


_statement = Shape(
    {
        **_BODY,
        "id": v.uuid,
        "object": _object,
        "stored": v.timestamp,
        "authority": parts.authority,
        "version": _version,
    },
    ("actor", "verb", "object"),
)


def validate(statement: object, version: str) -> None:
    """Raise ``InvalidStatement`` unless ``statement`` (parsed JSON) is valid for ``version``, "1.0.3" or "2.0.0"."""
    _statement(statement, "", version)
    assert isinstance(statement, dict)  # noqa: S101 - the shape has just said so
    _check_context(statement, "")
    is_void = statement["verb"]["id"] == Verb.VOIDED
    if is_void and statement["object"].get("objectType") != "StatementRef":
        raise InvalidStatement("object", _("Phát biểu hủy phải trỏ đến một phát biểu khác."))

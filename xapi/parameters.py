"""Query parameters: each is checked like the part of a statement it names, and nothing unknown passes."""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from xapi import validation_parts as parts
from xapi import validation_values as v
from xapi.calls import parse_json
from xapi.rows import Json, agent_key, parse_instant
from xapi.validation_values import InvalidStatement


def only(params: Mapping[str, str], allowed: frozenset[str]) -> None:
    """Raise ``InvalidStatement`` for a name that is not allowed, wrong case included."""
    for name in params:
        if name not in allowed:
            raise InvalidStatement(name, _("Tham số này không dùng được ở đây."))


def needed(params: Mapping[str, str], name: str) -> str:
    if not params.get(name):
        raise InvalidStatement(name, _("Thiếu tham số %(name)s.") % {"name": name})
    return params[name]


def iri(params: Mapping[str, str], name: str) -> str:
    value = needed(params, name)
    v.iri(value, name, "")
    return value


def agent(params: Mapping[str, str], version: str = "2.0.0") -> Json:
    """An agent or a group with an identifier."""
    value = parse_json(needed(params, "agent"), "agent")
    parts.actor(value, "agent", version)
    if agent_key(value) is None:
        raise InvalidStatement("agent", _("Nhóm phải có định danh."))
    found: Json = value
    return found


def registration(params: Mapping[str, str]) -> UUID | None:
    if "registration" not in params:
        return None
    v.uuid(params["registration"], "registration", "")
    return UUID(params["registration"])


def since(params: Mapping[str, str]) -> dt.datetime | None:
    if "since" not in params:
        return None
    v.timestamp(params["since"], "since", "")
    return parse_instant(params["since"].upper())

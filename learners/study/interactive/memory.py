"""Claims of a running try as its State document keeps them: what grading needs of each, and nothing else."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from content.h5p.claims.limits import MAX_TEXT
from content.h5p.claims.reading import Claim, number
from content.h5p.claims.verbs import ACCEPTED
from learners.study.interactive.weighing import Heard
from xapi.rows import Json, format_instant, parse_instant

_NAMES = ("verb", "part", "parent", "has_parent", "response", "success", "completion", "raw", "max")
_TEXTS = ("part", "parent", "response")
_ANSWERS = ("success", "completion")


def to_keep(heard: Sequence[Heard]) -> tuple[Json, ...]:
    return tuple(_kept(one) for one in heard)


def kept_before(claims: Sequence[Json]) -> list[Heard]:
    """Of a document that may say anything: what cannot have been a claim is left out."""
    return [heard for told in claims if (heard := _heard(told)) is not None]


def _kept(one: Heard) -> Json:
    told = {name: value for name in _NAMES if (value := getattr(one.claim, name)) is not None}
    return {"id": str(one.id), "at": format_instant(one.at), "number": one.number, **told}


def _heard(told: Json) -> Heard | None:
    try:
        at, statement_id, place = parse_instant(told["at"]), UUID(told["id"]), told["number"]
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        return None
    if not isinstance(place, int) or told.get("verb") not in ACCEPTED:
        return None
    read: dict[str, Any] = {name: _text(told.get(name)) for name in _TEXTS}
    read |= {name: told.get(name) if isinstance(told.get(name), bool) else None for name in _ANSWERS}
    claim = Claim(
        verb=told["verb"],
        has_parent=told.get("has_parent") is True,
        raw=number(told.get("raw")),
        max=number(told.get("max")),
        **read,
    )
    return Heard(statement_id, at.astimezone(dt.UTC), place, claim)


def _text(value: Any) -> str | None:
    return value[:MAX_TEXT] if isinstance(value, str) else None

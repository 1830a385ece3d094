"""What a page with an interactive content sends: read and bounded, nothing of it believed.

``{"attempt": token, "events": [{"number": n, "statement": {...}, "at": ISO 8601}], "interacted": bool, "seconds": n}``:
``number`` counts the events of one page, ``at`` is its clock, ``seconds`` is for how long the content was in sight
since she first touched it. A state is ``{"attempt": token, "state": {...}, "number": n}``, counted for itself.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from content.h5p.claims.reading import ClaimRefused, read
from content.h5p.player.page import activity_of
from learners.enrolment.statements import derived_id
from learners.study.interactive.tokens import Token
from learners.study.interactive.weighing import Heard
from xapi.models import Kind
from xapi.rows import parse_instant
from xapi.validation_values import InvalidStatement, require_object, timestamp
from xapi.vocabulary import Verb, kind_of

MOST_EVENTS = 50
MOST_NUMBER = 10**6
MOST_SECONDS = 24 * 3600
# Whatever she agreed to: without them nothing could be done or checked.
RESULTS = frozenset({Verb.ANSWERED, Verb.COMPLETED, Verb.PASSED, Verb.FAILED})


@dataclass(frozen=True, slots=True)
class Event:
    number: int
    statement: Any
    at: str


@dataclass(frozen=True, slots=True)
class Posted:
    """``marked``: she says herself that she is done with it."""

    events: tuple[Event, ...] = ()
    interacted: bool = False
    seconds: int = 0
    marked: bool = False

    @classmethod
    def marking(cls) -> "Posted":
        """Her own word alone: for how long she has had it before her is known here."""
        return cls(seconds=MOST_SECONDS, marked=True)


def posted_in(body: dict[str, Any]) -> Posted:
    """Raises ``InvalidStatement`` with the path of the first thing that is wrong."""
    events = body.get("events", [])
    if not isinstance(events, list):
        raise InvalidStatement("events", _("Cần là một danh sách."))
    if len(events) > MOST_EVENTS:
        raise InvalidStatement("events", _("Mỗi lần gửi nhiều nhất %(most)s sự kiện.") % {"most": MOST_EVENTS})
    interacted = body.get("interacted", False)
    if not isinstance(interacted, bool):
        raise InvalidStatement("interacted", _("Cần là true hoặc false."))
    seconds = _whole(body.get("seconds", 0), "seconds", MOST_SECONDS)
    return Posted(tuple(_event(event, f"events[{place}]") for place, event in enumerate(events)), interacted, seconds)


def place_in(body: dict[str, Any]) -> int:
    """The how manyth of the states of its page this is. Raises ``InvalidStatement``."""
    return _whole(body.get("number", 0), "number", MOST_NUMBER)


def _event(event: Any, path: str) -> Event:
    require_object(event, path)
    at = event.get("at", "")
    if not isinstance(at, str):
        raise InvalidStatement(f"{path}.at", _("Cần là một mốc thời gian ISO 8601."))
    return Event(_whole(event.get("number"), f"{path}.number", MOST_NUMBER), event.get("statement"), at)


def _whole(value: Any, path: str, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise InvalidStatement(path, _("Cần là một số nguyên từ 0 đến %(most)s.") % {"most": most})
    return value


def hear(
    posted: Posted, token: Token, *, earliest: dt.datetime, latest: dt.datetime
) -> tuple[list[Heard], list[tuple[int, str]]]:
    """The claims made after the first touch, and of those refused the number and why.

    An event keeps the id its content gave it; another gets one of the page and its number, the same on every sending.
    """
    heard: dict[UUID, Heard] = {}
    touched, refused = posted.interacted, []
    for event in sorted(posted.events, key=lambda one: one.number):
        try:
            claim = read(event.statement, activity_of(token.content_key))
        except ClaimRefused as error:
            refused.append((event.number, error.message))
            continue
        touched = touched or claim.verb == Verb.INTERACTED
        if touched:
            own = UUID(claim.statement_id) if claim.statement_id else None
            statement_id = own or derived_id(token.attempt, f"{token.page}-{event.number}")
            moment = _within(event.at, earliest, latest)
            heard.setdefault(statement_id, Heard(statement_id, moment, event.number, claim))
    return list(heard.values()), refused


def _within(at: str, earliest: dt.datetime, latest: dt.datetime) -> dt.datetime:
    """Clocks of old phones are often wrong: what cannot be is set to the nearest moment that can."""
    try:
        timestamp(at, "", "")
        moment = parse_instant(at.upper())
    except (InvalidStatement, ValueError, OverflowError):
        return latest
    return min(max(moment, earliest), latest)


def is_kept(verb: str, *, agreed: bool) -> bool:
    """How she goes about it is behaviour, kept only where she ``agreed``."""
    return verb in RESULTS or (agreed and kind_of(verb) == Kind.TELEMETRY)

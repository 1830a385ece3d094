"""What the server says of a score that an interactive content claims, in the statement itself.

The verdict is a result extension of ours, ``{"outcome": Outcome, "reason": Reason}`` with the server's own ``raw``,
``max`` and ``success`` where it has any (``content.h5p.claims.cleaning``), and all a fold reads of a statement's text:
it stays when the statement is redacted. What was claimed beside it goes.
"""

from typing import Any

from django.conf import settings

from content.h5p.claims.grading.verdict import Outcome
from xapi import numbers
from xapi.rows import Json


def verdict_iri() -> str:
    return f"{settings.XAPI_ACTIVITY_BASE}/mo-rong/may-chu-kiem"


def claimed_iri() -> str:
    """The score as the content claimed it, where the server's own is another: an xAPI score object."""
    return f"{settings.XAPI_ACTIVITY_BASE}/mo-rong/diem-tu-bao"


def is_verdict(iri: str) -> bool:
    return iri == verdict_iri()


def verdict_of(said: Json) -> Outcome | None:
    """None where the statement carries no verdict, or something that is none."""
    told: Any = said.get("result", {}).get("extensions", {}).get(verdict_iri())
    word = told.get("outcome") if isinstance(told, dict) else None
    return next((outcome for outcome in Outcome if outcome == word), None)


def agrees(raw: str) -> bool:
    """Of a stored statement's text: did the server come to the same score?"""
    return verdict_of(numbers.loads(raw)) == Outcome.AGREED

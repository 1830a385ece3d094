"""Where she stands in an interactive part: a State document of her registration on the part (xAPI Part Three, 2.3).

It holds the newest try: which revision she plays, what the content wants to be given back, and what it claimed so far,
typed answers included, which stay out of the log. It goes with her other documents when she is erased. No fold reads
it, and her own page may write it too: whatever it says is looked at, and proves nothing.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from learners.enrolment.models import Enrolment
from learners.enrolment.statements import actor, part_iri
from xapi.documents import Conditions, Place, put
from xapi.models import Document, DocumentKind
from xapi.rows import Json, agent_key, bounded

STATE_ID = "luot-tuong-tac"
# Of the newest claims: what a content says in one try is a few dozen things.
MOST_CLAIMS, MOST_CHARACTERS = 200, 48 * 1024
MOST_TRIES = 10**6


@dataclass(frozen=True, slots=True)
class Try:
    """``number`` 0: nothing was begun yet. ``state`` is ``{sub-content: {name: text}}``, as the bridge has it.

    ``saved``: the page that put it, and the how manyth of its states it was.
    """

    number: int = 0
    revision: UUID | None = None
    finished: bool = False
    state: Json = field(default_factory=dict)
    claims: tuple[Json, ...] = ()
    saved: tuple[str, int] = ("", 0)

    @property
    def is_open(self) -> bool:
        """She is in the middle of it."""
        return not self.finished and bool(self.state or self.claims)


def tries_of(enrolment: Enrolment, unit_key: UUID, contents: Iterable[UUID]) -> dict[UUID, Try]:
    """By content; one query."""
    iris = {bounded(part_iri(unit_key, key)): key for key in contents}
    rows = Document.objects.filter(
        kind=DocumentKind.STATE,
        activity__in=iris,
        agent=agent_key(actor(enrolment)) or "",
        registration=enrolment.pk,
        document_id=STATE_ID,
    )
    found = {iris[activity]: _read(content) for activity, content in rows.values_list("activity", "content")}
    return {key: found.get(key, Try()) for key in iris.values()}


def keep(enrolment: Enrolment, unit_key: UUID, content_key: UUID, found: Try) -> None:
    """Whoever calls it holds the enrolment's lock from before she read."""
    body = {
        "number": found.number,
        "revision": str(found.revision),
        "finished": found.finished,
        "state": found.state,
        "claims": _newest(found.claims),
        "saved": found.saved,
    }
    content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    put(place_of(enrolment, unit_key, content_key), STATE_ID, content, "application/json", Conditions())


def _newest(claims: Sequence[Json]) -> list[Json]:
    room, kept = MOST_CHARACTERS, []
    for claim in reversed(claims[-MOST_CLAIMS:]):
        room -= len(json.dumps(claim, ensure_ascii=False))
        if room < 0:
            break
        kept.append(claim)
    return kept[::-1]


def place_of(enrolment: Enrolment, unit_key: UUID, content_key: UUID) -> Place:
    agent = agent_key(actor(enrolment)) or ""
    return Place(DocumentKind.STATE, bounded(part_iri(unit_key, content_key)), agent, enrolment.pk)


def _read(content: bytes | memoryview) -> Try:
    try:
        told: Any = json.loads(bytes(content))
        number, claims = told["number"], told["claims"]
        known = isinstance(number, int) and 0 < number < MOST_TRIES and isinstance(told["state"], dict)
        if not known or not all(isinstance(claim, dict) for claim in claims):
            return Try()
        page, place = told.get("saved", ("", 0))
        saved = (str(page), place if isinstance(place, int) else 0)
        return Try(number, UUID(told["revision"]), told["finished"] is True, told["state"], tuple(claims), saved)
    except (ValueError, TypeError, KeyError, AttributeError):
        return Try()

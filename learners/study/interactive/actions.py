"""What comes from an interactive content, and what she decides about it herself.

Everything of one enrolment happens one after the other, under the enrolment's lock: what a try has claimed so far, and
what follows from it, is the same in whatever order and from however many pages it arrives.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from content.h5p.claims.completion import Viewing, stand
from content.h5p.claims.grading.grade import Reason
from content.h5p.claims.grading.verdict import Outcome, Verdict
from content.h5p.player.page import language_of
from learners.enrolment import authorities
from learners.enrolment.models import Enrolment
from learners.enrolment.statements import derived_id
from learners.progress.folding import PartState
from learners.progress.models import Progress
from learners.progress.storing import state_of
from learners.study.interactive.memory import kept_before, to_keep
from learners.study.interactive.played import played_in
from learners.study.interactive.posted import Posted, hear, is_kept
from learners.study.interactive.telling import Teller
from learners.study.interactive.tokens import Token
from learners.study.interactive.tries import Try, keep, tries_of
from learners.study.interactive.weighing import Ending, Heard, Played, endings, in_order, verdict_on
from xapi.models import Statement
from xapi.recording import Conflict, record
from xapi.rows import Json
from xapi.vocabulary import Verb


class Gone(Exception):
    """What the page plays is not to be played any more."""


@dataclass(slots=True)
class Taken:
    """``refused``: number of an event, and why; ``part``: how the part stands now, None while it is not done."""

    recorded: list[UUID] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    part: PartState | None = None


@transaction.atomic
def take_events(*, enrolment: Enrolment, token: Token, posted: Posted, agreed: bool) -> Taken:
    """Record what counts of ``posted``; sent again it changes nothing. Raises ``Gone`` and ``Conflict``."""
    found = played_in(token)
    if found is None:
        raise Gone
    revision, played = found
    _lock(enrolment)
    now = timezone.now()
    heard, refused = hear(posted, token, earliest=min(token.issued, now), latest=now)
    known = _known(enrolment, token, heard)
    new = [one for one in heard if one.id not in known]
    current = _current(enrolment, token)
    before = _before(current, token)
    # What the log never had, sent again, is none of ``known``.
    noted = {one.id for one in before}
    everything = in_order([*before, *(one for one in new if one.id not in noted)])
    ended = endings(played, everything)
    seconds = min(posted.seconds, int((now - token.issued).total_seconds()))
    viewed = stand(played.whole, [], Viewing(seconds, posted.marked))
    if viewed.done:
        ended.append(Ending(now, viewed, Verdict(Outcome.CANNOT_KNOW, Reason.NO_CLAIM)))
    teller = Teller(enrolment, token, revision, language_of(revision.package), now)
    said = _claimed(teller, played, new, everything, ended, agreed)
    said += _completed(teller, ended, {one.id for one in new}, known, _part(enrolment, token))
    recorded = record(said, authority=authorities.h5p_claim())
    if new or viewed.done:
        _remember(enrolment, token, current, everything, is_over=bool(ended))
    return Taken(recorded, refused, _part(enrolment, token))


def _claimed(
    teller: Teller,
    played: Played,
    new: Sequence[Heard],
    everything: list[Heard],
    ended: Sequence[Ending],
    agreed: bool,
) -> list[Json]:
    """What is behaviour only as far as she has ``agreed`` to that."""
    by = {ending.by.id: ending for ending in ended if ending.by is not None}
    return [
        teller.claimed(one, verdict_on(played, one, everything), by.get(one.id))
        for one in new
        if is_kept(one.claim.verb, agreed=agreed)
    ]


def _completed(
    teller: Teller, ended: Sequence[Ending], new: set[UUID], known: set[UUID], part: PartState | None
) -> list[Json]:
    """One for a try, where its content has no word for it. Another only for what arrived late and makes the part done
    earlier, or earlier with a score that the server came to as well: so the order of arrival decides nothing.
    """
    made: list[Json] = []
    once = derived_id(teller.token.attempt, "completed")
    is_first = once not in known
    for ending in sorted(ended, key=lambda one: (one.at, not one.is_verified)):
        own = ending.by if ending.by is not None and ending.by.claim.verb == Verb.COMPLETED else None
        improved = _improved(part, ending)
        if own is None and is_first:
            made.append(teller.completed(ending, once))
            is_first = False
        elif improved != part and (own is None or own.id not in new):
            late = derived_id(once, f"{ending.at.isoformat()}-{ending.is_verified}")
            made.append(teller.completed(ending, late))
        part = improved
    return made


def _improved(part: PartState | None, ending: Ending) -> PartState:
    """As the fold will have it."""
    verified = ending.at if ending.is_verified else None
    if part is None:
        return PartState(ending.at, verified)
    moments = [moment for moment in (part.verified, verified) if moment is not None]
    return PartState(min(part.done, ending.at), min(moments, default=None))


def _lock(enrolment: Enrolment) -> None:
    Enrolment.objects.select_for_update(no_key=True).only("pk").get(pk=enrolment.pk)


def _known(enrolment: Enrolment, token: Token, heard: Sequence[Heard]) -> set[UUID]:
    """Ids that are in the log already; raises ``Conflict`` for one of somebody else's."""
    asked = [one.id for one in heard] + [derived_id(token.attempt, "completed")]
    rows = dict(Statement.objects.filter(statement_id__in=asked).values_list("statement_id", "registration"))
    for statement_id, registration in rows.items():
        if registration != enrolment.pk:
            raise Conflict(str(statement_id))
    return set(rows)


def _current(enrolment: Enrolment, token: Token) -> Try:
    return tries_of(enrolment, token.unit_key, [token.content_key])[token.content_key]


def _before(current: Try, token: Token) -> list[Heard]:
    return kept_before(current.claims) if current.number == token.number else []


def _part(enrolment: Enrolment, token: Token) -> PartState | None:
    progress = Progress.objects.only("units", "last_at", "last_unit").get(pk=enrolment.pk)
    unit = state_of(progress).units.get(token.unit_key)
    return unit.parts.get(token.content_key) if unit else None


def _remember(enrolment: Enrolment, token: Token, current: Try, everything: Sequence[Heard], *, is_over: bool) -> None:
    """What an older try claimed later on is in the log; it is no longer where she is."""
    if token.number < current.number:
        return
    finished = is_over or (current.finished and token.number == current.number)
    is_same = current.revision == token.revision
    state, saved = (current.state, current.saved) if is_same else ({}, ("", 0))
    now = Try(token.number, token.revision, finished, state, to_keep(everything), saved)
    keep(enrolment, token.unit_key, token.content_key, now)


@transaction.atomic
def keep_state(*, enrolment: Enrolment, token: Token, state: Json, place: int) -> None:
    """What the content wants to be given back; of an older try it is dropped, and of one page an older state.

    ``place``: the how manyth of the states of its page it is, from 1.
    """
    _lock(enrolment)
    current = _current(enrolment, token)
    saved, is_same = (token.page, place), token.number == current.number
    if token.number < current.number or (is_same and saved[0] == current.saved[0] and place < current.saved[1]):
        return
    claims = current.claims if is_same else ()
    now = Try(token.number, token.revision, is_same and current.finished, state, claims, saved)
    keep(enrolment, token.unit_key, token.content_key, now)


@transaction.atomic
def begin_again(*, enrolment: Enrolment, unit_key: UUID, content_key: UUID, revision: UUID) -> None:
    """A new try, with nothing in it, of ``revision``; pressed twice it is one."""
    _lock(enrolment)
    current = tries_of(enrolment, unit_key, [content_key])[content_key]
    if current.number and (current.state or current.claims or current.revision != revision or current.finished):
        keep(enrolment, unit_key, content_key, Try(current.number + 1, revision))

"""What a lesson's page needs for the interactive parts in it: which revision she plays, which try it is, how it stands.

A revision that was replaced while she is in the middle of it goes on until she finishes or begins again; everybody else
plays the newest.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse

from content.h5p.claims.completion import rule_for
from content.h5p.claims.kinds import SHOWS, End, Rule, rule_of
from content.h5p.claims.libraries import library_of
from content.h5p.models import Content, Pin, Revision
from content.h5p.player import playing
from courses.editions.queries import Piece
from learners.enrolment.models import Enrolment
from learners.progress.folding import PartState, UnitState
from learners.study.interactive.played import as_played
from learners.study.interactive.standing import is_enough, words_of
from learners.study.interactive.tokens import Token, new_token
from learners.study.interactive.tries import Try, tries_of
from mooc.foundation.remembered import Remembered

# The type of the block in a lesson's body.
BLOCK = "interactive"
# Of a revision: what a lesson's page has no use for, and is as long as the content.
LONG = (*Revision.HEAVY, "remarks")
# A revision that can be played never changes.
_rules: Remembered[UUID, Rule] = Remembered()


@dataclass(frozen=True, slots=True)
class Session:
    """``state`` is what the content wants to be given back; ``part`` None while it is not done.

    ``has_newer``: she is in the middle of a revision that was replaced. ``seconds`` in sight are enough where nothing
    tells that it is done, 0 where something does; ``is_marked``: her own word counts too.
    """

    content: Content
    revision: Revision
    token: Token
    state: Mapping[str, Any]
    part: PartState | None
    required: bool
    verified: bool
    has_newer: bool
    can_play: bool
    seconds: int
    is_marked: bool
    was_begun: bool

    @property
    def attempt(self) -> str:
        return self.token.sign()

    @property
    def events_url(self) -> str:
        return self._address("events")

    @property
    def state_url(self) -> str:
        return self._address("state")

    @property
    def again_url(self) -> str:
        return self._address("again")

    @property
    def seen_url(self) -> str:
        return self._address("seen")

    @property
    def alone_url(self) -> str:
        return reverse("study:part", args=[self.token.enrolment, self.token.unit_key, self.token.content_key])

    @property
    def told(self) -> dict[str, Any]:
        return words_of(self.part)

    @property
    def is_lacking(self) -> bool:
        """The lesson asks for it and it is not done; what cannot be played holds nobody up."""
        enough = is_enough(self.part, self.revision.library, verified=self.verified)
        return self.required and self.can_play and not enough

    def _address(self, name: str) -> str:
        return reverse(f"study:part_{name}", args=[self.token.enrolment, self.token.unit_key, self.token.content_key])


def sessions(enrolment: Enrolment, unit_key: UUID, pieces: Iterable[Piece], unit: UnitState) -> dict[UUID, Session]:
    """By content key; three queries at most, none where there is nothing interactive.

    One more for revisions that were replaced meanwhile, and for each of some types that a process has not met.
    """
    values = {block.value["content"].key: block.value for block in parts_of(pieces)}
    if not values:
        return {}
    tries = tries_of(enrolment, unit_key, values)
    revisions = _revisions([value["content"] for value in values.values()], tries)
    return {
        key: made
        for key, value in values.items()
        if (made := _session(enrolment, unit_key, value, tries[key], revisions, unit.parts.get(key))) is not None
    }


def parts_of(pieces: Iterable[Piece]) -> Iterator[Any]:
    """The blocks of a lesson that show a content."""
    for piece in pieces:
        if piece.block is not None and piece.block.block_type == BLOCK and piece.block.value["content"] is not None:
            yield piece.block


def _revisions(contents: Sequence[Content], tries: Mapping[UUID, Try]) -> dict[UUID, Revision]:
    """The newest of each content, and those she is in the middle of, with what they run on."""
    at_hand = (content.current for content in contents if content.current_id and _has(content))
    found = {revision.pk: revision for revision in at_hand if revision is not None}
    wanted = {content.current_id for content in contents if content.current_id} - found.keys()
    wanted |= {one.revision for one in tries.values() if one.is_open and one.revision} - found.keys()
    if wanted:
        found |= {revision.pk: revision for revision in Revision.objects.filter(pk__in=wanted).defer(*LONG)}
    pins = Pin.objects.select_related("library").defer("library__semantics", "library__manifest")
    prefetch_related_objects(list(found.values()), Prefetch("pins", pins.order_by("position")))
    return found


def _has(content: Content) -> bool:
    return Content.current.is_cached(content)


def _session(
    enrolment: Enrolment,
    unit_key: UUID,
    value: Mapping[str, Any],
    current: Try,
    revisions: Mapping[UUID, Revision],
    part: PartState | None,
) -> Session | None:
    """None for a content without a revision."""
    content: Content = value["content"]
    newest = revisions.get(content.current_id) if content.current_id else None
    if newest is None:
        return None
    begun = revisions.get(current.revision) if current.is_open and current.revision else None
    goes_on = begun is not None and begun.content_id == content.pk and _can_play(begun)
    revision = begun if begun is not None and goes_on else newest
    number = current.number if goes_on or _is_fresh(current, newest) else current.number + 1
    can_play = _can_play(revision)
    rule = _rule(revision) if can_play else Rule(End.REPORTED)
    return Session(
        content=content,
        revision=revision,
        token=new_token(enrolment.pk, unit_key, content.key, revision.pk, number),
        state=current.state if current.revision == revision.pk else {},
        part=part,
        required=bool(value.get("required")),
        verified=bool(value.get("verified")),
        has_newer=revision.pk != newest.pk,
        can_play=can_play,
        seconds=rule.seconds if rule.end is End.VIEWED else 0,
        is_marked=rule.end in (End.VIEWED, End.EITHER),
        was_begun=current.number > 0,
    )


def _is_fresh(current: Try, newest: Revision) -> bool:
    """Begun anew, and nothing done in it yet."""
    return current.number > 0 and not current.finished and not current.is_open and current.revision == newest.pk


def _can_play(revision: Revision) -> bool:
    return playing.of(revision).standing == playing.Standing.PLAYED


def _rule(revision: Revision) -> Rule:
    """By the type alone but for those put together from others."""
    named = library_of(revision.library)
    rule = rule_of(named.name) if named else Rule(End.REPORTED)
    if named is None or (rule.end is not End.PARTS and named.name not in SHOWS):
        return rule
    known = _rules.get(revision.pk)
    if known is None:
        played = as_played(revision)
        known = rule_for(played.whole) if played else rule
        _rules.remember(revision.pk, known)
    return known

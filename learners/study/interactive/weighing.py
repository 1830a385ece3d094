"""What came of a try, from everything its content claimed so far: pure, and the same in whatever order it arrived.

A claim that ends the try is graded with those about the content's parts that came before it. What arrives late is put
where it belongs, so an ending that could not be judged may be judged then.
"""

import datetime as dt
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from content.h5p.claims.completion import Said, Standing, rule_for, stand
from content.h5p.claims.grading.grade import Reason
from content.h5p.claims.grading.regrading import regrade
from content.h5p.claims.grading.verdict import Outcome, Verdict
from content.h5p.claims.kinds import End
from content.h5p.claims.parts import Part
from content.h5p.claims.reading import Claim

WORST = (Outcome.DISAGREED, Outcome.CANNOT_KNOW, Outcome.AGREED)


@dataclass(frozen=True, slots=True)
class Played:
    """The content as it is played: ``whole`` of its ``library`` and ``parameters``; ``patches`` as ``regrade`` asks."""

    library: str
    parameters: Any
    whole: Part
    patches: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Heard:
    """One claim of a try; ``at`` within bounds, ``number`` as its page counted it."""

    id: UUID
    at: dt.datetime
    number: int
    claim: Claim


@dataclass(frozen=True, slots=True)
class Ending:
    """``by``: the claim that ended the try, None where the parts together did."""

    at: dt.datetime
    standing: Standing
    verdict: Verdict
    by: Heard | None = None

    @property
    def is_verified(self) -> bool:
        return self.verdict.is_verified


def in_order(heard: Sequence[Heard]) -> list[Heard]:
    return sorted(heard, key=lambda one: (one.at, one.number, str(one.id)))


def verdict_on(played: Played, one: Heard, heard: Sequence[Heard]) -> Verdict | None:
    """What the server comes to over ``one`` of ``heard``, which is in order; None for what claims no result."""
    if not one.claim.is_ending:
        return None
    parts = [other.claim for other in heard[: heard.index(one)] if not other.claim.is_top] if one.claim.is_top else []
    return regrade(played.library, played.parameters, one.claim, parts, patches=played.patches)


def endings(played: Played, heard: Sequence[Heard]) -> list[Ending]:
    """Of everything ``heard`` in one try after the first touch, in order."""
    rule, found = rule_for(played.whole), []
    for one in heard:
        if one.claim.is_top and one.claim.verb in rule.verbs and (verdict := verdict_on(played, one, heard)):
            standing = stand(played.whole, [Said(one.claim, touched=True, verdict=verdict)])
            found.append(Ending(one.at, standing, verdict, one))
    if rule.end is End.PARTS:
        found += _by_parts(played, [one for one in heard if not one.claim.is_top])
    return found


def _by_parts(played: Played, heard: Sequence[Heard]) -> list[Ending]:
    """None before every task has ended: more claims never undo that."""
    said = [Said(one.claim, touched=True) for one in heard]
    place = bisect_left(range(len(said)), True, key=lambda last: stand(played.whole, said[: last + 1]).done)
    if place == len(said):
        return []
    until = heard[: place + 1]
    last = {one.claim.part: one for one in until if one.claim.is_ending}
    counted = [Said(one.claim, touched=True, verdict=verdict_on(played, one, until)) for one in last.values()]
    standing = stand(played.whole, counted)
    outcomes = [each.verdict.outcome for each in counted if each.verdict is not None]
    worst = min(outcomes, key=WORST.index, default=Outcome.CANNOT_KNOW)
    reason = Reason.SAME if worst is Outcome.AGREED else Reason.PARTS
    own = (standing.raw, standing.max, standing.success) if worst is Outcome.AGREED else (None, None, None)
    return [Ending(heard[place].at, standing, Verdict(worst, reason, *own))]

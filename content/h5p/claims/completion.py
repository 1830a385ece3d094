"""Whether a content is done, folded from the claims of one try: pure, the same however often it is asked.

Nothing a content says before the learner first touches it counts: some report a full score when they are opened.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from content.h5p.claims.grading.grade import behaviour_of, percentage, reached
from content.h5p.claims.grading.verdict import Outcome, Verdict
from content.h5p.claims.kinds import NOT_TASKS, SHOWS, UNKNOWN, End, Rule, rule_of
from content.h5p.claims.parts import Part, contents, leaves
from content.h5p.claims.reading import Claim
from xapi.vocabulary import Verb

PASS_PERCENTAGE = "passPercentage"  # noqa: S105 - a property of H5P's parameters


@dataclass(frozen=True)
class Said:
    """``touched``: the learner had pressed a key or the screen in the player before this came."""

    claim: Claim
    touched: bool = False
    verdict: Verdict | None = None


@dataclass(frozen=True)
class Viewing:
    """``seconds`` the content was open and seen; ``marked`` when the learner says that she is done with it."""

    seconds: int = 0
    marked: bool = False


@dataclass(frozen=True)
class Standing:
    """``raw`` of ``max`` of the best ending; ``success`` None where nothing tells. Nothing of it without ``done``."""

    done: bool
    raw: float | None = None
    max: float | None = None
    success: bool | None = None

    @property
    def scaled(self) -> float | None:
        return scaled(self.raw, self.max)


def stand(part: Part, said: Sequence[Said], viewing: Viewing = Viewing()) -> Standing:
    """How ``part``, the whole content, stands after ``said``, in the order it came."""
    rule = rule_for(part)
    counted = [each.claim if each.verdict is None else _corrected(each.claim, each.verdict) for each in touched(said)]
    endings = [_ending(part, rule, claim) for claim in counted if claim.is_top and claim.verb in rule.verbs]
    if not endings and rule.end is End.PARTS:
        endings = _parts_ending(part, rule, counted)
    if endings:
        return max(endings, key=lambda ending: (ending.scaled or 0, ending.success is True))
    return Standing(done=_is_viewed(rule, viewing))


def touched(said: Iterable[Said]) -> list[Said]:
    """Those that came after the first touch; a content's own word for it is ``interacted``."""
    begun, counted = False, []
    for each in said:
        begun = begun or each.touched or each.claim.verb == Verb.INTERACTED
        if begun:
            counted.append(each)
    return counted


def rule_for(part: Part) -> Rule:
    """Of what is put together from text and pictures alone nothing may ever be reported, nor of what cannot be seen."""
    rule = rule_of(part.library.name)
    if _is_elsewhere(part) or (part.library.name in SHOWS and not any(_is_task(inner) for inner in contents(part))):
        return replace(rule, end=End.EITHER, seconds=UNKNOWN.seconds)
    if rule.end is not End.PARTS:
        return rule
    pieces = [inner for _name, inner in leaves(part)]
    if any(_is_task(inner) for inner in pieces):
        return rule
    return replace(
        rule, end=End.VIEWED, seconds=max((rule_of(inner.library.name).seconds for inner in pieces), default=5)
    )


def _is_elsewhere(part: Part) -> bool:
    """An interactive video none of whose files is in the package: the sealed frame loads none, so it never ends."""
    if part.library.name != "H5P.InteractiveVideo":
        return False
    told: Any = part.parameters
    for key in ("interactiveVideo", "video", "files"):
        told = told.get(key) if isinstance(told, Mapping) else None
    paths = [file.get("path") for file in told if isinstance(file, Mapping)] if isinstance(told, list) else []
    return bool(paths) and all(isinstance(path, str) and "://" in path for path in paths)


def _is_task(part: Part) -> bool:
    """Every interactive video holds a summary, mostly an empty one."""
    if part.library.name == "H5P.Summary":
        panels = part.parameters.get("summaries")
        return isinstance(panels, list) and any(isinstance(one, Mapping) and one.get("summary") for one in panels)
    return part.library.name not in NOT_TASKS and rule_of(part.library.name).end is not End.PARTS


def pass_mark(parameters: Mapping[str, Any], rule: Rule) -> float:
    """In per cent: what the author set, else the type's own."""
    own = parameters.get(PASS_PERCENTAGE, behaviour_of(parameters).get(PASS_PERCENTAGE))
    return percentage(own, rule.pass_mark)


def clamped(raw: float | None, most: float | None) -> tuple[float | None, float | None]:
    """A score within 0 to its maximum; none where there is no sense in it."""
    if raw is None or (most is not None and most < 0):
        return None, None
    return (max(raw, 0) if most is None else min(max(raw, 0), most)), most


def scaled(raw: float | None, most: float | None) -> float | None:
    """0 to 1 with four decimals, as H5P's core has it."""
    return round(raw / most, 4) if raw is not None and most else None


def _is_viewed(rule: Rule, viewing: Viewing) -> bool:
    if rule.end is End.VIEWED:
        return viewing.marked or viewing.seconds >= rule.seconds
    return rule.end is End.EITHER and viewing.marked and viewing.seconds >= rule.seconds


def _corrected(claim: Claim, verdict: Verdict) -> Claim:
    """What the server comes to instead stands in place of what was claimed."""
    if verdict.outcome is not Outcome.DISAGREED:
        return claim
    told = {name: getattr(claim, name) for name in ("verb", "part", "parent", "has_parent", "library")}
    return Claim(**told, raw=verdict.raw, max=verdict.max, success=verdict.success)


def _ending(part: Part, rule: Rule, claim: Claim) -> Standing:
    raw, most = clamped(claim.raw, claim.max)
    success = claim.success
    if success is None and raw is not None and most:
        success = reached(raw, most, pass_mark(part.parameters, rule))
    return Standing(True, raw, most, success)


def _parts_ending(part: Part, rule: Rule, claims: Iterable[Claim]) -> list[Standing]:
    """One, where every task in ``part`` has ended: their scores together, the best of each."""
    tasks = [(name, inner) for name, inner in leaves(part) if _is_task(inner)]
    ended: dict[str | None, list[Claim]] = {name: [] for name, _inner in tasks}
    for claim in claims:
        if claim.part in ended and claim.part is not None and claim.is_ending:
            ended[claim.part].append(claim)
    if not tasks or not all(ended.values()):
        return []
    best = [
        max(
            (_ending(inner, rule_of(inner.library.name), claim) for claim in ended[name]),
            key=lambda one: one.scaled or 0,
        )
        for name, inner in tasks
    ]
    raw, most = sum(one.raw or 0 for one in best), sum(one.max or 0 for one in best)
    return [_ending(part, rule, Claim(Verb.COMPLETED, raw=raw, max=most))]

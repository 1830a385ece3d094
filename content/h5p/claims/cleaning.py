"""The statement the server records of a claim: everything of it is the server's or has been looked at.

Left to whoever records it: actor, registration, grouping, platform, authority. Typed texts stay out of the log unless
asked for: they may be about people, and a statement cannot be changed. Dropped for good: what the browser says of
actor, authority, stored, version, registration, attachments and right responses.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from content.h5p.claims.completion import clamped, scaled
from content.h5p.claims.describing import definition_of
from content.h5p.claims.grading.verdict import Outcome, Verdict
from content.h5p.claims.reading import Claim, Json, inner, number
from xapi.rows import format_instant, parse_instant
from xapi.validation_values import DURATION, InvalidStatement, timestamp

# A part's IRI is made from the caller's; this one is public and ours.
LIBRARIES = "http://h5p.org/libraries/"
SUB_CONTENT = "http://h5p.org/x-api/h5p-subContentId"
# Which question or slide it was; H5P writes it here, into the definition, or with another scheme.
ENDING_POINT = "http://id.tincanapi.com/extension/ending-point"
MAX_RESPONSE = 4000
# What is chosen, put in order or paired; the rest is typed.
CHOSEN = frozenset({"choice", "true-false", "sequencing", "matching", "numeric", "likert", "performance"})
_SECONDS = re.compile(r"PT(\d{1,9}(?:\.\d{1,9})?)S", re.ASCII)
MAX_DURATION = 40


@dataclass(frozen=True)
class Recording:
    """What the server knows: ``iri`` gives the activity of a part (None: the content itself), ``language`` is the
    content's; a timestamp lies within ``earliest`` and ``latest``, which is also that of a claim without one.
    ``verdict_iri`` is the extension that holds the server's own verdict, ``claimed_iri`` the one for a score it
    disagrees with: what stands as the score then is the server's.
    """

    iri: Callable[[str | None], str]
    language: str
    earliest: dt.datetime
    latest: dt.datetime
    verdict_iri: str
    claimed_iri: str
    keeps_typed: bool = False


def clean(claim: Claim, recording: Recording, verdict: Verdict | None = None) -> Json:
    """Never raises. A score is cut to 0 and its maximum, the verdict's where it has one."""
    definition = definition_of(claim.sent, recording.language)
    about: Json = {"objectType": "Activity", "id": recording.iri(claim.part)}
    made: Json = {
        "verb": {"id": claim.verb},
        "object": {**about, "definition": definition} if definition else about,
        "context": _context(claim, recording),
        "timestamp": format_instant(_moment(claim.timestamp, recording)),
    }
    if claim.statement_id is not None:
        made["id"] = claim.statement_id
    if result := _result(claim, recording, verdict):
        made["result"] = result
    return made


def _result(claim: Claim, recording: Recording, verdict: Verdict | None) -> Json:
    most = verdict.max if verdict is not None and verdict.max is not None else claim.max
    success, extensions = claim.success, {}
    score = _score(claim.raw, most)
    if verdict is not None:
        extensions[recording.verdict_iri] = _told(verdict)
        if verdict.outcome is Outcome.DISAGREED:
            if claimed := _score(claim.raw, claim.max):
                extensions[recording.claimed_iri] = claimed
            score, success = _score(verdict.raw, verdict.max), verdict.success
    result: Json = {"score": score} if score else {}
    for name, value in (("success", success), ("completion", claim.completion)):
        if value is not None:
            result[name] = value
    if claim.response is not None and (recording.keeps_typed or claim.interaction in CHOSEN):
        result["response"] = claim.response[:MAX_RESPONSE]
    if duration := _duration(claim.duration):
        result["duration"] = duration
    return {**result, "extensions": extensions} if extensions else result


def _score(raw: float | None, most: float | None) -> Json:
    raw, most = clamped(raw, most)
    if raw is None:
        return {}
    share = scaled(raw, most)
    bounds = {"min": 0} if most is None else {"min": 0, "max": most}
    return {"raw": raw, **bounds, **({} if share is None else {"scaled": share})}


def _told(verdict: Verdict) -> Json:
    known = {"raw": verdict.raw, "max": verdict.max, "success": verdict.success}
    said = {name: value for name, value in known.items() if value is not None}
    return {"outcome": verdict.outcome.value, "reason": verdict.reason.value, **said}


def _duration(value: str | None) -> str | None:
    """To the hundredth, as the standard has it; cut and not rounded. Anything else of its form passes as it is."""
    if value is None or len(value) > MAX_DURATION or not DURATION.fullmatch(value):
        return None
    found = _SECONDS.fullmatch(value)
    whole, _point, part = found[1].partition(".") if found else ("", "", "")
    return f"PT{whole}.{part[:2]}S" if part else value


def _moment(value: str | None, recording: Recording) -> dt.datetime:
    """Without an offset it is nobody's moment; a clock that is wrong is set to the nearest bound."""
    if value is None:
        return recording.latest
    try:
        timestamp(value, "", "")
        moment = parse_instant(value.upper())
    except (InvalidStatement, ValueError, OverflowError):
        return recording.latest
    return min(max(moment, recording.earliest), recording.latest)


def _context(claim: Claim, recording: Recording) -> Json:
    """A part always has a parent: the one it names, or the content itself."""
    activities: Json = {}
    if claim.part is not None:
        parent = claim.parent if claim.parent != claim.part else None
        activities["parent"] = [{"objectType": "Activity", "id": recording.iri(parent)}]
    if claim.library is not None:
        name = f"{claim.library.name}-{claim.library.major}.{claim.library.minor}"
        activities["category"] = [{"objectType": "Activity", "id": LIBRARIES + name}]
    extensions: Json = {}
    if claim.part is not None:
        extensions[SUB_CONTENT] = claim.part
    if (point := _ending_point(claim.sent)) is not None:
        extensions[ENDING_POINT] = point
    context: Json = {"language": recording.language}
    if activities:
        context["contextActivities"] = activities
    return {**context, "extensions": extensions} if extensions else context


def _ending_point(sent: Json) -> float | None:
    places = (inner(sent, "context", "extensions"), inner(sent, "object", "definition", "extensions"))
    for place in places:
        for iri in (ENDING_POINT, ENDING_POINT.replace("http:", "https:", 1)):
            if (found := number(place.get(iri))) is not None and found >= 0:
                return found
    return None

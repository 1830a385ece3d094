"""Who a line of a roster is among the people we know. Pure.

By staff code first, then by telephone with the name; a name alone, even with its year of birth, is only ever likely:
nobody is taken for somebody else without an officer who says so.
"""

import datetime as dt
from dataclasses import dataclass, field
from enum import Enum
from uuid import UUID

from learners.rosters.known import Human, Known
from learners.rosters.said import Said
from mooc.foundation.vietnamese import fold

# Shown to choose from.
MOST_CANDIDATES = 8


class Match(Enum):
    NOBODY = "nobody"
    SURE = "sure"
    # One person fits in every way but has no identifier in common.
    LIKELY = "likely"
    ASK = "ask"


@dataclass(slots=True)
class Matched:
    match: Match
    human: Human | None = None
    # "code_of_other", "code_twice", "other_birth", "homonyms", "elsewhere_alike", "no_birth", "other_code"
    why: str = ""
    candidates: list[Human] = field(default_factory=list)


def match(said: Said, code: str, agency: UUID, known: Known, day: dt.date) -> Matched:
    """``code`` is the line's staff code with its zeros."""
    folded = fold(said.name)
    found = _by_code(said, code, folded, known) if code else None
    if found is None and said.phone:
        found = _by_phone(said, code, folded, known)
    return found or _by_name(said, code, folded, agency, known, day)


def _by_code(said: Said, code: str, folded: str, known: Known) -> Matched | None:
    held = [known.humans[one] for one in known.by_code.get(code, [])]
    if not held:
        return None
    named = [human for human in held if human.folded == folded]
    if len(named) == 1:
        if _apart(named[0].birth_year, said.birth_year):
            return Matched(Match.ASK, why="other_birth", candidates=named)
        return Matched(Match.SURE, named[0])
    return Matched(
        Match.ASK, why="code_twice" if named else "code_of_other", candidates=(named or held)[:MOST_CANDIDATES]
    )


def _by_phone(said: Said, code: str, folded: str, known: Known) -> Matched | None:
    """A telephone may be a family's: without the name it says nothing."""
    held = [known.humans[one] for one in known.by_phone.get(said.phone, [])]
    named = [human for human in held if human.folded == folded and not _apart(human.birth_year, said.birth_year)]
    if not named:
        return None
    if len(named) > 1:
        return Matched(Match.ASK, why="homonyms", candidates=named[:MOST_CANDIDATES])
    if _apart(named[0].code, code):
        return Matched(Match.ASK, why="other_code", candidates=named)
    return Matched(Match.SURE, named[0])


def _by_name(said: Said, code: str, folded: str, agency: UUID, known: Known, day: dt.date) -> Matched:
    held = [known.humans[one] for one in known.by_name.get(folded, [])]
    fit = [human for human in held if not _apart(human.birth_year, said.birth_year) and not _apart(human.code, code)]
    here = [human for human in fit if human.at(agency, day)]
    born = [human for human in here if human.birth_year and human.birth_year == said.birth_year]
    if len(born) == 1 and len(here) == 1:
        return Matched(Match.LIKELY, born[0], candidates=here)
    if here:
        why = "homonyms" if len(here) > 1 else "no_birth"
        return Matched(Match.ASK, why=why, candidates=here[:MOST_CANDIDATES])
    # Elsewhere there are many of one name: only a year of birth makes somebody worth asking about.
    alike = [human for human in fit if human.birth_year and human.birth_year == said.birth_year]
    if alike:
        return Matched(Match.ASK, why="elsewhere_alike", candidates=alike[:MOST_CANDIDATES])
    return Matched(Match.NOBODY)


def _apart(one: int | str | None, other: int | str | None) -> bool:
    """Both are known and differ."""
    return bool(one and other and one != other)

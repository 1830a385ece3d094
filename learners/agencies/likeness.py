"""How likely two records are one human being: a pure function of what rosters write about people.

What speaks for it and against it is weighed in points of 100. A staff code says most, a telephone number that a family
may share less, a name that thousands bear least; two staff codes, or two years of birth, speak against. Names are
compared without marks and capitals, for rosters have them with and without.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

# From here on a pair is shown to a person, who decides.
LIKELY = 75


class Reason(StrEnum):
    STAFF_CODE = "staff_code"
    PHONE = "phone"
    NAME = "name"
    BIRTH_YEAR = "birth_year"
    NEAR = "near"
    OTHER_CODE = "other_code"
    OTHER_YEAR = "other_year"


POINTS = {
    Reason.STAFF_CODE: 70,
    Reason.PHONE: 40,
    Reason.NAME: 45,
    Reason.BIRTH_YEAR: 15,
    Reason.NEAR: 20,
    Reason.OTHER_CODE: -40,
    Reason.OTHER_YEAR: -25,
}


@dataclass(frozen=True, slots=True)
class Described:
    """A person, or a line of a file: ``key`` is her id or the line's number.

    ``folded_name`` as ``vietnamese.fold`` makes it, ``phones`` as ``normalise_phone`` does. ``agencies`` are those she
    belongs to, ``above`` those right above them.
    """

    key: Hashable
    folded_name: str
    birth_year: int | None = None
    staff_code: str = ""
    phones: frozenset[str] = field(default_factory=frozenset)
    agencies: frozenset[UUID] = field(default_factory=frozenset)
    above: frozenset[UUID] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Likeness:
    score: int
    reasons: tuple[Reason, ...]

    @property
    def is_likely(self) -> bool:
        return self.score >= LIKELY


def likeness(one: Described, other: Described) -> Likeness:
    """Symmetric; 0 to 100."""
    reasons = tuple(reason for reason in Reason if _holds(reason, one, other))
    return Likeness(max(0, min(100, sum(POINTS[reason] for reason in reasons))), reasons)


def code_of(one: Described) -> str:
    """Files lose capitals and gain spaces."""
    return "".join(one.staff_code.split()).upper()


def _holds(reason: Reason, one: Described, other: Described) -> bool:
    codes, years = {code_of(one), code_of(other)}, {one.birth_year, other.birth_year}
    if reason in (Reason.STAFF_CODE, Reason.OTHER_CODE):
        return "" not in codes and (len(codes) == 1) == (reason is Reason.STAFF_CODE)
    if reason in (Reason.BIRTH_YEAR, Reason.OTHER_YEAR):
        return None not in years and (len(years) == 1) == (reason is Reason.BIRTH_YEAR)
    if reason is Reason.PHONE:
        return bool(one.phones & other.phones)
    if reason is Reason.NAME:
        return one.folded_name == other.folded_name
    return _near(one, other)


def _near(one: Described, other: Described) -> bool:
    """In one agency, or one right below the other: not merely two departments of one province."""
    return bool(one.agencies & (other.agencies | other.above) or one.above & other.agencies)

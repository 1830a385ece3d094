"""How an assessment is taken and judged, read from the rules an edition froze.

In JSON the rules are ``{"parts": [section], ...}`` beside the simple ones, each with the name of its field here. A
section is ``{"title", "intro", "items": [item]}``; an item is a fixed question ``{"version", "points"}`` or a draw
``{"draw", "pool", "points", "tags", "difficulty", "competence"}`` with the versions it takes from.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Any, Self

from courses.catalogue.assessment_forms import DONE, default_feedback
from courses.catalogue.models import GradePolicy, Overdue


@dataclass(frozen=True, slots=True)
class Asked:
    """``count`` questions of the ``pool`` of versions, each for ``points``; a fixed question is a pool of one."""

    pool: tuple[int, ...]
    count: int
    points: int
    is_fixed: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    intro: str
    items: tuple[Asked, ...]

    @property
    def size(self) -> int:
        return sum(item.count for item in self.items)


@dataclass(frozen=True, slots=True)
class AssessmentRules:
    """Minutes are whole, moments aware; 0 is no limit."""

    sections: tuple[Section, ...] = ()
    pass_percent: int = 80
    max_attempts: int = 0
    wait_minutes: int = 0
    grade_policy: str = GradePolicy.HIGHEST
    time_limit: int = 0
    overdue: str = Overdue.SUBMIT
    grace_minutes: int = 0
    opens_at: dt.datetime | None = None
    closes_at: dt.datetime | None = None
    sequential: bool = False
    shuffle: bool = True
    shuffle_choices: bool = True
    access_code: str = ""
    honour: str = ""
    practice: bool = False
    feedback: dict[str, list[str]] = field(default_factory=default_feedback)

    @classmethod
    def of(cls, rules: dict[str, Any]) -> Self:
        known: dict[str, Any] = {one.name: rules[one.name] for one in fields(cls) if one.name in rules}
        for name in MOMENTS_OF_RULES:
            known[name] = dt.datetime.fromisoformat(known[name]) if known.get(name) else None
        return cls(sections=tuple(_section(part) for part in rules.get("parts", [])), **known)

    @property
    def size(self) -> int:
        """How many questions a paper has."""
        return sum(section.size for section in self.sections)

    @property
    def versions(self) -> list[int]:
        """Every version a paper may ask, in the order of the rules."""
        return list(dict.fromkeys(pk for section in self.sections for item in section.items for pk in item.pool))


MOMENTS_OF_RULES = ("opens_at", "closes_at")
SIMPLE = tuple(one.name for one in fields(AssessmentRules) if one.name != "sections")


def _section(part: dict[str, Any]) -> Section:
    return Section(part["title"], part["intro"], tuple(_asked(item) for item in part["items"]))


def _asked(item: dict[str, Any]) -> Asked:
    if "version" in item:
        return Asked((item["version"],), 1, item["points"], is_fixed=True)
    pool = tuple(item["pool"])
    return Asked(pool, min(item["draw"], len(pool)), item["points"])


def simple_rules(page: Any) -> dict[str, Any]:
    """The fields of an assessment page as JSON holds them."""
    found = {name: _plain(getattr(page, name)) for name in SIMPLE}
    # Rules frozen before there was this moment do not name it; showing nothing then is no change of them.
    found["feedback"] = {moment: things for moment, things in found["feedback"].items() if things or moment != DONE}
    return found


def compact(rules: dict[str, Any]) -> dict[str, Any]:
    """Without what goes without saying: ``AssessmentRules.of`` reads the same."""
    usual = AssessmentRules()
    return {name: value for name, value in rules.items() if name == "parts" or value != getattr(usual, name)}


def _plain(value: Any) -> Any:
    return value.astimezone(dt.UTC).isoformat() if isinstance(value, dt.datetime) else value


def versions_of(units: Iterable[dict[str, Any]]) -> list[int]:
    """Every version that any of the rules may ask."""
    return list(dict.fromkeys(pk for rules in units for pk in AssessmentRules.of(rules).versions))

"""Which agency a roster means by a name or a code, on the roster's day.

Codes are reused and names are not unique, so neither is taken without its day; what could be several agencies, or none,
is asked of the officer, once for all lines that say it.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from learners.agencies.history import History
from learners.agencies.models import AgencyCode, AgencyName
from learners.rosters.said import Said
from mooc.foundation.periods import on
from mooc.foundation.vietnamese import fold

_SHORT = {
    r"\bubnd\b": "uy ban nhan dan", r"\bhdnd\b": "hoi dong nhan dan", r"\bp\b": "phuong", r"\btt\b": "trung tam",
    r"\bvp\b": "van phong", r"\btp\b": "thanh pho", r"\bqlnn\b": "quan ly nha nuoc", r"\bmttq\b": "mat tran to quoc",
}  # fmt: skip
# Codes of an agency (H13.02, or 000.00.02.H13 as they were written until 2020) or of a commune (31338).
_CODE = re.compile(r"[A-Z]\d{2}(?:\.\w+)*|\d{5}|(?:\w+\.)+[A-Z]\d{2}")


@dataclass(slots=True)
class Found:
    """One agency, or why none: ``word`` is "unit_many", "unit_none", "unit_outside" or "unit_other_day"."""

    agency: UUID | None = None
    word: str = ""
    asked: str = ""
    options: list[UUID] = field(default_factory=list)


def key(text: str) -> str:
    """Names that are written differently and mean the same have one key."""
    plain = " ".join(re.sub(r"[^a-z0-9.]+", " ", fold(text)).replace(".", " ").split())
    for short, long in _SHORT.items():
        plain = re.sub(short, long, plain)
    return plain


def normalised_code(text: str) -> str:
    """Left to right, without the empty levels of the order before 2020: ``"000.00.02.H13"`` -> ``"H13.02"``."""
    code = text.strip().upper()
    parts = code.split(".")
    if len(parts) > 1 and re.fullmatch(r"[A-Z]\d{2}", parts[-1]) and not re.fullmatch(r"[A-Z]\d{2}", parts[0]):
        return ".".join(part for part in reversed(parts) if part.strip("0"))
    return code


@dataclass
class Units:
    """Of one roster: ``root`` with what is below it on ``day``, as far as the officer answers for it (``within``)."""

    root: UUID
    day: dt.date
    within: set[UUID]
    history: History
    choices: Mapping[str, str]
    names: dict[UUID, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Two queries: all names of the day, all codes ever."""
        self._named: dict[str, set[UUID]] = defaultdict(set)
        told = AgencyName.objects.filter(on(self.day)).values_list("agency", "name", "short_name")
        for agency, name, short in told:
            self.names[agency] = name
            for text in {name, short} - {""}:
                self._named[key(text)].add(agency)
        self._coded: dict[str, list[tuple[UUID, bool]]] = defaultdict(list)
        for agency, code, start, end in AgencyCode.objects.values_list("agency", "code", "valid_from", "valid_to"):
            held = start <= self.day and (end is None or self.day < end)
            self._coded[normalised_code(code)].append((agency, held))
        self._answers: dict[tuple[str, str, str], Found] = {}

    def of(self, said: Said) -> Found:
        asked = (said.agency_code, said.agency, said.unit)
        if asked not in self._answers:
            self._answers[asked] = self._find(*asked)
        return self._answers[asked]

    def _find(self, code: str, name: str, unit: str) -> Found:
        block = self._of_text(unit) if unit else Found(self.root)
        if not code and not name:
            return block
        found = self._of_code(code) if code else self._of_text(name)
        if code and not found.agency and name and found.word == "unit_none":
            found = self._of_text(name)
        if found.word == "unit_many" and unit and block.agency:
            # "Văn phòng" below "I. UBND phường Tân An" is that ward's.
            near = [one for one in found.options if self.history.parent(one, self.day) == block.agency]
            if len(near) == 1:
                return Found(near[0])
        return found

    def _of_text(self, text: str) -> Found:
        chosen = self.choices.get(key(text))
        if chosen and UUID(chosen) in self.within:
            return Found(UUID(chosen))
        if _CODE.fullmatch(text.strip().upper()) and (found := self._of_code(text)).word != "unit_none":
            return found
        named = self._named.get(key(text), set())
        return self._settle(text, named & self.within, named)

    def _of_code(self, code: str) -> Found:
        chosen = self.choices.get(key(code))
        if chosen and UUID(chosen) in self.within:
            return Found(UUID(chosen))
        held = self._coded.get(normalised_code(code), [])
        now = {agency for agency, is_held in held if is_held}
        if held and not now:
            return Found(word="unit_other_day", asked=code)
        return self._settle(code, now & self.within, now)

    def _settle(self, asked: str, inside: set[UUID], anywhere: Iterable[UUID]) -> Found:
        if len(inside) == 1:
            return Found(next(iter(inside)))
        if inside:
            return Found(word="unit_many", asked=asked, options=sorted(inside, key=lambda one: self.path(one)))
        return Found(word="unit_outside" if set(anywhere) else "unit_none", asked=asked)

    def options(self, asked: str) -> list[UUID]:
        """The agencies a name or code may mean, where it may mean several."""
        found = self._of_text(asked)
        return found.options if found.agency is None else [found.agency]

    def path(self, agency: UUID) -> str:
        """Its name with that of what it stands under, to tell one "Văn phòng" from another."""
        above = self.history.parent(agency, self.day)
        own = self.names.get(agency, "?")
        return f"{own} ({self.names[above]})" if above in self.names and agency != self.root else own

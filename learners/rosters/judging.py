"""Every line of a roster judged: who it is, and what it would change from the roster's day on. Nothing is written.

What a line changes is plain data, as it is staged: ``changes`` in the words of ``agencies.changes`` (a new person has
no id yet), ``mend`` the columns of a person that were empty. Applying judges again and takes nothing for granted.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from learners.rosters.known import Belonging, Human, Known
from learners.rosters.matching import Match, Matched, match
from learners.rosters.models import Verdict
from learners.rosters.planned import begin, differing, end, mended, move, told
from learners.rosters.said import Remark, Said, remark
from learners.rosters.units import Units
from mooc.foundation.vietnamese import fold

SAME, NEW, SKIP = "same", "new", "skip"
ONE_DAY = dt.timedelta(days=1)


@dataclass(slots=True)
class Judged:
    """``agency`` where the line says she belongs; ``was`` where she belonged; ``of_line``: the line of the same new
    person; ``unit``: what has to be chosen first."""

    line: int
    name: str
    verdict: Verdict
    said: Said | None = None
    person: UUID | None = None
    agency: UUID | None = None
    was: UUID | None = None
    is_open: bool = False
    why: str = ""
    unit: str = ""
    of_line: int = 0
    candidates: list[Human] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    faults: list[Remark] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)
    mend: dict[str, Any] = field(default_factory=dict)
    # What those columns were.
    mend_was: dict[str, Any] = field(default_factory=dict)


@dataclass
class Judge:
    """``category``: of whoever has none; ``widths``: how long codes with leading zeros are on the roster as it is."""

    day: dt.date
    units: Units
    known: Known
    reach: set[UUID]
    category: str = ""
    widths: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        # Who a line is, who one may be, and who is at which agency beside her own.
        self._people: dict[UUID, int] = {}
        self._maybe: set[UUID] = set()
        self._beside: dict[tuple[UUID, UUID], int] = {}
        self._codes: dict[str, Judged] = {}
        self._names: dict[tuple[str, int | None, UUID], Judged] = {}
        self._new: dict[str, Judged] = {}

    def judge(self, people: Iterable[Said], chosen: Mapping[int, str]) -> Iterator[Judged]:
        """``chosen``: what the officer decided, by line. First those at their own agency, then "kiêm nhiệm"."""
        listed = list(people)
        for secondary in (False, True):
            for said in listed:
                if said.secondary == secondary:
                    yield self._line(said, chosen.get(said.line, ""))

    def padded(self, said: Said) -> str:
        return padded(said.code, self.widths)

    def present(self) -> set[UUID]:
        """Everybody a judged line is, or may be."""
        return self._people.keys() | self._maybe

    def _line(self, said: Said, choice: str) -> Judged:
        made = Judged(said.line, said.name or "-", Verdict.FAULT, said, remarks=list(said.notes))
        if said.faults:
            made.faults = list(said.faults)
            return made
        found = self.units.of(said)
        if found.agency is None:
            return self._no_unit(made, found.word, found.asked, choice)
        if found.agency not in self.units.within:
            made.faults.append(remark("unit_outside", value=found.asked))
            return made
        made.agency = found.agency
        said = made.said = self._not_before_its_agency(made, said, found.agency)
        code = self.padded(said)
        if code != said.code:
            made.remarks.append(remark("zero_back", field="code", value=code))
        matched = match(said, code, found.agency, self.known, self.day)
        return self._settle(made, matched, code, choice)

    def _not_before_its_agency(self, made: Judged, said: Said, agency: UUID) -> Said:
        """Whoever has worked there since before it was this agency is its own since it is there."""
        begun = next((start for start, end in self.units.history.periods.get(agency, ())
                      if start <= self.day and (end is None or self.day < end)), None)  # fmt: skip
        if said.since is None or begun is None or said.since >= begun:
            return said
        made.remarks.append(remark("since_raised", value=begun.isoformat()))
        return replace(said, since=begun)

    def _no_unit(self, made: Judged, word: str, asked: str, choice: str) -> Judged:
        if word in ("unit_many", "unit_none"):
            made.verdict, made.unit, made.is_open, made.why = Verdict.UNIT, asked, choice != SKIP, word
        else:
            made.faults.append(remark(word, value=asked))
        return made

    def _settle(self, made: Judged, matched: Matched, code: str, choice: str) -> Judged:
        human, asks, said = matched.human, matched.match in (Match.ASK, Match.LIKELY), made.said
        if said is None or made.agency is None:
            return made
        # Somebody on no roster today may be known, but it is for a person to say that it is she who comes.
        if matched.match == Match.SURE and human and not human.belongings:
            matched = Matched(Match.ASK, why="on_no_roster", candidates=[human])
            human, asks = None, True
        made.candidates, made.why = (matched.candidates, matched.why) if asks else ([], "")
        self._maybe.update(candidate.id for candidate in made.candidates)
        if asks and choice.startswith(SAME):
            human = next((one for one in made.candidates if choice == f"{SAME}:{one.id}"), human)
        elif asks and choice == NEW:
            human = None
        elif asks and (matched.match == Match.ASK):
            made.verdict, made.is_open = Verdict.ASK, choice != SKIP
            return made
        if human is None:
            return self._new_person(made, code, choice)
        judged = self._known_person(made, human, code)
        if matched.match == Match.LIKELY and judged.verdict in (Verdict.CHANGED, Verdict.SECOND):
            judged.verdict = Verdict.LIKELY
        return judged

    def _new_person(self, made: Judged, code: str, choice: str) -> Judged:
        said, agency = made.said, made.agency
        if said is None or agency is None:
            return made
        alike = (fold(said.name), said.birth_year, agency)
        first = self._codes.get(code) if code else None
        if said.secondary:
            return self._second_of_new(made, first or self._new.get(f"{alike[0]}|{alike[1]}"))
        if first:
            made.faults.append(remark("code_again", value=code, line=first.line))
            return made
        twin = self._names.get(alike)
        if twin and not (code and twin.said and twin.said.code) and choice != NEW:
            made.verdict, made.why, made.is_open = Verdict.ASK, "again", choice != SKIP
            made.remarks.append(remark("like_line", line=twin.line))
            return made
        category = said.category or self.category
        if not category:
            made.faults.append(remark("category_missing"))
            return made
        made.verdict = Verdict.NEW
        made.mend = told(full_name=said.name, birth_year=said.birth_year, staff_code=code, phone=said.phone)
        made.changes = [begin(self.day, None, said, agency, category)]
        if code:
            self._codes[code] = made
        self._names.setdefault(alike, made)
        self._new.setdefault(f"{alike[0]}|{alike[1]}", made)
        return made

    def _second_of_new(self, made: Judged, first: Judged | None) -> Judged:
        said = made.said
        if said is None or made.agency is None or first is None or first.said is None:
            made.faults.append(remark("second_of_nobody"))
        elif first.agency == made.agency:
            made.faults.append(remark("again", line=first.line))
        else:
            category = said.category or first.said.category or self.category
            made.verdict, made.of_line = Verdict.SECOND, first.line
            made.changes = [begin(self.day, None, said, made.agency, category)]
        return made

    def _known_person(self, made: Judged, human: Human, code: str) -> Judged:
        said, agency = made.said, made.agency
        if said is None or agency is None:
            return made
        made.person = human.id
        held = self._beside.setdefault((human.id, agency), made.line) if said.secondary else 0
        earlier = held or self._people.setdefault(human.id, made.line)
        if earlier != made.line:
            made.faults.append(remark("again", line=earlier))
            return made
        if code:
            self._codes.setdefault(code, made)
        self._remarks(made, human, code)
        made.mend, made.mend_was = mended(human, said, code)
        primary = human.primary(self.day)
        if said.secondary:
            return self._secondary(made, human, primary)
        if primary is None:
            return self._back(made, human)
        made.was = primary.agency
        if primary.agency == agency:
            return self._here(made, primary)
        return self._moved(made, human, primary)

    def _remarks(self, made: Judged, human: Human, code: str) -> None:
        said = made.said
        if said is None:
            return
        if human.name != said.name:
            made.remarks.append(remark("name_kept", value=human.name))
        if human.birth_year and said.birth_year and human.birth_year != said.birth_year:
            made.remarks.append(remark("birth_kept", value=human.birth_year))
        if human.code and code and human.code != code:
            made.remarks.append(remark("code_kept", value=human.code))

    def _here(self, made: Judged, held: Belonging) -> Judged:
        said = made.said
        other = differing(held, said) if said else {}
        if said and other:
            first = max(said.since or self.day, held.valid_from)
            if first <= held.valid_from:
                made.changes = [{"kind": "correct", "membership": held.id, "changes": other}]
            else:
                made.changes = [move(held, made.agency, first, other)]
        made.verdict = Verdict.CHANGED if other or made.mend else Verdict.SAME
        return made

    def _moved(self, made: Judged, human: Human, held: Belonging) -> Judged:
        said, agency = made.said, made.agency
        if said is None or agency is None:
            return made
        first = said.since or self.day
        if held.agency not in self.reach:
            made.faults.append(remark("elsewhere", agency=str(held.agency)))
        elif held.valid_from >= first:
            made.faults.append(remark("there_since", agency=str(held.agency), value=held.valid_from.isoformat()))
        elif (later := human.later(self.day)) is not None:
            made.faults.append(remark("later", agency=str(later.agency), value=later.valid_from.isoformat()))
        else:
            beside = human.at(agency, self.day)
            if beside is not None and beside.valid_from < first:
                made.changes.append(end(beside, first - ONE_DAY))
            elif beside is not None:
                made.faults.append(remark("there_since", agency=str(agency), value=beside.valid_from.isoformat()))
                return made
            changes: dict[str, Any] = {"category": said.category} if said.category else {}
            changes |= {"position": said.position or "", "is_head": bool(said.is_head)}
            made.verdict = Verdict.MOVED
            made.changes.append(move(held, agency, first, changes))
        return made

    def _back(self, made: Judged, human: Human) -> Judged:
        """Known, and on the day at no agency of her own."""
        said, agency = made.said, made.agency
        if said is None or agency is None:
            return made
        category = said.category or self.category or (human.belongings[0].category if human.belongings else "")
        if (later := human.later(self.day)) is not None:
            made.faults.append(remark("later", agency=str(later.agency), value=later.valid_from.isoformat()))
        elif not category:
            made.faults.append(remark("category_missing"))
        elif (held := human.at(agency, self.day)) is not None:
            # Until now beside another one.
            made.verdict = Verdict.CHANGED
            made.changes = [move(held, agency, max(self.day, held.valid_from + ONE_DAY), {"is_primary": True})]
        else:
            made.verdict = Verdict.CHANGED
            made.remarks.append(remark("comes_back"))
            made.changes = [begin(self.day, human.id, said, agency, category)]
        return made

    def _secondary(self, made: Judged, human: Human, primary: Belonging | None) -> Judged:
        said, agency = made.said, made.agency
        if said is None or agency is None:
            return made
        held = human.at(agency, self.day)
        if primary is not None and primary.agency not in self.reach:
            made.faults.append(remark("elsewhere", agency=str(primary.agency)))
        elif held is not None and held.is_primary:
            made.faults.append(remark("own_agency"))
        elif held is not None:
            return self._here(made, held)
        else:
            made.verdict = Verdict.SECOND
            made.was = primary.agency if primary else None
            category = said.category or (primary.category if primary else "") or self.category
            if not category:
                made.faults.append(remark("category_missing"))
                made.verdict = Verdict.FAULT
            else:
                made.changes = [begin(self.day, human.id, said, agency, category)]
        return made


def padded(code: str, widths: set[int]) -> str:
    """A code of digits that lost its zeros, where all codes with zeros have one length."""
    if code.isdigit() and len(widths) == 1 and 0 < (lost := next(iter(widths)) - len(code)) <= 4:
        return "0" * lost + code
    return code


def widths_of(people: Iterable[Said]) -> set[int]:
    """How long the file's own codes with a leading zero are; nothing where they disagree."""
    found = Counter(len(said.code) for said in people if said.code.isdigit() and said.code.startswith("0"))
    return {found.most_common(1)[0][0]} if found else set()


def leavers(judge: Judge, roster: Iterable[tuple[UUID, str, int | None, Belonging]]) -> Iterator[Judged]:
    """Who counts at the roster's agencies on its day and is in no line of it, nor may be."""
    present = judge.present()
    for person, name, born, held in roster:
        if person in present:
            continue
        made = Judged(0, name, Verdict.LEAVER, person=person, was=held.agency)
        made.remarks = [remark("born", value=born)] if born else []
        if held.valid_from >= judge.day:
            made.verdict = Verdict.FAULT
            made.faults = [remark("came_later", value=held.valid_from.isoformat())]
        else:
            made.changes = [end(held, judge.day - ONE_DAY)]
        yield made

"""What a proposal makes of the kept facts: which close, which open, who goes into whom. Pure.

A contradiction is a **problem**, named at the step and field where it can be mended; with one, nothing is written.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from learners.agencies.closure import Period
from learners.agencies.facts import NAME, PLACE, Fact
from learners.agencies.models import CodeScheme, ReorganisationKind
from learners.agencies.reorganising.held import Held
from learners.agencies.reorganising.proposal import ENDS, STAYS, SUPERIOR, WHOLE, Proposal, Source, Target

# The steps of the wizard, for a problem's place.
BASIS, SOURCES, TARGETS = "can-cu", "nguon", "dich"
# An agency that begins with the event is known by its number among the targets.
NEW = "new:"


@dataclass(frozen=True, slots=True)
class Problem:
    step: str
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Going:
    """``source`` goes, wholly or in part, into ``target`` (None: into nobody). Ids as text, new ones by number."""

    source: str
    target: str | None
    partial: bool = False


@dataclass(slots=True)
class Consequences:
    close: list[Fact] = field(default_factory=list)
    open: list[Fact] = field(default_factory=list)
    going: list[Going] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def placed(self) -> set[str]:
        """Whose place in the tree changes."""
        return {fact.agency for fact in [*self.close, *self.open] if fact.table == PLACE}


def consequences(proposal: Proposal, held: Held) -> Consequences:
    return _Working(proposal, held).work()


def shown(day: dt.date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


class _Working:
    def __init__(self, proposal: Proposal, held: Held) -> None:
        self.proposal, self.held, self.day = proposal, held, proposal.day
        self.found = Consequences()
        self.ending = {str(agency) for agency in proposal.ending}

    def work(self) -> Consequences:
        self._count()
        for source in self.proposal.sources:
            self._existed(source)
        if self.found.problems:
            return self.found
        if self.proposal.continues:
            self._change(self.proposal.sources[0].agency, self.proposal.changed or Target())
        else:
            for source in self.proposal.sources:
                if source.share != STAYS:
                    self._end(source)
            for number, target in enumerate(self.proposal.targets):
                self._begin(number, target)
            self._go()
            self._resettle()
        return self.found

    def problem(self, step: str, where: str, text: str) -> None:
        self.found.problems.append(Problem(step, where, text))

    # -- How many of each -----------------------------------------------------------

    def _count(self) -> None:
        kind, sources, targets = self.proposal.kind, self.proposal.sources, self.proposal.targets
        if not sources:
            return self.problem(SOURCES, "sources", _("Hãy chọn cơ quan được sắp xếp."))
        if kind == ReorganisationKind.DISSOLVE or self.proposal.continues:
            return None
        if not targets:
            return self.problem(TARGETS, "targets", _("Hãy chọn hoặc lập cơ quan nhận."))
        if kind == ReorganisationKind.SPLIT:
            least = 1 if sources[0].share == STAYS else 2
            if len(targets) < least:
                self.problem(TARGETS, "targets", _("Cơ quan bị chia kết thúc thì phải có ít nhất hai cơ quan nhận."))
        elif len(targets) > 1:
            self.problem(TARGETS, "targets", _("Sáp nhập thì chỉ có một cơ quan nhận."))
        elif kind == ReorganisationKind.MERGE and targets[0].agency is None and len(sources) < 2:
            self.problem(
                SOURCES, "sources", _("Lập cơ quan mới từ sáp nhập cần ít nhất hai cơ quan. Một cơ quan thì đổi tên.")
            )
        elif kind == ReorganisationKind.SPLIT_MERGE and all(source.share == WHOLE for source in sources):
            self.problem(SOURCES, "sources", _("Không cơ quan nào tách một phần: hãy chọn hình thức Sáp nhập."))
        both = {source.agency for source in sources} & {target.agency for target in targets}
        for agency in sorted(both, key=str):
            text = _("“%s” vừa bị sắp xếp vừa là cơ quan nhận. Cơ quan nhận đang có thì không chọn ở bước trước.")
            self.problem(TARGETS, f"target-{agency}", text % self.held.called(str(agency)))
        return None

    def _existed(self, source: Source) -> None:
        where, called = f"source-{source.agency}", self.held.called(source.agency)
        place = self.held.on(source.agency, PLACE, self.day - dt.timedelta(days=1))
        if place is None:
            text = _("“%(name)s” không tồn tại ngay trước ngày %(day)s.")
            self.problem(SOURCES, where, text % {"name": called, "day": shown(self.day)})
        elif place.period.end == self.day and source.share != ENDS and not self._moved_on(source.agency):
            text = _("“%(name)s” đã kết thúc từ ngày %(day)s theo một quyết định khác.")
            self.problem(SOURCES, where, text % {"name": called, "day": shown(self.day)})

    def _moved_on(self, agency: UUID) -> bool:
        return self.held.on(agency, PLACE, self.day) is not None

    # -- Facts that close and open ----------------------------------------------------

    def _close(self, agency: UUID, table: str, step: str, where: str) -> Fact | None:
        """The fact that held the day before; a later one known already is a contradiction."""
        facts = self.held.of(agency, table)
        later = [fact for fact in facts if fact.period.start >= self.day]
        last = self.held.on(agency, table, self.day - dt.timedelta(days=1))
        if later or (last and last.period.end and last.period.end > self.day):
            since = later[0].period.start if later else last.period.end if last else None
            text = _(
                "“%(name)s” đã có thay đổi ghi từ ngày %(since)s. Hãy rút lại thay đổi ấy trước, hoặc chọn ngày sau đó."
            )
            told = {"name": self.held.called(agency), "since": shown(since) if since else ""}
            self.problem(step, where, text % told)
            return None
        if last is not None and last.period.end is None:
            self.found.close.append(replace(last, period=Period(last.period.start, self.day)))
        return last

    def _open(self, table: str, agency: str, value: tuple[str, ...], end: dt.date | None = None) -> None:
        self.found.open.append(Fact(table, agency, value, Period(self.day, end)))

    def _end(self, source: Source) -> None:
        for table in (NAME, *CodeScheme.values, PLACE):
            self._close(source.agency, table, SOURCES, f"source-{source.agency}")

    def _begin(self, number: int, target: Target) -> None:
        where = f"target-{target.agency or number}"
        if target.agency is not None:
            self._stands(target.agency, TARGETS, where)
            return
        key = f"{NEW}{number}"
        self._open(NAME, key, (target.name, target.short_name, target.kind))
        if target.parent is not None:
            self._stands(target.parent, TARGETS, where, parent=True)
        self._open(PLACE, key, (str(target.parent or ""),))
        for scheme, code in target.codes.items():
            self._give(scheme, code, key, where)

    def _stands(self, agency: UUID, step: str, where: str, *, parent: bool = False) -> None:
        """It is there on the day, for as long as is known, and this event does not end it."""
        place = self.held.on(agency, PLACE, self.day)
        stays = [fact for fact in self.held.of(agency, PLACE) if fact.period.end is None]
        if place is None or not stays or str(agency) in self.ending:
            text = (
                _("Cơ quan cấp trên “%(name)s” không tồn tại từ ngày %(day)s.")
                if parent
                else _("“%(name)s” không tồn tại từ ngày %(day)s.")
            )
            self.problem(step, where, text % {"name": self.held.called(agency), "day": shown(self.day)})

    def _give(self, scheme: str, code: str, agency: str, where: str) -> None:
        """A code passes on from what ends the same day, from nobody else."""
        freed = {(fact.table, fact.value, fact.agency) for fact in self.found.close}
        for fact in self.held.codes:
            same = (fact.table, fact.value) == (scheme, (code,))
            if same and fact.agency != agency and (fact.table, fact.value, fact.agency) not in freed:
                text = _("Mã %(code)s đang là của “%(name)s” từ ngày %(since)s.")
                held = {"code": code, "name": self.held.called(fact.agency), "since": shown(fact.period.start)}
                self.problem(TARGETS, where, text % held)
        self._open(scheme, agency, (code,))

    # -- Where all of it goes ---------------------------------------------------------

    def _go(self) -> None:
        keys: list[str | None] = []
        keys += [str(target.agency or f"{NEW}{number}") for number, target in enumerate(self.proposal.targets)]
        for source in self.proposal.sources:
            partial = self.proposal.kind == ReorganisationKind.SPLIT or source.share != WHOLE
            self.found.going += [Going(str(source.agency), key, partial) for key in keys or [None]]

    def _resettle(self) -> None:
        """What stood below an agency that ends, and does not end itself."""
        left = [fact for fact in self.held.below if fact.agency not in self.ending]
        if not left:
            return
        if not self._below_is_said(left):
            return
        for fact in left:
            if fact.period.start >= self.day:
                text = _("“%(name)s” được ghi sẽ trực thuộc từ ngày %(day)s. Hãy sắp xếp nó trước.")
                told = {"name": self.held.called(fact.agency), "day": shown(fact.period.start)}
                self.problem(TARGETS, "below", text % told)
                continue
            self.found.close.append(replace(fact, period=Period(fact.period.start, self.day)))
            self._open(PLACE, fact.agency, (self._above(fact),), fact.period.end)

    def _below_is_said(self, left: list[Fact]) -> bool:
        if self.proposal.below == SUPERIOR:
            return True
        if self.proposal.below.isdigit() and int(self.proposal.below) < len(self.proposal.targets):
            return True
        text = _("Còn %(count)s đơn vị trực thuộc, ví dụ “%(name)s”. Hãy chọn nơi chúng chuyển về.")
        self.problem(TARGETS, "below", text % {"count": len(left), "name": self.held.called(left[0].agency)})
        return False

    def _above(self, fact: Fact) -> str:
        """The new parent of an agency whose parent ends; a target never comes to stand under itself."""
        if self.proposal.below != SUPERIOR:
            number = int(self.proposal.below)
            key = str(self.proposal.targets[number].agency or f"{NEW}{number}")
            if key != fact.agency:
                return key
        step = fact.value[0]
        while step in self.ending:
            place = self.held.on(step, PLACE, self.day - dt.timedelta(days=1))
            step = place.value[0] if place else ""
        return step

    # -- One agency that goes on ------------------------------------------------------

    def _change(self, agency: UUID, to: Target) -> None:
        kind, key = self.proposal.kind, str(agency)
        self.found.going.append(Going(key, key))
        if kind == ReorganisationKind.REPARENT:
            self._reparent(agency, to)
        elif kind == ReorganisationKind.RECODE:
            self._recode(agency, to.codes)
        else:
            self._rename(agency, to)

    def _rename(self, agency: UUID, to: Target) -> None:
        where = "kind" if self.proposal.kind == ReorganisationKind.CHANGE_KIND else "name"
        old = self.held.on(agency, NAME, self.day - dt.timedelta(days=1))
        before = old.value if old else ("", "", "")
        value = (to.name or before[0], to.short_name if to.name else before[1], to.kind or before[2])
        if value == before:
            return self.problem(TARGETS, where, _("Chưa có gì khác với trước ngày ấy."))
        if self._close(agency, NAME, TARGETS, where) is not None or old is None:
            self._open(NAME, str(agency), value)
        return None

    def _recode(self, agency: UUID, codes: dict[str, str]) -> None:
        changed = False
        for scheme, code in codes.items():
            old = self.held.on(agency, scheme, self.day - dt.timedelta(days=1))
            if old is not None and old.value == (code,):
                continue
            changed = True
            self._close(agency, scheme, TARGETS, "codes")
            self._give(scheme, code, str(agency), "codes")
        if not changed:
            self.problem(TARGETS, "codes", _("Hãy ghi ít nhất một mã mới."))

    def _reparent(self, agency: UUID, to: Target) -> None:
        old = self._close(agency, PLACE, TARGETS, "parent")
        new = str(to.parent or "")
        if old is None:
            return
        if old.value == (new,):
            self.problem(TARGETS, "parent", _("Hãy chọn cơ quan cấp trên khác với hiện nay."))
        if to.parent is not None:
            self._stands(to.parent, TARGETS, "parent", parent=True)
        self._open(PLACE, str(agency), (new,))


def cycle(names: Iterable[str]) -> Problem:
    """Found by whoever derives the closure: an agency would stand under itself."""
    text = _("“%s” sẽ trực thuộc chính nó. Hãy chọn cơ quan cấp trên khác.") % ", ".join(names)
    return Problem(TARGETS, "parent", text)

"""A report as plain data, and back: names, codes and numbers as they were, needing no agency and no person again."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import Any, TypeVar
from uuid import UUID

from learners.agencies.history import History
from learners.campaigns.models import Campaign
from learners.coverage.frozen.models import FrozenReport
from learners.coverage.heat import Heat, from_data
from learners.coverage.numbers import Numbers
from learners.coverage.roster import Question
from learners.coverage.rows import Report, Row
from learners.coverage.teams import TeamRow
from learners.coverage.tree import Tree

ROW = ("name", "code", "kind", "direct", "rank")
Made = TypeVar("Made")


def of_report(report: Report, teams: Iterable[TeamRow], **words: Any) -> dict[str, Any]:
    """``words`` stand beside the numbers: the rule, the audience, the campaign's name as they were."""
    return {
        "name": report.name,
        "code": report.code,
        "hidden": report.hidden,
        "trail": [[str(agency), name] for agency, name in report.trail],
        "own": _of_row(report.own),
        "rows": [_of_row(row) for row in report.rows],
        "unassigned": _of_row(report.unassigned),
        "total": _of_row(report.total),
        "teams": [{**asdict(team), "agency": _text(team.agency)} for team in teams],
        **words,
    }


def digest(content: dict[str, Any]) -> str:
    """SHA-256 of the content as JSON: UTF-8, keys sorted, no space between, so that anybody can make it again."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Shown:
    """A frozen report in the shape in which pages and files show a live one."""

    frozen: FrozenReport
    report: Report
    teams: list[TeamRow]

    @property
    def campaign(self) -> Campaign:
        return self.frozen.campaign

    @property
    def root(self) -> UUID:
        root: UUID = self.frozen.agency_id
        return root

    @property
    def query(self) -> str:
        """What asks for the same days as they are known now."""
        found = self.frozen
        return f"hoan_thanh={found.completion}&co_cau={found.structure}&danh_sach={found.membership}"

    @property
    def heat(self) -> Heat:
        return from_data(self.frozen.content["courses"], self.report)

    @property
    def is_intact(self) -> bool:
        return digest(self.frozen.content) == self.frozen.content_hash


def shown(frozen: FrozenReport) -> Shown:
    content = frozen.content
    question = Question(frozen.campaign, frozen.structure, frozen.membership, frozen.completion, frozen.known_at, None)
    total = _row(content["total"])
    assert total is not None  # noqa: S101  (written by ``of_report``)
    report = Report(
        question=question,
        root=frozen.agency_id,
        name=content["name"],
        code=content["code"],
        rows=[row for row in map(_row, content["rows"]) if row],
        own=_row(content["own"]),
        unassigned=_row(content["unassigned"]),
        total=total,
        hidden=content["hidden"],
        trail=[(UUID(agency), name) for agency, name in content["trail"]],
        # Nothing of a frozen report is asked of a tree again.
        tree=Tree(History(), frozen.structure, frozen.membership, ()),
    )
    teams = [_made(TeamRow, {**team, "agency": _uuid(team["agency"])}) for team in content["teams"]]
    return Shown(frozen, report, teams)


def _of_row(row: Row | None) -> dict[str, Any] | None:
    if row is None:
        return None
    told = {name: getattr(row, name) for name in ROW}
    return {"agency": _text(row.agency), **told, "numbers": asdict(row.numbers)}


def _row(told: dict[str, Any] | None) -> Row | None:
    if told is None:
        return None
    numbers = _made(Numbers, told["numbers"])
    return Row(_uuid(told["agency"]), **{name: told[name] for name in ROW}, numbers=numbers)


def _made(kind: type[Made], told: dict[str, Any]) -> Made:
    """A field that was not known then has its usual value; one that is no more is left where it is."""
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    return kind(**{name: value for name, value in told.items() if name in known})


def _text(agency: UUID | None) -> str | None:
    return str(agency) if agency else None


def _uuid(text: str | None) -> UUID | None:
    return UUID(text) if text else None

"""A report as files: the annex with the columns of the report's form, and the named list behind one number.

Both say where they come from and leave an audit row. The engine invents no document number, signature or seal.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any, Protocol

from django.utils import timezone

from learners.coverage.asking import Asked
from learners.coverage.frozen.models import FrozenReport
from learners.coverage.numbers import Numbers
from learners.coverage.rows import Report, Row
from learners.coverage.teams import TeamRow
from learners.coverage.wording import campaign_words
from mooc.foundation.models import audit
from mooc.foundation.tabular import Strong

WIDTHS = (6, 44, 16, 12, 10, 10, 10, 10, 10, 10, 10, 10, 12, 10, 8, 36)
# Of a row that is a heading: all but its number and name.
EMPTY = len(WIDTHS) - 2
TEAMS_LABEL = "Tổ CNSCĐ (thành viên tình nguyện, không tính vào Cộng)"


class Told(Protocol):
    """A report and its teams, as they are known now or as they were frozen."""

    @property
    def report(self) -> Report: ...
    @property
    def teams(self) -> list[TeamRow]: ...


def late_of(counts: Numbers) -> int:
    """Completed after the due date: in no rate."""
    return int(getattr(counts, "late", 0))


def head(report: Report) -> list[str]:
    return [
        "STT", "Đơn vị", "Mã định danh", f"Tổng số CBCCVC (tại ngày {report.question.membership:%d/%m/%Y})",
        "Số được giao học", "Đã đăng ký", "Đang học", "Đã hoàn thành", "Tỷ lệ (%)", "Hoàn thành muộn",
        "Chưa hoàn thành", "Trong đó chưa đăng ký", "Người đứng đầu", "Điểm TB", "Xếp hạng", "Ghi chú",
    ]  # fmt: skip


def cells(number: int | str | None, row: Row) -> list[Any]:
    counts = row.numbers
    return [
        number, row.name, row.code, counts.staff, counts.required, counts.registered, counts.in_progress,
        counts.completed, _or_dash(counts.rate), late_of(counts), counts.unfinished, counts.no_account,
        heads_text(counts), _or_dash(counts.mean_score), row.rank, _note(row),
    ]  # fmt: skip


def _or_dash(value: Any) -> Any:
    return "-" if value is None else value


def heads_text(counts: Numbers) -> str:
    """In words, for a spreadsheet reads "1/2" as a day in February."""
    return f"{counts.heads_completed} trên {counts.heads}" if counts.heads else "-"


def _note(row: Row) -> str:
    notes = ["Người của chính cơ quan"] if row.direct else []
    if row.numbers.exempted:
        notes.append(f"{row.numbers.exempted} người được miễn")
    if row.numbers.concurrent:
        notes.append(f"{row.numbers.concurrent} người kiêm nhiệm, không tính")
    return "; ".join(notes)


def annex_rows(told: Told) -> Iterator[list[Any]]:
    """The root's own people, blocks I to IV, the unassigned, the sum, and block V apart below it."""
    found, number = told.report, 0
    if found.own:
        number += 1
        yield cells(number, found.own)
    for block, rows in found.blocks:
        yield Strong([block.value, str(block.label), *[None] * EMPTY])
        for row in rows:
            number += 1
            yield cells(number, row)
    if found.unassigned:
        yield cells(number + 1, found.unassigned)
    yield Strong(cells(None, Row(None, "Cộng", numbers=found.total.numbers)))
    if told.teams:
        yield Strong(["V", TEAMS_LABEL, *[None] * EMPTY])
    for place, team in enumerate(told.teams, start=1):
        yield team_cells(place, team)


def team_cells(number: int, team: TeamRow) -> list[Any]:
    note = f"{len(team.teams)} tổ, {team.members} thành viên" if team.agency else f"{team.members} thành viên"
    return [
        number, team.name, "", "-", "-", team.registered, team.in_progress, team.completed, "-", "-", "-", "-", "-",
        "-", None, note,
    ]  # fmt: skip


def fingerprint(rows: list[list[Any]]) -> str:
    """SHA-256 of the rows: two files with the same one say the same."""
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False, default=str).encode()).hexdigest()


def provenance(report: Report, mark: str, frozen: FrozenReport | None = None) -> list[tuple[str, str]]:
    question = report.question
    told = frozen.content if frozen else {"campaign": campaign_words(question.campaign)}
    return [
        ("Đợt", told["campaign"]["name"]),
        ("Kế hoạch số", told["campaign"]["plan_number"] or "-"),
        ("Phạm vi", report.name),
        ("Hoàn thành tính đến hết ngày", f"{question.completion:%d/%m/%Y}"),
        ("Theo cơ cấu ngày", f"{question.structure:%d/%m/%Y}"),
        ("Theo danh sách ngày", f"{question.membership:%d/%m/%Y}"),
        ("Mẫu số", "Người trong danh sách thuộc đối tượng của đợt, trừ người được miễn có lý do"),
        ("Tỷ lệ", 'Làm tròn hai chữ số, không thành 100 khi còn người chưa hoàn thành; "-" khi không có ai được giao'),
        ("Xếp hạng", "Trong từng khối I đến IV; tỷ lệ bằng nhau thì cùng hạng"),
        ("Điểm TB", "Thang 10, điểm cao nhất đến nay của người đã hoàn thành"),
        ("Đơn vị ngoài phạm vi, không tính", str(report.hidden)),
        ("Số liệu biết đến lúc", f"{timezone.localtime(question.known_at):%H:%M:%S %d/%m/%Y}"),
        ("Mã băm các dòng (SHA-256)", mark),
        *(_of_frozen(frozen) if frozen else [("Bản chốt", "chưa chốt")]),
    ]


def _of_frozen(frozen: FrozenReport) -> list[tuple[str, str]]:
    return [
        ("Bản chốt số", str(frozen.revision)),
        ("Chốt lúc", f"{timezone.localtime(frozen.frozen_at):%H:%M:%S %d/%m/%Y}"),
        ("Người chốt", frozen.frozen_by_name or "-"),
        ("Lý do chốt lại", frozen.reason or "-"),
        ("Điều kiện hoàn thành", frozen.content["rule"]),
        ("Đối tượng", frozen.content["audience"]),
        ("Mã băm nội dung (SHA-256)", frozen.content_hash),
        ("Mã băm đầu vào (SHA-256)", frozen.inputs_hash),
    ]


def record_export(*, asked: Asked, fmt: str, what: dict[str, Any], acting_user: Any) -> None:
    new = {"format": fmt, "agency": str(asked.root), "dates": asked.dates_query, **what}
    audit(acting_user=acting_user, verb="coverage.export", subject=asked.campaign, new=new)

"""A report as files: the annex with the columns of the report's form, and the named list behind one number.

Both say where they come from and leave an audit row. The engine invents no document number, signature or seal.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from learners.coverage.asking import Asked
from learners.coverage.numbers import Numbers
from learners.coverage.rows import Row
from learners.coverage.teams import TeamRow
from mooc.foundation.models import audit
from mooc.foundation.tabular import Strong

WIDTHS = (6, 44, 16, 12, 10, 10, 10, 10, 10, 10, 10, 12, 10, 8, 36)
TEAMS_LABEL = "Tổ CNSCĐ (thành viên tình nguyện, không tính vào Cộng)"


def head(asked: Asked) -> list[str]:
    return [
        "STT", "Đơn vị", "Mã định danh", f"Tổng số CBCCVC (tại ngày {asked.report.question.membership:%d/%m/%Y})",
        "Số được giao học", "Đã đăng ký", "Đang học", "Đã hoàn thành", "Tỷ lệ (%)", "Chưa hoàn thành",
        "Trong đó chưa đăng ký", "Người đứng đầu", "Điểm TB", "Xếp hạng", "Ghi chú",
    ]  # fmt: skip


def _cells(number: int | str | None, row: Row) -> list[Any]:
    counts = row.numbers
    return [
        number, row.name, row.code, counts.staff, counts.required, counts.registered, counts.in_progress,
        counts.completed, _or_dash(counts.rate), counts.unfinished, counts.no_account, heads_text(counts),
        _or_dash(counts.mean_score), row.rank, _note(row),
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


def annex_rows(asked: Asked) -> Iterator[list[Any]]:
    """The root's own people, blocks I to IV, the unassigned, the sum, and block V apart below it."""
    found, number = asked.report, 0
    if found.own:
        number += 1
        yield _cells(number, found.own)
    for block, rows in found.blocks:
        yield Strong([block.value, str(block.label), *[None] * 13])
        for row in rows:
            number += 1
            yield _cells(number, row)
    if found.unassigned:
        yield _cells(number + 1, found.unassigned)
    yield Strong(_cells(None, Row(None, "Cộng", numbers=found.total.numbers)))
    if asked.teams:
        yield Strong(["V", TEAMS_LABEL, *[None] * 13])
    for place, team in enumerate(asked.teams, start=1):
        yield _team_cells(place, team)


def _team_cells(number: int, team: TeamRow) -> list[Any]:
    note = f"{len(team.teams)} tổ, {team.members} thành viên" if team.agency else f"{team.members} thành viên"
    return [
        number, team.name, "", "-", "-", team.registered, team.in_progress, team.completed, "-", "-", "-", "-", "-",
        None, note,
    ]  # fmt: skip


def fingerprint(rows: list[list[Any]]) -> str:
    """SHA-256 of the rows: two files with the same one say the same."""
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False, default=str).encode()).hexdigest()


def provenance(asked: Asked, mark: str) -> list[tuple[str, str]]:
    question = asked.report.question
    return [
        ("Đợt", question.campaign.name),
        ("Kế hoạch số", question.campaign.plan_number or "-"),
        ("Phạm vi", asked.report.name),
        ("Hoàn thành tính đến hết ngày", f"{question.completion:%d/%m/%Y}"),
        ("Theo cơ cấu ngày", f"{question.structure:%d/%m/%Y}"),
        ("Theo danh sách ngày", f"{question.membership:%d/%m/%Y}"),
        ("Mẫu số", "Người trong danh sách thuộc đối tượng của đợt, trừ người được miễn có lý do"),
        ("Tỷ lệ", 'Làm tròn hai chữ số, không thành 100 khi còn người chưa hoàn thành; "-" khi không có ai được giao'),
        ("Xếp hạng", "Trong từng khối I đến IV; tỷ lệ bằng nhau thì cùng hạng"),
        ("Điểm TB", "Thang 10, điểm cao nhất đến nay của người đã hoàn thành"),
        ("Đơn vị ngoài phạm vi, không tính", str(asked.report.hidden)),
        ("Số liệu biết đến lúc", f"{timezone.localtime(question.known_at):%H:%M:%S %d/%m/%Y}"),
        ("Mã băm các dòng (SHA-256)", mark),
    ]


def record_export(*, asked: Asked, fmt: str, what: dict[str, Any], acting_user: Any) -> None:
    new = {"format": fmt, "agency": str(asked.root), "dates": asked.query, **what}
    audit(acting_user=acting_user, verb="coverage.export", subject=asked.campaign, new=new)

"""The annex of a report as a file: rows with the columns of the annex, and where they come from."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from learners.coverage.reporting import Report, Row
from mooc.foundation.models import audit


def head(report: Report) -> list[str]:
    return [
        "STT", "Đơn vị", "Mã định danh", f"Tổng số CBCCVC (tại ngày {report.question.membership:%d/%m/%Y})",
        "Số được giao học", "Đã đăng ký", "Đang học", "Đã hoàn thành", "Tỷ lệ (%)", "Chưa hoàn thành",
        "Trong đó chưa đăng ký", "Người đứng đầu", "Điểm TB", "Xếp hạng", "Ghi chú",
    ]  # fmt: skip


def _cells(number: int | None, row: Row, rank: int | None) -> list[Any]:
    counts = row.numbers
    note = f"{counts.exempted} người được miễn" if counts.exempted else ""
    share = counts.rate if counts.rate is not None else "-"
    heads = f"{counts.heads_completed}/{counts.heads}"
    # Scores are not part of coverage: the column stays for the reader to fill.
    return [
        number, row.name, row.code, counts.required + counts.exempted, counts.required, counts.registered,
        counts.in_progress, counts.completed, share, counts.unfinished, counts.no_account, heads, None, rank, note,
    ]  # fmt: skip


def annex_rows(report: Report) -> Iterator[list[Any]]:
    rates = [row.numbers.rate for row in report.rows if row.numbers.rate is not None]
    rows = [*report.rows, *([report.unassigned] if report.unassigned.rosters else [])]
    for number, row in enumerate(rows, start=1):
        own = row.numbers.rate
        ranked = own is not None and row is not report.unassigned
        rank = 1 + sum(other > own for other in rates) if ranked and own is not None else None
        yield _cells(number, row, rank)
    yield _cells(None, Row(None, "Cộng", numbers=report.total.numbers), None)


def fingerprint(report: Report) -> str:
    """SHA-256 of the rows: two files with the same one say the same."""
    rows = json.dumps(list(annex_rows(report)), ensure_ascii=False, default=str)
    return hashlib.sha256(rows.encode()).hexdigest()


def provenance(report: Report) -> list[tuple[str, str]]:
    asked = report.question
    return [
        ("Đợt", asked.campaign.name),
        ("Phạm vi", report.name),
        ("Theo cơ cấu ngày", f"{asked.structure:%d/%m/%Y}"),
        ("Theo danh sách ngày", f"{asked.membership:%d/%m/%Y}"),
        ("Hoàn thành tính đến hết ngày", f"{asked.completion:%d/%m/%Y}"),
        ("Số liệu biết đến lúc", f"{timezone.localtime(asked.known_at):%H:%M:%S %d/%m/%Y}"),
        ("Lập lúc", f"{timezone.localtime():%H:%M %d/%m/%Y}"),
        ("Mã băm các dòng (SHA-256)", fingerprint(report)),
    ]


def record_export(*, report: Report, fmt: str, acting_user: Any) -> None:
    new = {"format": fmt, "hash": fingerprint(report), "agency": str(report.root.pk) if report.root else None}
    audit(acting_user=acting_user, verb="coverage.export", subject=report.question.campaign, new=new)

"""The named annex: who is behind one number. Personal data, marked "Tài liệu nội bộ", every download audited."""

from collections.abc import Iterator
from typing import Any

from learners.coverage.asking import Chosen
from learners.coverage.listing import agency_names, entries

INTERNAL = "Tài liệu nội bộ"
HEAD = [
    "STT", "Họ và tên", "Năm sinh", "Mã cán bộ", "Đơn vị", "Chức vụ", "Đối tượng", "Người đứng đầu", "Trạng thái",
    "Hoạt động gần nhất", "Ghi chú",
]  # fmt: skip
WIDTHS = (6, 28, 10, 14, 44, 24, 16, 10, 18, 14, 20)
CHUNK = 2000


def named_rows(chosen: Chosen) -> Iterator[list[Any]]:
    """Streamed, never all in memory."""
    names = agency_names(chosen.row.rosters if chosen.row else [], chosen.asked.report.question)
    for number, entry in enumerate(entries(chosen.members.iterator(chunk_size=CHUNK), names), start=1):
        yield [
            number, entry.full_name, str(entry.birth_year or ""), entry.staff_code, entry.place, str(entry.position),
            str(entry.category), "x" if entry.is_head else "", entry.state_label,
            f"{entry.last_on:%d/%m/%Y}" if entry.last_on else "",
            "" if entry.counts else "Không tính trong tỷ lệ",
        ]  # fmt: skip


def provenance(chosen: Chosen) -> list[tuple[str, str]]:
    asked = chosen.asked
    question = asked.report.question
    return [
        (INTERNAL, "Danh sách có dữ liệu cá nhân, chỉ dùng cho công việc được giao"),
        ("Đợt", asked.campaign.name),
        ("Phạm vi", chosen.name),
        ("Danh sách", str(chosen.label)),
        ("Hoàn thành tính đến hết ngày", f"{question.completion:%d/%m/%Y}"),
        ("Theo cơ cấu ngày", f"{question.structure:%d/%m/%Y}"),
        ("Theo danh sách ngày", f"{question.membership:%d/%m/%Y}"),
    ]

"""A report as the paper that is signed: every sentence and cell of it as plain text, the same for DOCX and PDF.

Layout and order follow NĐ 30/2020/NĐ-CP, Phụ lục I. Number, date, signature and seal are blank places: whoever signs
writes them.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from learners.certificates.printing import long_date
from learners.coverage.documents.layouts import layout_of
from learners.coverage.documents.models import ReportLayout
from learners.coverage.exports import Told, annex_rows, head, late_of
from learners.coverage.frozen.models import FrozenReport
from learners.coverage.numbers import Numbers, rate
from learners.coverage.rows import Report, Row
from learners.coverage.wording import audience_text, campaign_words, rule_text
from mooc.foundation.tabular import Strong

BLANK = "…"


@dataclass(frozen=True)
class BlockLine:
    """``cells``: agencies, required, completed, late, unfinished, rate."""

    name: str
    cells: list[str]


@dataclass(frozen=True)
class AnnexLine:
    strong: bool
    cells: list[str]


@dataclass(frozen=True)
class Paper:
    """What the templates are filled with; texts alone, no markup."""

    superior: str
    issuer: str
    number: str
    place_and_date: str
    subject: str
    addressee: str
    opening: str
    results: list[str]
    blocks: list[BlockLine]
    conditions: list[str]
    closing: str
    recipients: list[str]
    authority: str
    title: str
    annex_head: list[str]
    annex: list[AnnexLine]
    provenance: str

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


def paper_of(told: Told, frozen: FrozenReport | None = None) -> Paper:
    report, layout = told.report, layout_of(told.report)
    question = report.question
    content = frozen.content if frozen else None
    words = content["campaign"] if content else campaign_words(question.campaign)
    name = words["name"]
    return Paper(
        superior=layout.superior_body.upper(),
        issuer=layout.issuing_body.upper(),
        number=f"Số: {BLANK}/{layout.code}",
        place_and_date=_place_and_date(layout),
        subject=f"Kết quả {_lower(name)}, tính đến hết {long_date(question.completion)}",
        addressee=layout.addressee,
        opening=_opening(layout, words),
        results=results(report),
        blocks=list(block_lines(report)),
        conditions=[
            f"Điều kiện hoàn thành: {_lower(content['rule'] if content else rule_text(question))}",
            f"Đối tượng: {_lower(content['audience'] if content else audience_text(question))}",
            "Tỷ lệ hoàn thành là số người đã hoàn thành trên số người được giao học theo danh sách, không tính người "
            "được miễn có lý do; làm tròn hai chữ số thập phân, không thành 100 khi còn người chưa hoàn thành.",
        ],
        closing=f"Trên đây là kết quả {_lower(name)}; số liệu từng đơn vị tại Phụ lục kèm theo./.",
        recipients=[line.strip() for line in layout.recipients.splitlines() if line.strip()],
        authority=layout.signer_authority.upper(),
        title=layout.signer_title.upper(),
        annex_head=head(report),
        annex=[AnnexLine(isinstance(row, Strong), [text_of_cell(cell) for cell in row]) for row in annex_rows(told)],
        provenance=_provenance(report, frozen),
    )


def whole(value: int) -> str:
    """``3.740``: a dot between thousands."""
    return f"{value:,}".replace(",", ".")


def percent(value: Decimal | None) -> str:
    return "-" if value is None else f"{value:.2f}".replace(".", ",")


def text_of_cell(cell: Any) -> str:
    if isinstance(cell, Decimal):
        return percent(cell)
    if isinstance(cell, int):
        return whole(cell)
    return "" if cell is None else str(cell)


def _place_and_date(layout: ReportLayout) -> str:
    return f"{layout.place or BLANK * 8}, ngày {BLANK} tháng {BLANK} năm {BLANK}"


def _opening(layout: ReportLayout, words: dict[str, Any]) -> str:
    basis = f"Thực hiện Kế hoạch số {words['plan_number']}, " if words["plan_number"] else ""
    first, last = (dt.date.fromisoformat(words[day]) for day in ("opens_on", "closes_on"))
    told = f"{basis}{layout.issuing_body} báo cáo kết quả {_lower(words['name'])}"
    return f"{_first_up(told)} (từ {long_date(first)} đến hết {long_date(last)}) như sau:"


def results(report: Report) -> list[str]:
    """What a leader reads first, one sentence for each thing that can be said."""
    n, question = report.total.numbers, report.question
    until = f"Tính đến hết {long_date(question.completion)}, theo {_roster(question.structure, question.membership)}"
    if not n.required:
        return [f"{until}, chưa có ai được giao học."]
    told = [
        f"{until}, có {whole(n.completed)} trên {whole(n.required)} người được giao học đã hoàn thành, "
        f"đạt {percent(n.rate)}%."
    ]
    if n.unfinished:
        more = f", trong đó {whole(n.no_account)} người chưa đăng ký tài khoản" if n.no_account else ""
        told.append(f"Còn {whole(n.unfinished)} người chưa hoàn thành{more}.")
    if late := late_of(n):
        told.append(f"Có {whole(late)} người hoàn thành muộn, không tính vào tỷ lệ.")
    if n.heads:
        told.append(
            f"Người đứng đầu: {whole(n.heads_completed)} trên {whole(n.heads)} người đã hoàn thành, "
            f"đạt {percent(rate(n.heads_completed, n.heads))}%."
        )
    if n.exempted:
        told.append(f"Có {whole(n.exempted)} người được miễn, có lý do và người duyệt.")
    if report.unassigned and report.unassigned.numbers.required:
        told.append(f"Có {whole(report.unassigned.numbers.required)} người chưa phân đơn vị, vẫn tính trong tổng số.")
    return told


def _roster(structure: dt.date, membership: dt.date) -> str:
    if structure == membership:
        return f"cơ cấu tổ chức và danh sách ngày {structure:%d/%m/%Y}"
    return f"cơ cấu tổ chức ngày {structure:%d/%m/%Y} và danh sách ngày {membership:%d/%m/%Y}"


def block_lines(report: Report) -> Iterable[BlockLine]:
    """The root's own people, one line for each block, the unassigned, the sum."""
    if report.own:
        yield _line("Người của chính cơ quan", [report.own], count=False)
    for block, rows in report.blocks:
        yield _line(f"{block.value}. {block.label}", rows)
    if report.unassigned:
        yield _line(report.unassigned.name, [report.unassigned], count=False)
    yield BlockLine("Cộng", _cells(len(report.rows), report.total.numbers))


def _line(name: str, rows: list[Row], *, count: bool = True) -> BlockLine:
    summed = Numbers()
    for row in rows:
        summed.add(row.numbers)
    return BlockLine(name, _cells(len(rows) if count else None, summed))


def _cells(agencies: int | None, n: Numbers) -> list[str]:
    first = "" if agencies is None else whole(agencies)
    counts = [whole(value) for value in (n.required, n.completed, late_of(n), n.unfinished)]
    return [first, *counts, percent(n.rate)]


def _provenance(report: Report, frozen: FrozenReport | None) -> str:
    known = f"Số liệu biết đến {timezone.localtime(report.question.known_at):%H:%M ngày %d/%m/%Y}"
    if frozen is None:
        return f"{known}, chưa chốt."
    at = f"{timezone.localtime(frozen.frozen_at):%H:%M ngày %d/%m/%Y}"
    return f"{known}. Bản chốt số {frozen.revision}, chốt lúc {at}. Mã băm nội dung (SHA-256): {frozen.content_hash}."


def _lower(text: str) -> str:
    """Within a sentence; an abbreviation or a name of two capitals stays."""
    return text if text[1:2].isupper() else f"{text[:1].lower()}{text[1:]}"


def _first_up(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"

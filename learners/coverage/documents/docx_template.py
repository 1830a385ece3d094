"""The Word template of the report, made by code that can be read: NĐ 30/2020/NĐ-CP, Phụ lục I.

docxtpl fills it (``as_docx``): ``{{ name }}`` is a text of ``paper.Paper``, ``{%p %}`` repeats paragraphs, ``{%tr %}``
rows of a table. A4 with the margins of the decree; the annex is a section of landscape pages.
"""

import io
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Mm, Pt

from learners.coverage.documents.docx_parts import (
    CENTRE,
    JUSTIFIED,
    LEFT,
    RIGHT,
    keep_together,
    pad,
    page_number,
    repeat_on_pages,
    rule_below,
    set_font,
    table,
    write,
)

BLOCK_HEAD = ("Khối", "Số đơn vị", "Được giao", "Hoàn thành", "Muộn", "Chưa hoàn thành", "Tỷ lệ (%)")
BLOCK_WIDTHS = (54, 16, 18, 20, 16, 22, 19)
# STT, agency, code, eleven figures, rank, note: as ``exports.head``.
ANNEX_WIDTHS = (9, 52, 17, 16, 13, 13, 12, 13, 13, 12, 13, 13, 16, 11, 10, 34)
CENTRED, WORDS = (0, 12, 14), (1, 2, 15)


def make_template() -> bytes:
    document = Document()
    set_font(document.styles["Normal"], 14)
    _portrait(document.sections[0])
    _heading(document)
    _title(document)
    _body(document)
    _ending(document)
    _annex(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _portrait(section: Any) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
        Mm(20),
        Mm(20),
        Mm(30),
        Mm(15),
    )
    section.header_distance = Mm(10)
    # In the middle of the top margin, and not on the first page.
    section.different_first_page_header_footer = True
    page_number(section.header.paragraphs[0])


def _heading(document: Any) -> None:
    head = table(document, 1, (66, 99), grid=False)
    left, right = head.rows[0].cells
    first = left.paragraphs[0]
    write(first, "{%p if superior %}")
    write(left.add_paragraph(), "{{ superior }}", size=12, align=CENTRE)
    write(left.add_paragraph(), "{%p endif %}")
    write(left.add_paragraph(), "{{ issuer }}", size=12, bold=True, align=CENTRE)
    # In lines of their own: beside a long name a rule as short as the decree has it would squeeze the name.
    rule_below(write(left.add_paragraph(), "", size=2), 20)
    number = write(left.add_paragraph(), "{{ number }}", size=13, align=CENTRE)
    number.paragraph_format.space_before = Pt(4)
    write(right.paragraphs[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, bold=True, align=CENTRE)
    write(right.add_paragraph(), "Độc lập - Tự do - Hạnh phúc", size=13, bold=True, align=CENTRE)
    rule_below(write(right.add_paragraph(), "", size=2), 20)
    place = write(right.add_paragraph(), "{{ place_and_date }}", size=13, italic=True, align=CENTRE)
    place.paragraph_format.space_before = Pt(4)


def _title(document: Any) -> None:
    title = write(document.add_paragraph(), "BÁO CÁO", bold=True, align=CENTRE)
    title.paragraph_format.space_before = Pt(16)
    write(document.add_paragraph(), "{{ subject }}", bold=True, align=CENTRE)
    rule_below(write(document.add_paragraph(), "", size=2), 62)
    write(document.add_paragraph(), "{%p if addressee %}")
    to = write(document.add_paragraph(), "Kính gửi: {{ addressee }}", align=CENTRE)
    to.paragraph_format.space_before = Pt(8)
    write(document.add_paragraph(), "{%p endif %}")


def _paragraph(document: Any, text: str) -> None:
    made = write(document.add_paragraph(), text, align=JUSTIFIED)
    shape = made.paragraph_format
    shape.first_line_indent, shape.space_before, shape.space_after = Mm(10), Pt(4), Pt(4)


def _section(document: Any, text: str) -> None:
    made = write(document.add_paragraph(), text, bold=True)
    made.paragraph_format.first_line_indent = Mm(10)
    made.paragraph_format.space_before, made.paragraph_format.keep_with_next = Pt(6), True


def _each(document: Any, name: str) -> None:
    write(document.add_paragraph(), f"{{%p for line in {name} %}}")
    _paragraph(document, "{{ line }}")
    write(document.add_paragraph(), "{%p endfor %}")


def _body(document: Any) -> None:
    document.add_paragraph().paragraph_format.space_after = Pt(0)
    _paragraph(document, "{{ opening }}")
    _section(document, "1. Kết quả chung")
    _each(document, "results")
    _section(document, "2. Kết quả theo khối đơn vị")
    lines = table(document, 4, BLOCK_WIDTHS, grid=True)
    for cell, text in zip(lines.rows[0].cells, BLOCK_HEAD, strict=True):
        write(cell.paragraphs[0], text, size=12, bold=True, align=CENTRE)
    repeat_on_pages(lines.rows[0])
    write(lines.rows[1].cells[0].paragraphs[0], "{%tr for line in blocks %}")
    write(lines.rows[2].cells[0].paragraphs[0], "{{ line.name }}", size=12, align=LEFT)
    for at, cell in enumerate(lines.rows[2].cells[1:]):
        write(cell.paragraphs[0], f"{{{{ line.cells[{at}] }}}}", size=12, align=RIGHT)
    keep_together(lines.rows[2])
    write(lines.rows[3].cells[0].paragraphs[0], "{%tr endfor %}")
    _section(document, "3. Điều kiện và cách tính")
    _each(document, "conditions")
    _paragraph(document, "{{ closing }}")


def _ending(document: Any) -> None:
    """Whom it goes to, and the blank place where somebody signs and the seal is set."""
    foot = table(document, 1, (75, 90), grid=False)
    keep_together(foot.rows[0])
    left, right = foot.rows[0].cells
    write(left.paragraphs[0], "Nơi nhận:", size=12, bold=True, italic=True)
    write(left.add_paragraph(), "{%p for line in recipients %}")
    write(left.add_paragraph(), "- {{ line }}", size=11)
    write(left.add_paragraph(), "{%p endfor %}")
    write(right.paragraphs[0], "{%p if authority %}")
    write(right.add_paragraph(), "{{ authority }}", bold=True, align=CENTRE)
    write(right.add_paragraph(), "{%p endif %}")
    write(right.add_paragraph(), "{{ title }}", bold=True, align=CENTRE)
    for _ in range(4):
        write(right.add_paragraph(), "", align=CENTRE)


def _annex(document: Any) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    # The break stands in a line of its own, which must not open a page for itself.
    write(document.paragraphs[-1], "", size=1).paragraph_format.line_spacing = Pt(1)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    section.different_first_page_header_footer = False
    write(document.add_paragraph(), "PHỤ LỤC", bold=True, align=CENTRE)
    write(document.add_paragraph(), "{{ subject }}", bold=True, align=CENTRE)
    words = "(Kèm theo Báo cáo {{ number | replace('Số', 'số') }}, ngày … tháng … năm … của {{ issuer }})"
    write(document.add_paragraph(), words, size=12, italic=True, align=CENTRE)
    lines = table(document, 8, ANNEX_WIDTHS, grid=True)
    pad(lines, 0.6)
    _cells(lines.rows[0], "annex_head[{}]", bold=True, head=True)
    repeat_on_pages(lines.rows[0])
    for number, tag in ((1, "for line in annex"), (2, "if line.strong"), (4, "else"), (6, "endif"), (7, "endfor")):
        write(lines.rows[number].cells[0].paragraphs[0], f"{{%tr {tag} %}}")
    _cells(lines.rows[3], "line.cells[{}]", bold=True)
    _cells(lines.rows[5], "line.cells[{}]", bold=False)
    write(document.add_paragraph(), "{{ provenance }}", size=9, italic=True)


def _cells(row: Any, name: str, *, bold: bool, head: bool = False) -> None:
    keep_together(row)
    for at, cell in enumerate(row.cells):
        align = CENTRE if head or at in CENTRED else LEFT if at in WORDS else RIGHT
        write(cell.paragraphs[0], f"{{{{ {name.format(at)} }}}}", size=8.5, bold=bold, align=align)

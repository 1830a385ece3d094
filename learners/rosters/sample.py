"""The file an officer may begin with: headings that are recognised, two people who do not exist, how to write.

In Vietnamese in every language, as everything that goes from one office to another.
"""

import io
from typing import IO

SHEET, HELP = "Danh sách", "Cách ghi"
HEADS = (
    ("STT", 6),
    ("Họ và tên", 28),
    ("Ngày sinh", 14),
    ("Mã cán bộ", 14),
    ("Điện thoại", 16),
    ("Đối tượng", 16),
    ("Chức vụ", 24),
    ("Người đứng đầu", 14),
    ("Đơn vị", 36),
    ("Kiêm nhiệm", 12),
    ("Từ ngày", 14),
)
_PEOPLE = (
    ("1", "Nguyễn Thị Ví Dụ", "05/07/1985", "00123", "0912 345 678", "Công chức", "Trưởng phòng", "x", "Phòng Tổ chức",
     "", "01/07/2025"),
    ("2", "Trần Văn Thí Dụ", "1990", "00124", "", "Hợp đồng", "Văn thư", "", "Phòng Tổ chức", "", ""),
)  # fmt: skip
_HOW = (
    "Mỗi người một dòng. Chỉ họ và tên là bắt buộc; có mã cán bộ thì đối chiếu chắc chắn hơn.",
    "Ngày sinh: ngày/tháng/năm hoặc chỉ năm. Hệ thống chỉ giữ năm.",
    "Mã cán bộ, điện thoại: để ô kiểu Văn bản (Text) để không mất số 0 ở đầu.",
    "Đối tượng: Cán bộ, Công chức, Viên chức hoặc Hợp đồng.",
    "Người đứng đầu, kiêm nhiệm: ghi x, hoặc để trống.",
    "Đơn vị: tên hoặc mã định danh của đơn vị vào ngày của danh sách. Để trống là chính đơn vị của lần nhập.",
    "Từ ngày: ngày bắt đầu ở đơn vị ấy. Để trống là ngày của danh sách.",
    "Ô để trống nghĩa là không nói gì: điều đang có được giữ nguyên.",
)


def workbook() -> IO[bytes]:
    # Loaded for the one download in a while, not at every start.
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "strings_to_numbers": False}) as book:
        text, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "text_wrap": True})
        sheet = book.add_worksheet(SHEET)
        for column, (head, width) in enumerate(HEADS):
            sheet.set_column(column, column, width, text)
            sheet.write_string(0, column, head, bold)
        for row, cells in enumerate(_PEOPLE, start=1):
            for column, cell in enumerate(cells):
                sheet.write_string(row, column, cell, text)
        sheet.freeze_panes(1, 2)
        told = book.add_worksheet(HELP)
        told.set_column(0, 0, 110)
        for row, line in enumerate(_HOW):
            told.write_string(row, 0, line)
    stream.seek(0)
    return stream

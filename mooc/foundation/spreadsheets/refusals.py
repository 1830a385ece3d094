"""Why a workbook cannot be read, in words for whoever brought it; several places find out the same."""

from django.utils.translation import gettext as _

from mooc.foundation.spreadsheets.grid import Unreadable
from mooc.foundation.spreadsheets.sheet_reader import MOST_ROWS, MOST_SHEETS


def empty() -> Unreadable:
    return Unreadable(_("Tệp trống. Anh/chị kiểm tra đã lưu nội dung chưa rồi tải lên lại."))


def locked() -> Unreadable:
    return Unreadable(_("Tệp có mật khẩu. Anh/chị mở tệp, bỏ mật khẩu, lưu lại rồi tải lên."))


def broken() -> Unreadable:
    text = _("Không đọc được bảng tính: tệp bị hỏng. Anh/chị mở bằng Excel, lưu lại kiểu .xlsx rồi thử lần nữa.")
    return Unreadable(text)


def large() -> Unreadable:
    text = _(
        "Bảng tính quá lớn: nhiều nhất %(rows)d dòng một tệp. Nếu danh sách ngắn hơn, có thể còn ô thừa ở rất xa bên "
        "dưới hoặc bên phải: anh/chị chép riêng phần danh sách sang tệp mới rồi tải lên."
    )
    return Unreadable(text % {"rows": MOST_ROWS})


def many_sheets() -> Unreadable:
    text = _("Tệp có hơn %d trang tính. Anh/chị chép các trang cần dùng sang tệp mới rồi tải lên.")
    return Unreadable(text % MOST_SHEETS)


def other() -> Unreadable:
    return Unreadable(_("Đây không phải bảng tính. Anh/chị tải lên tệp .xlsx, .xls, .ods hoặc .csv."))


def word() -> Unreadable:
    return Unreadable(_("Đây là tệp Word. Anh/chị chép bảng sang Excel, lưu kiểu .xlsx rồi tải lên."))

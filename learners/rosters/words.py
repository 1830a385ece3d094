"""What is said of a line in the reader's language: notes, faults, and why somebody has to choose.

The words are stored as keys with values (``said.remark``), so that an import brought by one officer is read by another
in hers.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from learners.people.phones import spoken_phone
from learners.rosters.columns import LABELS, Field
from learners.rosters.said import Remark

Name = Callable[[str], str]

FAULTS = {
    "no_name": _("Cột họ tên trống. Điền họ tên, hoặc xóa dòng khỏi tệp."),
    "not_a_name": _("Cột họ tên: “%(value)s” không phải họ tên. Kiểm tra cột đã chọn, sửa trong tệp."),
    "too_long": _("Cột %(field)s dài hơn %(most)s ký tự. Rút gọn trong tệp."),
    "not_a_birth": _("Cột ngày sinh: không đọc được “%(value)s”. Ghi năm (1985) hoặc ngày/tháng/năm (05/07/1985)."),
    "too_young": _("Cột ngày sinh: năm %(value)s không thể là năm sinh của người đang làm việc. Sửa trong tệp."),
    "code_lost": _(
        "Cột mã cán bộ: “%(value)s” đã mất chữ số vì Excel ghi kiểu số. Đổi cột sang kiểu chữ, nhập lại mã."
    ),
    "no_category": _("Cột đối tượng: không có “%(value)s”. Ghi Cán bộ, Công chức, Viên chức hoặc Hợp đồng."),
    "category_missing": _("Chưa có đối tượng. Điền trong tệp, hoặc chọn đối tượng chung ở bước chọn cột."),
    "no_tick": _("Cột %(field)s: không hiểu “%(value)s”. Ghi x cho có, để trống cho không."),
    "not_a_day": _("Cột từ ngày: không đọc được “%(value)s”. Ghi ngày/tháng/năm, ví dụ 05/07/2025."),
    "since_later": _("Cột từ ngày: %(day)s sau ngày của danh sách. Bỏ dòng, hoặc đổi ngày của danh sách."),
    "unit_outside": _("Đơn vị “%(value)s” ngoài phạm vi của lần nhập này. Bỏ dòng, hoặc nhờ cấp trên nhập."),
    "unit_other_day": _("Ngày của danh sách không có đơn vị nào mang mã “%(value)s”. Kiểm tra ngày, hoặc ghi mã mới."),
    "code_again": _("Mã cán bộ %(value)s đã có ở dòng %(line)s. Mỗi người một mã; sửa một trong hai dòng."),
    "again": _("Người này đã có ở dòng %(line)s. Bỏ một dòng, hoặc đánh dấu kiêm nhiệm ở dòng thứ hai."),
    "elsewhere": _(
        "Đang thuộc %(agency)s, ngoài phạm vi của anh/chị. Nhờ cơ quan ấy kết thúc, hoặc nhờ cấp trên nhập."
    ),
    "there_since": _(
        "Đã thuộc %(agency)s từ %(day)s. Ngày chuyển phải sau ngày ấy: sửa cột từ ngày hoặc ngày danh sách."
    ),
    "later": _("Sẽ thuộc %(agency)s từ %(day)s, sau ngày của danh sách. Sửa ở trang của người ấy trước."),
    "own_agency": _("Đây đã là đơn vị chính của người này, không phải kiêm nhiệm. Bỏ đánh dấu kiêm nhiệm."),
    "second_of_nobody": _("Chưa biết người này, nên chưa thể kiêm nhiệm. Thêm dòng ở đơn vị chính trước."),
    "came_later": _("Không có trong tệp nhưng mới đến từ %(day)s, không trước ngày danh sách: giữ nguyên."),
}

NOTES = {
    "rewritten": _("Đã chuyển từ phông %(font)s sang Unicode: %(fields)s."),
    "whole_number": _("%(field)s đọc là %(value)s."),
    "zero_back": _("%(field)s: đã thêm lại số 0 ở đầu, thành %(value)s."),
    "no_mobile": _("Điện thoại “%(value)s” không phải số di động, để trống."),
    "first_phone": _("Có nhiều số điện thoại, lấy số đầu: %(value)s."),
    "name_kept": _("Họ tên đang có là %(value)s, được giữ nguyên. Đổi tên ở trang của người ấy."),
    "birth_kept": _("Năm sinh đang có là %(value)s, được giữ nguyên."),
    "code_kept": _("Mã cán bộ đang có là %(value)s, được giữ nguyên."),
    "since_raised": _("Đơn vị này có từ %(day)s, sau cột từ ngày: lấy ngày ấy."),
    "comes_back": _("Hiện không thuộc đơn vị nào, nay có lại đơn vị chính."),
    "like_line": _("Giống dòng %(line)s."),
    "born": _("Sinh %(value)s."),
}

WHY = {
    "code_of_other": _("Mã cán bộ này đang là của người khác tên. Cùng một người hay mã ghi nhầm?"),
    "code_twice": _("Hai hồ sơ có cùng mã cán bộ. Chọn đúng người."),
    "other_birth": _("Cùng mã cán bộ và họ tên nhưng khác năm sinh. Cùng một người?"),
    "other_code": _("Cùng điện thoại và họ tên nhưng khác mã cán bộ. Cùng một người?"),
    "homonyms": _("Có nhiều người cùng họ tên. Chọn đúng người, hoặc là người mới."),
    "no_birth": _("Cùng họ tên ở đơn vị này nhưng không đủ năm sinh để so. Cùng một người?"),
    "elsewhere_alike": _("Có người cùng họ tên và năm sinh ở đơn vị khác. Chuyển đến, hay là người khác?"),
    "on_no_roster": _("Người này có trong hệ thống nhưng không thuộc đơn vị nào. Đúng là người ấy?"),
    "again": _("Cùng họ tên, năm sinh và đơn vị với một dòng khác. Hai người khác nhau, hay ghi hai lần?"),
    "unit_many": _("Có nhiều đơn vị cùng tên này."),
    "unit_none": _("Không có đơn vị nào tên hoặc mã như vậy trong phạm vi của anh/chị."),
}


def faults(remarks: list[Remark], name: Name) -> list[str]:
    return [_worded(FAULTS, one, name) for one in remarks]


def notes(remarks: list[Remark], name: Name) -> list[str]:
    return [_worded(NOTES, one, name) for one in remarks]


def why(word: str) -> str:
    return str(WHY.get(word, ""))


def _worded(texts: Mapping[str, Any], told: Remark, name: Name) -> str:
    """``name``: the agency of an id. A word of a later version is shown as it is stored."""
    text = texts.get(told["word"])
    if text is None:
        return str(told["word"])
    values = dict(told)
    if "field" in told:
        values["field"] = field_name(told["field"])
    if "columns" in told:
        values["fields"] = ", ".join(dict.fromkeys(field_name(one) for one in told["columns"]))
    if "agency" in told:
        values["agency"] = name(told["agency"])
    if isinstance(told.get("value"), str) and told["word"] in _DAYS:
        values["day"] = date_format(dt.date.fromisoformat(told["value"]), "SHORT_DATE_FORMAT")
    return str(text) % values


_DAYS = ("since_later", "since_raised", "there_since", "later", "came_later")


def field_name(value: str) -> str:
    return str(LABELS[Field(value)]).lower() if value in LABELS else value


PERSON_COLUMNS = {"birth_year": gettext_lazy("năm sinh"), "staff_code": gettext_lazy("mã cán bộ"),
                  "phone": gettext_lazy("điện thoại")}  # fmt: skip


def mended(detail: Mapping[str, Any]) -> list[str]:
    """ "năm sinh: 1985" for each column of a known person that the line fills."""
    told = [(name, detail.get("mend", {}).get(name)) for name in PERSON_COLUMNS]
    return [f"{PERSON_COLUMNS[name]}: {spoken_phone(str(value))}" for name, value in told if value]


def yes_no(value: bool) -> str:
    return gettext("có") if value else gettext("không")

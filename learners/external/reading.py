"""From the lines of a spreadsheet to what each says: which column is what, dates and scores as people write them."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext_lazy as _

from mooc.foundation.spreadsheets.lines import Line
from mooc.foundation.vietnamese import fold, words

ROLES = {
    "staff_code": _("Mã cán bộ"),
    "phone": _("Điện thoại"),
    "name": _("Họ và tên"),
    "course": _("Khóa học"),
    "achieved": _("Ngày hoàn thành"),
    "score": _("Điểm"),
    "certificate": _("Số giấy chứng nhận"),
    "link": _("Liên kết"),
}
# What a head is called, without marks; the first that fits counts.
_HEADS = {
    "staff_code": ("ma can bo", "ma cb", "ma nhan vien", "ma nv", "ma so can bo"),
    "phone": ("dien thoai", "sdt", "so dt", "di dong"),
    "certificate": ("so giay", "so chung", "ma chung", "gcn", "chung nhan", "chung chi"),
    "link": ("lien ket", "duong dan", "link", "url"),
    "achieved": ("ngay hoan thanh", "hoan thanh", "ngay dat", "ngay cap", "ngay hoc xong"),
    "course": ("khoa hoc", "ten khoa", "ma khoa", "khoa", "chuyen de", "mon hoc"),
    "name": ("ho va ten", "ho ten", "hoc vien", "ten nguoi hoc"),
    "score": ("diem",),
}
# Titles and numbers of documents stand above the heads of a table; further down nobody looks.
FIRST_LINES = 20
EARLIEST = dt.date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Table:
    """``head`` is the line of heads; ``columns`` says where each role stands, as far as known."""

    head: Line
    body: Sequence[Line]
    columns: Mapping[str, int]

    def said(self, line: Line) -> dict[str, str]:
        return {role: line.cells[place] if place < len(line.cells) else "" for role, place in self.columns.items()}

    @property
    def is_mapped(self) -> bool:
        known = self.columns.keys()
        return "achieved" in known and bool({"staff_code", "phone", "name"} & known)


def table_of(lines: Sequence[Line], remembered: Mapping[str, str], chosen: Mapping[str, int] | None = None) -> Table:
    """Below the line with most heads we understand; where none has two, below the first of the fullest lines.

    ``chosen`` goes before what heads say.
    """
    candidates = _candidates(lines)
    best = max(candidates, key=lambda line: len(guess(line, remembered)))
    if len(guess(best, remembered)) < 2:
        best = max(candidates, key=lambda line: sum(map(bool, line.cells)))
    found = guess(best, remembered)
    body = [line for line in lines if line.sheet == best.sheet and line.number > best.number]
    return Table(best, body, found if chosen is None else dict(chosen))


def _candidates(lines: Sequence[Line]) -> list[Line]:
    seen: dict[str, int] = {}
    found = []
    for line in lines:
        seen[line.sheet] = seen.get(line.sheet, 0) + 1
        if seen[line.sheet] <= FIRST_LINES:
            found.append(line)
    return found


def guess(head: Line, remembered: Mapping[str, str]) -> dict[str, int]:
    """The column of each role that the heads name, each once."""
    found: dict[str, int] = {}
    for place, cell in enumerate(head.cells):
        role = remembered.get(fold(cell)) or role_of(cell)
        if role in ROLES:
            found.setdefault(role, place)
    return found


def role_of(cell: str) -> str:
    text = " ".join(words(cell))
    if len(text) > 60:
        return ""
    return next((role for role, heads in _HEADS.items() if any(head in text for head in heads)), "")


def read_day(text: str) -> dt.date | None:
    """Day before month, as written here; a date of the file itself comes with the year in front. None for no date."""
    iso = re.match(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$", text)
    plain = re.match(r"(?:ngay )?(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?: .*)?$", fold(text))
    parts = iso.groups() if iso else tuple(reversed(plain.groups())) if plain else None
    try:
        found = dt.date(*(int(part) for part in parts)) if parts else None
    except ValueError:
        return None
    return found if found and found >= EARLIEST else None


def read_score(text: str, scale: int) -> Decimal | None:
    """0 to 1. Raises ``ValueError`` for what is no score on this scale."""
    typed = text.strip().replace(",", ".")
    if not typed:
        return None
    full = Decimal(scale)
    if typed.endswith("%"):
        typed, full = typed.removesuffix("%").strip(), Decimal(100)
    number, slash, of = typed.partition("/")
    try:
        value = Decimal(number.strip()) / (Decimal(of.strip()) if slash else full)
    except (InvalidOperation, ArithmeticError) as error:
        raise ValueError(text) from error
    if not value.is_finite() or not 0 <= value <= 1:
        raise ValueError(text)
    return value.quantize(Decimal("0.0001"))

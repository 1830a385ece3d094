"""Single cells of a roster read as what they mean: names, codes, telephones, categories, ticks. Pure.

Each reader takes the cell and gives its value; what it had to mend, or cannot read, it says of the line.
"""

import datetime as dt
import re

from learners.agencies.models import Category
from learners.people.phones import normalise_phone
from learners.rosters.days import NoDay, Order, read_day, read_year
from learners.rosters.layout import shown
from learners.rosters.said import Said, remark
from mooc.foundation.spreadsheets.grid import Cell
from mooc.foundation.vietnamese import fold

LONGEST = {"name": 200, "code": 40, "position": 120}
# Nobody on a roster is younger.
YOUNGEST = 14
_CATEGORIES = {
    Category.OFFICIAL: "can bo|cb|can bo lanh dao",
    Category.CIVIL_SERVANT: "cong chuc|cc|cong chuc xa|cong chuc cap xa",
    Category.PUBLIC_EMPLOYEE: "vien chuc|vc",
    Category.CONTRACT: "hop dong|hd|hdld|lao dong hop dong|nguoi lao dong|nld|hop dong lao dong",
}
_BEGINNINGS = {
    Category.CONTRACT: ("hop dong", "hd ", "nguoi lao dong"),
    Category.CIVIL_SERVANT: ("cong chuc",),
    Category.PUBLIC_EMPLOYEE: ("vien chuc",),
}
_YES = {
    "x",
    "co",
    "1",
    "true",
    "v",
    "yes",
    "dung",
    "✓",
    "✔",
    "☑",
    "kiem nhiem",
    "biet phai",
    "dung dau",
    "nguoi dung dau",
}
_NO = {"", "khong", "0", "false", "no", "-", "chinh", "don vi chinh", "ko"}


def read_name(text: str, said: Said) -> str:
    """In NFC with single spaces; all capitals become a name."""
    name = " ".join(re.sub(r"^[\s\d.)/-]+(?=\D)", "", text).split())
    if not name:
        said.faults.append(remark("no_name"))
    elif re.search(r"\d|[@#$%^*=<>]", name) or not re.search(r"[^\W\d_]{2}", name) or "\x00" in name:
        said.faults.append(remark("not_a_name", value=name[:80]))
    elif len(name) > LONGEST["name"]:
        said.faults.append(remark("too_long", field="name", most=LONGEST["name"]))
    elif name.isupper() or name.islower():
        return " ".join(word.capitalize() for word in name.split())
    # A capital with a tone was typed in another font (TCVN3) and came back small.
    return " ".join(word[0].upper() + word[1:] if not word[0].isascii() else word for word in name.split())


def read_birth(cell: Cell, said: Said, day: dt.date) -> int | None:
    if not shown(cell):
        return None
    try:
        year = read_year(cell, day.year)
    except NoDay:
        said.faults.append(remark("not_a_birth", value=shown(cell)[:40]))
        return None
    if year > day.year - YOUNGEST:
        said.faults.append(remark("too_young", value=year))
        return None
    if isinstance(cell, float) and not cell.is_integer():
        said.notes.append(remark("whole_number", field="birth", value=year))
    return year


def read_code(cell: Cell, said: Said) -> str:
    """Digits that a program made a number of come back; zeros that it took are the matching's business."""
    text = shown(cell)
    if isinstance(cell, float) and not cell.is_integer():
        # 3.740 that was taken for a number.
        text = f"{cell:.3f}".replace(".", "")
        said.notes.append(remark("whole_number", field="code", value=text))
    elif re.fullmatch(r"\d{1,3}(?:\.\d{3})+", text):
        text = text.replace(".", "")
        said.notes.append(remark("whole_number", field="code", value=text))
    elif re.fullmatch(r"\d(?:[.,]\d+)?E\+?\d+", text, re.IGNORECASE):
        said.faults.append(remark("code_lost", value=text))
        return ""
    text = text.lstrip("'").replace(" ", "").upper()
    if len(text) > LONGEST["code"] or "\x00" in text:
        said.faults.append(remark("too_long", field="code", most=LONGEST["code"]))
        return ""
    return "" if text in ("-", "0", "X", "KHÔNG") else text


def read_phone(cell: Cell, said: Said) -> str:
    """As E.164; what is no mobile number is left out and said."""
    text = shown(cell).lstrip("'")
    if not text or text == "-":
        return ""
    first = re.split(r"[/;,]| - ", text)[0]
    digits = re.sub(r"\D", "", first)
    phone = normalise_phone(first) or normalise_phone(digits)
    if not phone and len(digits) == 9 and (phone := normalise_phone(f"0{digits}")):
        said.notes.append(remark("zero_back", field="phone", value=f"0{digits}"))
    if not phone:
        said.notes.append(remark("no_mobile", value=text[:40]))
    elif first != text:
        said.notes.append(remark("first_phone", value=first.strip()))
    return phone


def read_category(text: str, said: Said) -> str:
    wanted = re.sub(r"[^a-z0-9 ]", " ", fold(text)).strip()
    if not wanted:
        return ""
    for category, words in _CATEGORIES.items():
        if wanted in words.split("|") or wanted == category.value.replace("_", " "):
            return category.value
    # "Hợp đồng 68", "HĐ theo NĐ 111", "Công chức loại A1".
    for category, start in _BEGINNINGS.items():
        if wanted.startswith(start):
            return category.value
    said.faults.append(remark("no_category", value=text[:60]))
    return ""


def read_position(text: str, said: Said) -> str | None:
    if len(text) > LONGEST["position"] or "\x00" in text:
        said.faults.append(remark("too_long", field="position", most=LONGEST["position"]))
        return None
    return text or None


def read_tick(cell: Cell, said: Said, field: str) -> bool | None:
    """None where the cell is blank."""
    text = shown(cell)
    if isinstance(cell, bool):
        return cell
    if not text:
        return None
    if fold(text) in _YES:
        return True
    if fold(text) not in _NO:
        said.faults.append(remark("no_tick", field=field, value=text[:40]))
    return False


def read_since(cell: Cell, said: Said, order: Order, day: dt.date) -> dt.date | None:
    if not shown(cell):
        return None
    try:
        found = read_day(cell, order, day.year)
    except NoDay:
        said.faults.append(remark("not_a_day", value=shown(cell)[:40]))
        return None
    if found > day:
        said.faults.append(remark("since_later", value=found.isoformat()))
        return None
    return found

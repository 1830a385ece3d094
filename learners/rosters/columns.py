"""Which column of a roster says what: the fields there are, and how their headings are written.

A heading is compared without marks and signs ("Họ và tên (*)" is "ho va ten"). A field may have several columns: names
are put together, of others the first that says something counts.
"""

import hashlib
import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from django.utils.translation import gettext_lazy as _

from mooc.foundation.vietnamese import fold


class Field(StrEnum):
    NAME = "name"
    BIRTH = "birth"
    CODE = "code"
    PHONE = "phone"
    CATEGORY = "category"
    POSITION = "position"
    HEAD = "head"
    AGENCY = "agency"
    AGENCY_CODE = "agency_code"
    SECONDARY = "secondary"
    SINCE = "since"


LABELS = {
    Field.NAME: _("Họ và tên"),
    Field.BIRTH: _("Ngày sinh hoặc năm sinh"),
    Field.CODE: _("Mã cán bộ"),
    Field.PHONE: _("Điện thoại"),
    Field.CATEGORY: _("Đối tượng"),
    Field.POSITION: _("Chức vụ"),
    Field.HEAD: _("Người đứng đầu"),
    Field.AGENCY: _("Đơn vị (tên)"),
    Field.AGENCY_CODE: _("Đơn vị (mã)"),
    Field.SECONDARY: _("Kiêm nhiệm"),
    Field.SINCE: _("Từ ngày"),
}

# The longest that is found in a heading wins; "=" wants the whole heading.
_HEADINGS = {
    Field.NAME: "ho va ten|ho ten|ten can bo|ten nhan vien|ho va ten dem|ho dem|ho lot|=ho|=ten|=ho va dem|full name|"
    "ho va chu dem|ho chu dem|ten cong chuc|ten vien chuc",
    Field.BIRTH: "ngay sinh|nam sinh|ngay thang nam sinh|ngay, thang, nam sinh|sinh ngay|sinh nam|birth",
    Field.CODE: "ma can bo|ma cb|ma nhan vien|ma nv|ma so cbccvc|ma cbccvc|ma cong chuc|ma vien chuc|ma so can bo|"
    "so hieu cbccvc|so hieu cong chuc|so hieu can bo|ma ho so|so hieu|=ma so|staff code",
    Field.PHONE: "dien thoai|so dien thoai|sdt|so dt|di dong|=dt|dtdd|phone|mobile",
    Field.CATEGORY: "doi tuong|loai can bo|phan loai|loai lao dong|cb cc vc|cbccvc|loai hop dong|bien che|category",
    Field.POSITION: "chuc vu|chuc danh|vi tri viec lam|vi tri cong tac|nhiem vu|position",
    Field.HEAD: "nguoi dung dau|dung dau|thu truong",
    Field.AGENCY: "don vi|co quan|phong ban|phong|noi cong tac|don vi cong tac|bo phan|ten don vi|agency",
    Field.AGENCY_CODE: "ma don vi|ma co quan|ma dinh danh|ma dv|ma xa|ma phuong|ma dvhc|ma so don vi",
    Field.SECONDARY: "kiem nhiem|biet phai|cong tac kiem nhiem",
    Field.SINCE: "tu ngay|ngay bat dau|ngay ve|ngay tiep nhan|ngay den nhan",
}
# Headings that hold such a word and mean something else.
_NEVER = re.compile(
    r"noi sinh|gioi tinh|que quan|dia chi|email|thu dien tu|cccd|cmnd|can cuoc|so dinh danh|dan toc|ton giao|ghi chu|"
    r"trinh do|chuyen mon|he so|ngach|luong|den ngay|ngay cap|vo|chong|con|stt|=tt|ma ngach|khen thuong|"
    r"vao dang|dang vien|vao nganh"
)
COUNTING = {"stt", "tt", "so tt", "so thu tu", "no"}


def folded(title: str) -> str:
    """Without marks, signs and what is in brackets."""
    return " ".join(re.sub(r"[^a-z0-9,]+", " ", re.sub(r"\(.*?\)", " ", fold(title))).replace(",", " ").split())


@cache
def _wanted() -> list[tuple[int, Field, re.Pattern[str]]]:
    """Length, field and pattern of each heading."""
    found = []
    for field, words in _HEADINGS.items():
        for word in words.split("|"):
            text = re.escape(folded(word))
            pattern = rf"\A{text}\Z" if word.startswith("=") else rf"\b{text}\b"
            found.append((len(folded(word)), field, re.compile(pattern)))
    return found


def guess(title: str) -> Field | None:
    """What a column with this heading says; None for what a roster does not keep."""
    text = folded(title)
    if not text or text in COUNTING:
        return None
    best: tuple[int, Field | None] = (0, None)
    for length, field, pattern in _wanted():
        if length > best[0] and pattern.search(text):
            best = (length, field)
    other = _NEVER.search(text)
    # "Ngày cấp mã cán bộ": the word that comes first says what it is.
    if best[1] and other and re.search(rf"\b(?:{other[0]})\b", text) and len(other[0]) >= best[0] - 3:
        return None
    return best[1]


def guess_all(titles: Sequence[str]) -> list[Field | None]:
    return [guess(title) for title in titles]


def fingerprint(titles: Sequence[str]) -> str:
    """The same for files with the same headings in the same order, however they are written."""
    text = "|".join(folded(title) for title in titles)
    return hashlib.sha256(text.encode()).hexdigest()[:32]

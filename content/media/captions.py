"""Captions in WebVTT (W3C): checked line by line, and the words in them.

A **cue** is a pair of times and the lines shown between them; a **note** is for authors only.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMING = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t].*)?")
_TAG = re.compile(r"<[^>]*>")
_HEADER = re.compile(r"WEBVTT(?:[ \t].*)?")
_ASIDE = ("NOTE", "STYLE", "REGION")
LONGEST = 500_000


def read(content: bytes) -> str:
    """The text of an uploaded file; raises ``ValidationError``."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValidationError(_("Tệp phụ đề không phải UTF-8. Hãy lưu lại với mã UTF-8.")) from None


def check(text: str) -> str:
    """``text`` with plain line ends; raises ``ValidationError`` that names the first wrong line."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").strip() + "\n"
    if len(plain) > LONGEST or "\0" in plain:
        raise ValidationError(_("Phụ đề quá dài hoặc có ký tự lạ."))
    lines = plain.split("\n")
    if not _HEADER.fullmatch(lines[0]):
        raise _wrong(1, _("phụ đề phải mở đầu bằng WEBVTT"))
    last = None
    for number, block in _blocks(lines):
        if number > 1 and not block[0].startswith(_ASIDE):
            last = _cue(number, block, last)
    if last is None:
        raise ValidationError(_("Phụ đề chưa có câu nào."))
    return plain


def spoken(text: str) -> list[str]:
    """The words of checked captions, cue by cue, without marks of style and speaker."""
    said = []
    for number, block in _blocks(text.split("\n")):
        if number > 1 and not block[0].startswith(_ASIDE):
            words = block[1:] if "-->" in block[0] else block[2:]
            said.append(_TAG.sub("", " ".join(words)).strip())
    return [line for line in said if line]


def _blocks(lines: list[str]) -> list[tuple[int, list[str]]]:
    """Lines between blank ones, with the number of the first."""
    found: list[tuple[int, list[str]]] = []
    blank = True
    for number, line in enumerate(lines, start=1):
        if line.strip():
            if blank:
                found.append((number, []))
            found[-1][1].append(line)
        blank = not line.strip()
    return found


def _cue(number: int, block: list[str], last: int | None) -> int:
    """The moment (ms) the cue begins, which is not before ``last``."""
    at = 0 if "-->" in block[0] else 1
    if at == len(block):
        raise _wrong(number, _("đoạn này không có dòng thời gian"))
    timing = _TIMING.fullmatch(block[at].strip())
    if timing is None:
        raise _wrong(number + at, _("thời gian viết như 00:01.000 --> 00:04.500"))
    start, end = _milliseconds(timing.groups()[:4]), _milliseconds(timing.groups()[4:])
    if end <= start:
        raise _wrong(number + at, _("câu kết thúc trước khi bắt đầu"))
    if last is not None and start < last:
        raise _wrong(number + at, _("câu bắt đầu trước câu đứng trên nó"))
    if at + 1 == len(block):
        raise _wrong(number + at, _("câu không có chữ"))
    for place, line in enumerate(block[at + 1 :], start=number + at + 1):
        if "-->" in line:
            raise _wrong(place, _("thiếu một dòng trống trước câu mới"))
    return start


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths


def _wrong(line: int, what: str) -> ValidationError:
    return ValidationError(_("Phụ đề, dòng %(line)d: %(what)s.") % {"line": line, "what": what})

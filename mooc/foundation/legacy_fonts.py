"""Vietnamese typed for fonts that came before Unicode, recognised and rewritten.

Under **TCVN3** (TCVN 5712:1993, the ".VnTime" or ABC fonts) and **VNI** (VNI-Windows) a file holds Latin-1 characters
which only those fonts show as Vietnamese: ``"NguyÔn"`` or ``"Nguyeãn"``. Nothing in the file says so. A word is taken
for such text when it is no syllable as it stands and one when rewritten; words that could be both ("Thò", which VNI
means as "Thị") follow what the rest of the row, else of the file, was found to be.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum

from mooc.foundation.syllables import is_syllable, words_of


class Font(StrEnum):
    TCVN3 = "TCVN3"
    VNI = "VNI"


# Characters of TCVN 5712:1993 (VN3) as Latin-1 shows them, and what they stand for.
_TCVN3 = str.maketrans(
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
)
# What VNI writes behind a vowel: a tone, or the circumflex or breve of a, e, o with or without a tone.
_MARKS = {
    "ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "à": "\u0302\u0300", "á": "\u0302\u0301", "å": "\u0302\u0309", "ã": "\u0302\u0303",
    "ä": "\u0302\u0323", "ê": "\u0306", "è": "\u0306\u0300", "é": "\u0306\u0301", "ú": "\u0306\u0309",
    "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_ALONE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "î": "ỵ", "æ": "ỉ", "ó": "ĩ", "ò": "ị"}
_TONED = "øùûõï"
_VNI = re.compile(f"[ae][{_TONED}âàáåãäêèéúüë]|[o][{_TONED}âàáåãä]|[ôöuy][{_TONED}]|[{''.join(_ALONE)}]", re.IGNORECASE)


def from_tcvn3(text: str) -> str:
    """Capitals of the font ".VnTimeH" are small letters in the file: a word typed in them comes back in capitals."""
    rewritten = text.translate(_TCVN3)
    # Behind the first letter of each word: "Lª" says nothing, "L£" neither, "NGUYÔN" does.
    inner = [char for word in words_of(text) for char in word[1:] if char.isascii()]
    return rewritten.upper() if inner and all(char.isupper() for char in inner) else rewritten


def from_vni(text: str) -> str:
    return unicodedata.normalize("NFC", _VNI.sub(_rewrite, text))


def _rewrite(found: re.Match[str]) -> str:
    base, mark = found[0][0], found[0][1:]
    letter = _ALONE.get(base.lower(), base.lower())
    written = letter + (_MARKS[mark.lower()] if mark else "")
    return written.upper() if base.isupper() else written


REWRITE = {Font.TCVN3: from_tcvn3, Font.VNI: from_vni}


_BEYOND = re.compile("[^\x00-\xff]")


def is_plain(text: str) -> bool:
    """Whether no legacy font could make a difference: ASCII alone, or letters that Latin-1 does not have."""
    return text.isascii() or _BEYOND.search(text) is not None


def recognise(text: str) -> Font | None:
    """The font that ``text`` (NFC) was surely typed for."""
    if is_plain(text):
        return None
    now = _wrong(text)
    if not now:
        return None
    found = {font: _wrong(rewrite(text)) for font, rewrite in REWRITE.items()}
    best = min(found, key=lambda font: found[font])
    return best if found[best] < now and list(found.values()).count(found[best]) == 1 else None


def _wrong(text: str) -> int:
    """How many words with marks, or broken by them, are no syllables; stray signs count as words."""
    words = re.findall(r"[^\W\d_]*[^\x00-\x7f]+\w*", text.replace("\u00a0", " "))
    return sum(1 for word in words if not is_syllable(word))


def rewrite_row(cells: Sequence[str], of_file: Font | None = None) -> list[tuple[str, Font | None]]:
    """The cells of one row in Unicode (NFC), each with the font it was rewritten from.

    ``of_file`` is what the whole file was found to be typed for (``font_of``).
    """
    given = [unicodedata.normalize("NFC", cell) for cell in cells]
    sure = [recognise(cell) for cell in given]
    of_row = Counter(font for font in sure if font).most_common(1)
    is_unicode = any(not cell.isascii() and is_plain(cell) for cell in given)
    around = of_row[0][0] if of_row else None if is_unicode else of_file
    return [_rewritten(cell, font or around) for cell, font in zip(given, sure, strict=True)]


def _rewritten(cell: str, font: Font | None) -> tuple[str, Font | None]:
    if font is None or is_plain(cell):
        return cell, None
    told = REWRITE[font](cell)
    return (told, font) if _wrong(told) <= _wrong(cell) and told != cell else (cell, None)


def font_of(rows: Iterable[Sequence[str]]) -> Font | None:
    """The font most of the cells were typed for, if more are than hold Unicode."""
    found: Counter[Font | None] = Counter()
    for row in rows:
        for cell in row:
            if cell.isascii():
                continue
            text = unicodedata.normalize("NFC", cell)
            if font := recognise(text):
                found[font] += 1
            elif is_plain(text):
                found[None] += 1
    best = max(Font, key=lambda font: found[font])
    return best if found[best] > found[None] else None

"""Vietnamese text: folding for search, sort keys for names.

Đ (U+0110), đ (U+0111), Ð (U+00D0) and ð (U+00F0) have no decomposition and must be mapped by hand
(reference: Unicode Character Database; SQLite's FTS5 does not fold them either).
"""

import re
import unicodedata

BARRED_D = str.maketrans({"Đ": "D", "đ": "d", "Ð": "D", "ð": "d"})

# What people type for what is written out; both directions are indexed.
ABBREVIATIONS = {
    "cds": "chuyen doi so",
    "cnscd": "cong nghe so cong dong",
    "dvc": "dich vu cong",
    "dvctt": "dich vu cong truc tuyen",
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "mttq": "mat tran to quoc",
    "cbccvc": "can bo cong chuc vien chuc",
    "attt": "an toan thong tin",
    "ttnt": "tri tue nhan tao",
    "ai": "tri tue nhan tao",
}


# Nearly all there are: what is left is ASCII then, and need not be looked at one by one.
_MARKS = re.compile("[\u0300-\u034e\u0350-\u036f]+")


def without_marks(text: str) -> str:
    if text.isascii():
        return text
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", text.translate(BARRED_D)))
    return bare if bare.isascii() else "".join(char for char in bare if not unicodedata.combining(char))


def fold(text: str) -> str:
    """Lower case without marks, single spaces: ``"Chuyển đổi  số"`` -> ``"chuyen doi so"``."""
    return " ".join(without_marks(text).lower().split())


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", fold(text))


def search_text(*parts: str) -> str:
    """What is indexed: the folded words, and for every phrase we know its abbreviation, and back."""
    text = " ".join(parts)
    folded = " ".join(words(text))
    padded = f" {folded} "
    # An abbreviation is written in capitals: "AI" is not the "ai" of "ai cũng học được".
    capitals = {fold(word) for word in re.findall(r"\w+", text) if word.isupper()}
    extra = [short for short, long in ABBREVIATIONS.items() if f" {long} " in padded]
    extra += [long for short, long in ABBREVIATIONS.items() if short in capitals]
    return " ".join([folded, *extra]).strip()


def search_query(text: str) -> str:
    """What is asked: folded words only, so that "CĐS", "CÐS" and "cds" are one query."""
    return " ".join(words(text))


def name_sort_key(full_name: str) -> str:
    """Given name first, then family name, then middle names: the order of Vietnamese lists.

    Tone marks decide between equals, hence the folded key is followed by the marked one.
    """
    parts = unicodedata.normalize("NFC", full_name).split()
    ordered = [parts[-1], *parts[:1], *parts[1:-1]] if len(parts) > 1 else parts
    marked = " ".join(ordered).lower()
    return f"{fold(marked)}|{marked}"

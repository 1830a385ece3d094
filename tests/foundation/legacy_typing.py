"""Typing as it was done before Unicode, for tests: the other way round than ``mooc.foundation.legacy_fonts``."""

import unicodedata

from mooc.foundation.legacy_fonts import _ALONE, _MARKS, _TCVN3

_TO_TCVN3 = {ord(shown) if isinstance(shown, str) else shown: chr(code) for code, shown in _TCVN3.items()}
_LETTERS = {shown: code for code, shown in _ALONE.items()}
_BEHIND = {marks: code for code, marks in _MARKS.items()}


def to_tcvn3(text: str) -> str:
    """Capitals with tones have no place in TCVN3: ".VnTimeH" shows the small ones as capitals."""
    small = str.maketrans({char: char.lower() for char in text if ord(char) not in _TO_TCVN3})
    return text.translate({code: to for code, to in small.items() if code > 0x7F}).translate(_TO_TCVN3)


def to_vni(text: str) -> str:
    return "".join(_vni(char) for char in text)


def _vni(char: str) -> str:
    # These two VNI has as Latin-1 has them.
    if char.isascii() or char in "ìíÌÍ":
        return char
    small = char.lower()
    if small in _LETTERS:
        return _cased(_LETTERS[small], char)
    base, *marks = unicodedata.normalize("NFD", small)
    if "\u031b" in marks:
        base = _LETTERS[unicodedata.normalize("NFC", base + "\u031b")]
        marks.remove("\u031b")
    # The circumflex and breve before the tone.
    marks.sort(key=lambda mark: mark not in "\u0302\u0306")
    return _cased(base + _BEHIND["".join(marks)], char)


def _cased(written: str, like: str) -> str:
    return written.upper() if like.isupper() else written

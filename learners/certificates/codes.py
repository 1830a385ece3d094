"""The short code printed on a certificate.

Twelve of eighteen characters: 50 bits, too many to guess over the network. No vowels, so that no word arises, and
nothing that is mistaken for another character in print or over the phone (B 8, D 0, I L 1, O Q 0, S 5, U V, Z 2).
"""

import secrets
import unicodedata

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

ALPHABET = "CFGHJKMNPRTWX34679"
LENGTH = 12
GROUP = 4


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def normalise(typed: str) -> str:
    """What somebody typed, as codes are stored: capitals, without blanks and dashes."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    return "".join(character for character in plain if character.isalnum())


def faults(code: str) -> list[str]:
    """Why a normalised code cannot be one of ours, in sentences; none for a code that may be."""
    said = []
    if missing := LENGTH - len(code):
        count = abs(missing)
        lacks = ngettext("Mã thiếu %(count)d ký tự.", "Mã thiếu %(count)d ký tự.", count)
        exceeds = ngettext("Mã thừa %(count)d ký tự.", "Mã thừa %(count)d ký tự.", count)
        said.append((lacks if missing > 0 else exceeds) % {"count": count})
    strange = sorted(set(code) - set(ALPHABET), key=code.index)[:LENGTH]
    for text, which in (
        (_("Mã không có chữ %(which)s."), [sign for sign in strange if not sign.isdigit()]),
        (_("Mã không có số %(which)s."), [sign for sign in strange if sign.isdigit()]),
    ):
        if which:
            said.append(text % {"which": ", ".join(which)})
    return said


def grouped(code: str) -> str:
    """``CFGH-JKMN-PRTW``, easier to read aloud and to type."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))

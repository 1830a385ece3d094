"""The short code printed on a certificate.

Twelve of eighteen characters: 50 bits, too many to guess over the network. No vowels, so that no word arises, and
nothing that is mistaken for another character in print or over the phone (B 8, D 0, I L 1, O Q 0, S 5, U V, Z 2).
"""

import secrets
import unicodedata

ALPHABET = "CFGHJKMNPRTWX34679"
LENGTH = 12
GROUP = 4


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def normalise(typed: str) -> str:
    """What somebody typed, as codes are stored: capitals, without blanks and dashes."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    return "".join(character for character in plain if character.isalnum())


def grouped(code: str) -> str:
    """``CFGH-JKMN-PRTW``, easier to read aloud and to type."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))

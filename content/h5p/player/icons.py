"""Fonts of icons, made small: of the six hundred signs of one, what runs here draws ten.

The font itself stays beside what is made of it, for whatever was overlooked: of two faces of one name a browser fetches
the one in whose ``unicode-range`` the sign is that it has to draw (CSS Fonts Level 4, section 4.5).
"""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
# Escaped, or as it is.
_CONTENT = re.compile(r"""content\s*:\s*["'](?:\\([0-9a-f]{4,6})|([\ue000-\uf8ff]))""", re.IGNORECASE)
_CLASS = re.compile(r"\.([\w-]+)")
_WORD = re.compile(r"[\w-]+")
_ESCAPED = re.compile(r"(?:\\u|&#x)([ef][0-9a-f]{3})", re.IGNORECASE)
# Private use: what means nothing but in a font of icons (Unicode, section 23.5).
PRIVATE = range(0xE000, 0xF900)
# A style with more names its font's signs, each by a class, whoever may want them.
CATALOGUE = 100


def drawn(styles: Iterable[str], scripts: Iterable[str]) -> frozenset[int]:
    """Signs that they seem to draw."""
    rules, catalogues, words = list[tuple[str, str]](), list[tuple[str, str]](), set[str]()
    found = set[int]()
    for style in styles:
        named = [(selector, body) for selector, body in _RULE.findall(style) if _CONTENT.search(body)]
        (catalogues if len(named) > CATALOGUE else rules).extend(named)
        if len(named) <= CATALOGUE:
            words.update(_WORD.findall(style))
    for script in scripts:
        words.update(_WORD.findall(script))
        found.update(int(sign, 16) for sign in _ESCAPED.findall(script))
        found.update(ord(sign) for sign in script if ord(sign) in PRIVATE)
    wanted = (body for selector, body in catalogues if not words.isdisjoint(_CLASS.findall(selector)))
    for body in (*(body for _selector, body in rules), *wanted):
        found.update(int(escaped, 16) if escaped else ord(plain) for escaped, plain in _CONTENT.findall(body))
    return frozenset(sign for sign in found if sign in PRIVATE)


@dataclass(frozen=True, slots=True)
class Few:
    """A font (WOFF2) with ``signs`` alone, and the ``rest`` of those that can be seen in the one it was made of."""

    font: bytes
    signs: list[int]
    rest: list[int]


def only(font: bytes, signs: frozenset[int]) -> Few | None:
    """With those of ``signs`` that it has; None where it has none or is broken."""
    # Takes a while, and few processes ever ask.
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options(flavor="woff2", hinting=False, name_IDs=[], notdef_outline=True)
    options.drop_tables += ["FFTM", "webf"]
    try:
        with TTFont(io.BytesIO(font)) as whole:
            held = set(whole.getBestCmap() or {})
            kept = sorted(signs & held)
            if not kept:
                return None
            subsetter = subset.Subsetter(options)
            subsetter.populate(unicodes=kept)
            subsetter.subset(whole)
            made = io.BytesIO()
            subset.save_font(whole, made, options)
    except Exception:  # noqa: BLE001 - whatever is wrong with it, the browser gets it as it is
        return None
    return Few(made.getvalue(), kept, sorted(sign for sign in held.difference(kept) if not chr(sign).isspace()))


def ranges(signs: Iterable[int]) -> str:
    return ",".join(_spans(sorted(signs)))


def _spans(signs: list[int]) -> Iterator[str]:
    at = 0
    while at < len(signs):
        end = at
        while end + 1 < len(signs) and signs[end + 1] == signs[end] + 1:
            end += 1
        yield f"U+{signs[at]:X}" if end == at else f"U+{signs[at]:X}-{signs[end]:X}"
        at = end + 1

"""Fonts of icons, each sign a square."""

import io

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont


def icon_font(*signs: int, flavor: str = "woff2") -> bytes:
    names = [".notdef", *(f"sign{sign:x}" for sign in signs)]
    pen = TTGlyphPen(None)
    for where, point in enumerate([(0, 0), (0, 500), (500, 500), (500, 0)]):
        (pen.lineTo if where else pen.moveTo)(point)
    pen.closePath()
    square = pen.glyph()
    made = FontBuilder(1000, isTTF=True)
    made.setupGlyphOrder(names)
    made.setupCharacterMap(dict(zip(signs, names[1:], strict=True)))
    made.setupGlyf(dict.fromkeys(names, square))
    made.setupHorizontalMetrics(dict.fromkeys(names, (600, 0)))
    made.setupHorizontalHeader(ascent=800, descent=-200)
    made.setupNameTable({"familyName": "Icons", "styleName": "Regular"})
    made.setupOS2()
    made.setupPost()
    made.font.flavor = flavor
    written = io.BytesIO()
    made.font.save(written)
    return written.getvalue()


def signs_of(font: bytes) -> list[int]:
    return sorted(TTFont(io.BytesIO(font)).getBestCmap())

"""The colours of a stylesheet: its palettes, and which text stands on which ground.

A theme's stylesheet comes after the base's (``over``): it overrides colour by colour, but a colour of the dark goes
before any colour of the light, whichever of the two names it.
"""

import re

Palette = dict[str, str]
VARIABLE = re.compile(r"(--[a-z-]+): (#[0-9a-f]{6})\b")
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


LIGHT = ":root {"
DARK = ':root[data-theme="dark"] {'
DARK_BY_DEVICE = ':root:not([data-theme="light"]) {'


def light(base: str, over: str = "") -> Palette:
    return named(base, LIGHT) | named(over, LIGHT)


def dark(base: str, over: str = "") -> Palette:
    return light(base, over) | named(base, DARK) | named(over, DARK)


def dark_by_device(base: str, over: str = "") -> Palette:
    return light(base, over) | named(base, DARK_BY_DEVICE) | named(over, DARK_BY_DEVICE)


def named(css: str, opening: str) -> Palette:
    return dict(VARIABLE.findall(_block(css, opening))) if css else {}


def _block(css: str, opening: str) -> str:
    begin = css.index(opening) + len(opening)
    return css[begin : css.index("}", begin)]


def pairs(css: str) -> set[tuple[str, str]]:
    """(text, ground) of every rule that sets both by variables."""
    found = set()
    for _, body in RULE.findall(css):
        text = re.search(r"(?<![-\w])color: var\((--[a-z-]+)\)", body)
        ground = re.search(r"background: var\((--[a-z-]+)\)", body)
        if text and ground:
            found.add((text[1], ground[1]))
    return found


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio of two colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

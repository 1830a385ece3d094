"""The colours of a stylesheet: its palettes, and which text stands on which ground."""

import re

Palette = dict[str, str]
VARIABLE = re.compile(r"(--[a-z-]+): (#[0-9a-f]{6})\b")
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


def light(css: str) -> Palette:
    return dict(VARIABLE.findall(_block(css, ":root {")))


def dark(css: str) -> Palette:
    return light(css) | dict(VARIABLE.findall(_block(css, ':root[data-theme="dark"] {')))


def dark_by_device(css: str) -> Palette:
    return light(css) | dict(VARIABLE.findall(_block(css, ':root:not([data-theme="light"]) {')))


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

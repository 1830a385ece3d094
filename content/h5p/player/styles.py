"""Styles of many libraries as one: addresses made absolute, fonts made light, nothing left open at a file's end.

Written for what libraries of H5P hold (CSS Syntax Level 3, as far as needed): a style that is broken breaks alone.
"""

import re
from collections.abc import Callable, Sequence

# The address of what a style names, None for what is not there.
Address = Callable[[str], str | None]
# Of a font that a style names: the address of one with the signs that are drawn, their ranges, and those of the others
# that it has; None where it stays whole.
Signs = Callable[[str], tuple[str, str, str] | None]
# Comments, strings and addresses are each one thing: no sign in them opens or closes anything.
_THING = re.compile(
    r"""/\*.*?(?:\*/|\Z)|url\(\s*(?:"[^"]*"|'[^']*'|[^"'()\s]*)\s*\)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|[{}]""",
    re.DOTALL | re.IGNORECASE,
)
_URL = re.compile(r"""url\(\s*["']?(.*?)["']?\s*\)""", re.DOTALL | re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_FACE = re.compile(r"@font-face\s*\{([^}]*)\}", re.IGNORECASE)
_SOURCE = re.compile(r"(?<![\w-])src\s*:((?:url\([^)]*\)|[^;}])*)", re.IGNORECASE)
_HEADS = re.compile(
    r"""@charset\s+["'][^"']*["']\s*;|@import\s+(?:url\([^)]*\)|"[^"]*"|'[^']*')[^;]*;""", re.IGNORECASE
)
# From the lightest on; of a face one is served.
FONTS = (".woff2", ".woff", ".ttf", ".otf")
# Asks nobody for anything.
NOTHING = "data:,"


def rewrite(text: str, address: Address, signs: Signs = lambda name: None) -> str:
    """``text`` without what it imports, every address as ``address`` gives it, and closed."""
    plain = _HEADS.sub("", _COMMENT.sub(" ", text.lstrip("\ufeff")))
    faced = _FACE.sub(lambda found: _face(found[1], address, signs), plain)
    return closed(_THING.sub(lambda found: _renamed(found[0], address), faced))


def closed(text: str) -> str:
    """What opens and never closes would swallow the styles of the next library."""
    depth, kept, at = 0, [], 0
    for found in _THING.finditer(text):
        if found[0] == "{":
            depth += 1
        elif found[0] == "}" and depth:
            depth -= 1
        elif found[0] == "}":
            kept.append(text[at : found.start()])
            at = found.end()
    return f"{''.join(kept)}{text[at:]}{'}' * depth}\n"


def _renamed(thing: str, address: Address) -> str:
    found = _URL.fullmatch(thing)
    if found is None:
        return thing
    named = found[1].strip()
    if named.startswith(("data:", "#")):
        return thing
    return f'url("{address(named) or NOTHING}")'


def _face(inner: str, address: Address, signs: Signs) -> str:
    """A face with the lightest of its files alone; without any that is there and browsers of today read it is left out.

    Of a font of icons two: one with the signs that are drawn, one for all others.
    """
    sources = [source for found in _SOURCE.finditer(inner) for source in _URL.findall(found[1])]
    lightest = _lightest([source.strip() for source in sources])
    if lightest is None or not (lightest.startswith("data:") or address(lightest)):
        return ""
    rest = [part.strip() for part in _SOURCE.sub("", inner).split(";")]
    shared = ";".join(filter(None, rest))
    few = signs(lightest)
    if few is None:
        return f'@font-face{{{shared};src:url("{lightest}")}}'
    light, drawn, others = few
    whole = f'@font-face{{{shared};src:url("{lightest}");unicode-range:{others}}}' if others else ""
    return f'{whole}@font-face{{{shared};src:url("{light}");unicode-range:{drawn}}}'


def _lightest(sources: Sequence[str]) -> str | None:
    for ending in FONTS:
        for source in sources:
            if source.partition("#")[0].partition("?")[0].lower().endswith(ending):
                return source
    return next((source for source in sources if source.startswith("data:")), None)

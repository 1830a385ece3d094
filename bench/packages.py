"""What ``bench h5p`` plays where no package is given: one made in the shape of a multiple-choice question.

Real libraries are other people's and no part of this project. H5P.MultiChoice 1.16 was measured: 34 scripts and styles,
55 KB gzipped in all, fonts of icons and small pictures that its styles name.
"""

import random
from collections.abc import Callable
from pathlib import Path

from fontTools.ttLib import TTFont

from content.h5p import core
from content.h5p.player.icons import PRIVATE
from tests.h5p import making

MAIN = "H5P.BenchQuestion 1.0"
PARTS, SCRIPTS, STYLES = 10, 18, 14
# Bytes each: what is made packs as code of people does, or a little worse.
SCRIPT, STYLE = 17_000, 5500
SEMANTICS = [{"name": "question", "type": "text", "widget": "html", "tags": ["strong", "em"]}]
PLAYED = """
H5P.BenchQuestion = function (params) {
  H5P.EventDispatcher.call(this);
  this.attach = function ($box) { $box.html('<p class="bench">' + params.question + '</p>'); };
};
"""
CODE = """H5P.Bench%s = function (params) {
  var %s = params.%s || {};
  if (!%s) {
    return '';
  }
  return H5P.jQuery('<div/>', {'class': 'h5p-%s', title: %s.title}).appendTo(this.$container);
};
"""
FACE = "@font-face{font-family:%s;src:url('%s.woff2') format('woff2')}\n"
SIGN = ".bench::%s{content:'\\%x';font-family:%s}\n"
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><circle cx="10" cy="10" r="9"/></svg>'


def like_multiple_choice(installed: core.Core) -> bytes:
    """Its fonts are the lightest two of the core's, under other names: a browser refuses what is none."""
    dice = random.Random(7)
    fonts = sorted((path for path in installed.files.values() if path.suffix == ".woff2"), key=_size)[:2]
    named = [f"H5P.BenchPart{number} 1.0" for number in range(PARTS)]
    folders = [_part(dice, place, name) for place, name in enumerate(named)]
    icons = "".join(FACE % ((font.stem,) * 2) for font in fonts) + ".bench{background:url(mark.svg)}\n"
    used = zip(("before", "after"), fonts, strict=True)
    icons += "".join(SIGN % (where, _sign(font), font.stem) for where, font in used)
    files = {"own.js": PLAYED.encode(), "own.css": icons.encode(), "mark.svg": PICTURE}
    files |= {font.name: font.read_bytes() for font in fonts}
    main = making.library(MAIN, needs=named, semantics=SEMANTICS, files=files)
    question = {"question": "<p>Tin nhắn này có phải lừa đảo không?</p>"}
    return making.package(MAIN, [*folders, main], content=question, title="Câu hỏi để đo")


def _part(dice: random.Random, place: int, named: str) -> making.Files:
    """Together they have ``SCRIPTS`` and ``STYLES``."""
    scripts = {f"{number}.js": _long(_code, dice, SCRIPT) for number in range(1 + (place < SCRIPTS - PARTS))}
    styles = {f"{number}.css": _long(_rule, dice, STYLE) for number in range(1 + (place < STYLES - PARTS))}
    return making.library(
        named,
        semantics=None,
        files=scripts | styles,
        preloadedJs=[{"path": path} for path in scripts],
        preloadedCss=[{"path": path} for path in styles],
    )


def _long(one: Callable[[random.Random], str], dice: random.Random, size: int) -> bytes:
    text = ""
    while len(text) < size:
        text += one(dice)
    return text.encode()


def _code(dice: random.Random) -> str:
    words = [f"w{dice.randrange(16**4):x}" for _ in range(4)]
    return CODE % (words[0], words[1], words[2], words[1], words[3], words[1])


def _rule(dice: random.Random) -> str:
    width, colour = dice.randrange(400) / 100, dice.randrange(16**6)
    return f".h5p-bench-{dice.randrange(16**4):x} {{\n  padding: 0 {width}em;\n  color: #{colour:06x};\n}}\n"


def _sign(font: Path) -> int:
    with TTFont(font) as opened:
        return min(sign for sign in opened.getBestCmap() if sign in PRIVATE)


def _size(path: Path) -> int:
    return path.stat().st_size

"""H5P.DragText: every ``*word*`` of ``textField`` leaves a gap, ``response`` is the word dropped into each.

``*word:tip*``, ``\\+`` and ``\\-`` begin what is said of it when right and wrong. A gap is right with a word that reads
like its own, a point each; distractors are words without a gap.
"""

import re

from content.h5p.claims.grading.grade import CannotKnow, Grade, Parameters, Reason
from content.h5p.claims.grading.javascript import trim_end
from content.h5p.claims.grading.responses import texts

_MARKED = re.compile(r"(\*.*?\*)")
_LINE = re.compile(r"\r\n|\n|\r")
_TIP = re.compile(r":[^\\*]+")
_IF_RIGHT = re.compile(r"\\\+[^\\*:]+")
_IF_WRONG = re.compile(r"\\-[^\\*:]+")
# A line may end with these too, and a word does not go beyond its line.
_OTHER_LINES = "\u2028\u2029"
MAX_GAPS = 500


def grade(parameters: Parameters, response: str) -> Grade:
    words = words_of(parameters)
    dropped = texts(response, len(words))
    return Grade(sum(mine == given for mine, given in zip(words, dropped, strict=True) if given), len(words))


def words_of(parameters: Parameters) -> list[str]:
    text = parameters.get("textField")
    if not isinstance(text, str) or any(mark in text for mark in _OTHER_LINES):
        raise CannotKnow(Reason.PARAMETERS)
    parts = _MARKED.split(_LINE.sub("<br/>", text))
    found = [_word(part) for part in parts if part.startswith("*") and part.endswith("*")]
    # A gap whose word is empty, and one whose word holds the separator, cannot be told from the response.
    if not 0 < len(found) <= MAX_GAPS or any(not word or "[,]" in word for word in found):
        raise CannotKnow(Reason.PARAMETERS)
    return found


def _word(marked: str) -> str:
    text = marked[1:-1]
    for pattern in (_TIP, _IF_RIGHT, _IF_WRONG):
        if found := pattern.findall(marked):
            # Several are looked for as one text with commas between, as JavaScript writes a list.
            text = text.replace(",".join(found), "", 1)
    return trim_end(text)

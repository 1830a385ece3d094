"""H5P.MarkTheWords: every word of ``textField`` can be marked, ``response`` names the places of those that are.

Words end at spaces and at tags; punctuation around them is not theirs, and what is punctuation alone is no word. A word
between asterisks is right: a point each, and one lost for each wrong word, never below 0. Where no word is right,
marking none earns the one point.
"""

import re
from html.parser import HTMLParser

from content.h5p.claims.grading.grade import CannotKnow, Grade, Parameters, Reason
from content.h5p.claims.grading.javascript import SPACE, trim, units
from content.h5p.claims.grading.responses import indices
from content.h5p.claims.libraries import LibraryVersion

MAX_WORDS = 5000
_BREAK = re.compile(r"&nbsp;|\r\n|\n|\r")
_WORD = re.compile(rf" \*[^* ]+\* |[^{SPACE}]+")
# Until 1.9.9 whatever stood between " *" and "* " was one word.
_WORD_OR_PHRASE = re.compile(rf" \*[^*]+\* |[^{SPACE}]+")
LAST_WITH_PHRASES = (9, 9)
_OPENING = '[({⟨¿¡“"«„'
_CLOSING = '",….:;?!])}⟩»”'


class _Texts(HTMLParser):
    """The text nodes of a fragment, in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.nodes: list[str] = []
        self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            self.nodes[-1] += data
        else:
            self.nodes.append(data)
        self._open = True

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in ("script", "style"):
            raise CannotKnow(Reason.PARAMETERS)
        self._open = False

    def handle_endtag(self, tag: str) -> None:
        self._open = False

    def handle_comment(self, data: str) -> None:
        raise CannotKnow(Reason.PARAMETERS)


def grade(parameters: Parameters, response: str, library: LibraryVersion) -> Grade:
    right = [is_right_word(word) for word in words_of(parameters, library)]
    marked = indices(response, len(right))
    wrong = sum(not right[place] for place in marked)
    most = sum(right) or 1
    earned = len(marked) - wrong if any(right) else int(not wrong)
    raw = max(earned - wrong, 0)
    return Grade(raw, most, raw == most)


def words_of(parameters: Parameters, library: LibraryVersion) -> list[str]:
    """As written, asterisks and all."""
    text = parameters.get("textField")
    if not isinstance(text, str):
        raise CannotKnow(Reason.PARAMETERS)
    nodes = _text_nodes(text)
    phrases = _words(nodes, _WORD_OR_PHRASE) if not library.is_surely_after(*LAST_WITH_PHRASES) else None
    words = _words(nodes, _WORD)
    if phrases is not None and phrases != words:
        if not library.is_surely_before(*LAST_WITH_PHRASES):
            raise CannotKnow(Reason.VERSION)
        words = phrases
    if not 0 < len(words) <= MAX_WORDS:
        raise CannotKnow(Reason.PARAMETERS)
    return words


def is_right_word(word: str) -> bool:
    """Between asterisks, a single mark of punctuation after the second at most. Of two together one is text."""
    word = units(word)
    doubled = [place for place in range(len(word) - 1) if word[place : place + 2] == "**"]
    if doubled:
        word = word[: doubled[-1]] + word[doubled[-1] + 2 :]
    return len(word) > 2 and word[0] == "*" and "*" in (word[-1], word[-2])


def _text_nodes(text: str) -> list[str]:
    reader = _Texts()
    try:
        reader.feed(text)
        reader.close()
    except AssertionError as unread:  # What Python's parser says to half a declaration.
        raise CannotKnow(Reason.PARAMETERS) from unread
    return reader.nodes


def _words(nodes: list[str], pattern: re.Pattern[str]) -> list[str]:
    found = [_bare(trim(entry)) for node in nodes for entry in pattern.findall(_BREAK.sub(" ", node))]
    return [word for word in found if word]


def _bare(entry: str) -> str:
    """Without the punctuation before and after it, both as the whole entry has them."""
    start = len(entry) - len(entry.lstrip(_OPENING))
    return entry[start : len(entry.rstrip(_CLOSING))]

"""Two spellings of one name, side by side: which words differ, marked for the eye and told in words.

Word by word: a name is read aloud by its words, and a mark under half a letter is not seen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from mooc.foundation.vietnamese import fold


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand together; ``differs`` where the other spelling has others, or none, in their place."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    old: list[Piece]
    new: list[Piece]
    told: list[str]


def compare(old: str, new: str) -> Comparison:
    before, after = old.split(), new.split()
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    pairs = [(kind != "equal", before[i:j], after[k:m]) for kind, i, j, k, m in steps]
    return Comparison(
        _pieces((differs, gone) for differs, gone, _come in pairs),
        _pieces((differs, come) for differs, _gone, come in pairs),
        [_told(gone, come) for differs, gone, come in pairs if differs],
    )


def _pieces(runs: Iterable[tuple[bool, Sequence[str]]]) -> list[Piece]:
    return [Piece(" ".join(words), differs) for differs, words in runs if words]


def _told(gone: Sequence[str], come: Sequence[str]) -> str:
    old, new = " ".join(gone), " ".join(come)
    if not gone:
        return _("thêm “%(new)s”") % {"new": new}
    if not come:
        return _("bỏ “%(old)s”") % {"old": old}
    words = {"old": old, "new": new}
    if old.lower() == new.lower():
        return _("đổi “%(old)s” thành “%(new)s” (chữ hoa, chữ thường)") % words
    if fold(old) == fold(new):
        return _("đổi “%(old)s” thành “%(new)s” (khác dấu)") % words
    return _("đổi “%(old)s” thành “%(new)s”") % words

"""Whether a word can be a Vietnamese syllable: an onset, a rhyme, at most one tone on it.

A test for text of doubtful encoding, not a dictionary: it lets many syllables pass that nobody says, and hardly any
word that was decoded wrongly. Names of other languages ("Kpă", "Wagtail") are no syllables and prove nothing.
"""

import re
import unicodedata

TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE = re.compile(f"[{TONES}]")
_ONSET = r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx])?"
_RHYMES = (
    "a ă â e ê i o ô ơ u ư y ai ao au ay âu ây eo êu ia iê iêu iu yê yêu oa oai oao oay oă oe oeo oi oo ôi ơi "
    "ua uâ uây uê ui uô uôi uơ uy uya uyê uyu ưa ưi ưu ươ ươi ươu"
)
_RHYME = "|".join(sorted(_RHYMES.split(), key=len, reverse=True))
_SYLLABLE = re.compile(f"{_ONSET}(?:{_RHYME})(?:ng|nh|ch|[cmnpt])?")
# The glide that ends a rhyme never bears its tone: "tủi", not "tuỉ". "Giò" and "quì" have i and u in their onset.
_ON_GLIDE = re.compile(r"(?:[ae][òóỏõọ]|(?:[aâêươ]|(?<!g)i)[ùúủũụ]|(?:[aoôơư]|(?<!q)u)[ìíỉĩị]|[aâ][ỳýỷỹỵ])")
_WORDS = re.compile(r"[^\W\d_]+")


def words_of(text: str) -> list[str]:
    """Runs of letters, as they are written."""
    return _WORDS.findall(text)


def is_syllable(word: str) -> bool:
    """``"Nguyễn"`` is one; ``"NguyÔn"``, which is the same in the font .VnTime, is none."""
    small = unicodedata.normalize("NFC", word.lower())
    decomposed = unicodedata.normalize("NFD", small)
    if len(_TONE.findall(decomposed)) > 1 or _ON_GLIDE.search(small):
        return False
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", _TONE.sub("", decomposed))) is not None

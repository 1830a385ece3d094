"""H5P.Blanks: what stands between two asterisks of ``questions`` is a gap, ``response`` what was typed into each.

``*right/also right:tip*``. Tags within a gap go, entities are read, spaces around never count; capitals do with
``caseSensitive``, and ``acceptSpellingErrors`` forgives small mistakes (``spelling``). A point a gap.
"""

import re
from collections.abc import Iterator

from content.h5p.claims.grading.grade import CannotKnow, Grade, Parameters, Reason, behaviour_of
from content.h5p.claims.grading.javascript import decoded, trim, units
from content.h5p.claims.grading.responses import texts
from content.h5p.claims.grading.spelling import is_close
from content.h5p.claims.libraries import LibraryVersion

_TAG = re.compile(r"</?[a-z]*[0-9]?>", re.IGNORECASE | re.ASCII)
# Up to here tags stayed in the answer, so that nobody could type it.
LAST_WITH_TAGS = (14, 11)
MAX_GAPS = 500


def grade(parameters: Parameters, response: str, library: LibraryVersion) -> Grade:
    gaps = gaps_of(parameters, tags_go=library.is_surely_after(*LAST_WITH_TAGS))
    behaviour = behaviour_of(parameters)
    exact_case = behaviour.get("caseSensitive", True) is True
    forgiving = behaviour.get("acceptSpellingErrors") is True
    typed = texts(response, len(gaps))
    right = sum(is_right(text, variants, exact_case, forgiving) for text, variants in zip(typed, gaps, strict=True))
    return Grade(right, len(gaps))


def is_right(typed: str, variants: list[str], exact_case: bool, forgiving: bool) -> bool:
    given = trim(typed.replace("&nbsp;", " "))
    given = given if exact_case else given.lower()
    wanted = variants if exact_case else [variant.lower() for variant in variants]
    # Spaces an entity left around an answer count for its length alone.
    return any(
        given == trim(variant) or (forgiving and is_close(given, trim(variant), length=len(units(variant))))
        for variant in wanted
    )


def gaps_of(parameters: Parameters, *, tags_go: bool) -> list[list[str]]:
    """The accepted answers of each gap."""
    questions = parameters.get("questions")
    if not isinstance(questions, list) or not all(text is None or isinstance(text, str) for text in questions):
        raise CannotKnow(Reason.PARAMETERS)
    found = [gap for text in questions if text for gap in _gaps(text, tags_go)]
    if not 0 < len(found) <= MAX_GAPS:
        raise CannotKnow(Reason.PARAMETERS)
    return found


def _gaps(text: str, tags_go: bool) -> Iterator[list[str]]:
    start = text.find("*")
    while start != -1:
        end = text.find("*", start + 1)
        if end == -1:
            return
        inside = _TAG.sub("", text[start + 1 : end])
        if inside != text[start + 1 : end] and not tags_go:
            raise CannotKnow(Reason.VERSION)
        if inside:
            yield [decoded(trim(variant)) for variant in inside.split(":")[0].split("/")]
        # The script looks on one character behind a gap: of "*a**b*" the second is none.
        start = text.find("*", end + (2 if inside else 1))

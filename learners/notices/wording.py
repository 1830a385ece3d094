"""What a notice says, in the language of whoever reads it.

A **kind** is a word of the room that tells: "certificate", "release". The room registers how a notice of it is worded
from its **facts**: names, titles and numbers, as JSON keeps them. The facts are stored with the notice, so that it is
English on an English page. Its Vietnamese is stored beside them, and shown where nothing else is known: of a text
written by hand, of a notice older than its facts, of a kind or of facts that no room words any more.
"""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.utils import translation

Facts = Mapping[str, str | int]
Wording = Callable[[Facts], str]

_wordings: dict[str, Wording] = {}


def register(kind: str, wording: Wording) -> None:
    """``wording`` makes the sentence in the language that is active; ``KeyError`` for a fact it lacks is allowed."""
    _wordings[kind] = wording


def in_vietnamese(kind: str, facts: Facts) -> str:
    """Raises ``KeyError`` for a kind nobody registered, and what its wording raises."""
    with translation.override(settings.LANGUAGE_CODE):
        return _wordings[kind](facts)


def in_reader_language(kind: str, facts: Facts | None) -> str | None:
    """None where only the stored text is known."""
    wording = _wordings.get(kind)
    if wording is None or facts is None:
        return None
    try:
        return wording(facts)
    except KeyError:
        return None

"""Catalogues of translations: refreshed from the sources, read for what they lack, compiled.

A **catalogue** is ``locale/<language>/LC_MESSAGES/django.po``. The texts in our sources are Vietnamese, so a catalogue
of ours is for another language. The Vietnamese one is different: it holds texts of Wagtail and other packages that come
without Vietnamese, and is edited by hand.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

import polib

from mooc.translations.sources import Message, Place

# "%(name)s", "%d", "{name}", and what stands for "%" itself.
PLACEHOLDER = re.compile(r"%\([^)]+\)[sdifr]|%[sdifr]|%%|\{[a-z_]*\}")
TAG = re.compile(r"</?[a-z][a-z0-9]*")
HEADER = {
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


@dataclass(slots=True)
class Lacks:
    """What is wrong with a catalogue, as texts to look for."""

    missing: list[str] = field(default_factory=list)
    fuzzy: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    mismatched: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        named = {"missing": self.missing, "fuzzy": self.fuzzy, "unused": self.unused, "placeholders": self.mismatched}
        return [f"{name}: {text}" for name, texts in named.items() for text in texts]


def path_of(root: Path, language: str, domain: str = "django") -> Path:
    return root / "locale" / language / "LC_MESSAGES" / f"{domain}.po"


def refresh(path: Path, messages: dict[Message, list[Place]]) -> polib.POFile:
    """Write the catalogue at ``path`` anew: every message of the sources, with the translations it had."""
    known = {_key(entry): entry for entry in _read(path)} if path.exists() else {}
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = {**HEADER, "Language": path.parts[-3]}
    for message, places in messages.items():
        catalogue.append(_entry(message, places, known.get(message)))
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))
    return catalogue


def _read(path: Path) -> polib.POFile:
    return polib.pofile(str(path), wrapwidth=110)


def _entry(message: Message, places: list[Place], known: polib.POEntry | None) -> polib.POEntry:
    # Without lines: a moved line would change the catalogue, and every branch another way.
    entry = polib.POEntry(
        msgid=message.text,
        msgctxt=message.context or None,
        occurrences=[(path, "") for path in dict.fromkeys(place.path for place in places)],
        flags=["python-format"] if "%" in message.text else [],
    )
    if message.plural:
        entry.msgid_plural = message.plural
        entry.msgstr_plural = dict(known.msgstr_plural) if known else {0: "", 1: ""}
    else:
        entry.msgstr = known.msgstr if known else ""
    if known and "fuzzy" in known.flags:
        entry.flags.append("fuzzy")
    return entry


def _key(entry: polib.POEntry) -> Message:
    return Message(entry.msgid, entry.msgid_plural or "", entry.msgctxt or "")


def lacks(path: Path, wanted: set[Message]) -> Lacks:
    """Compare the catalogue at ``path`` with the messages the sources have."""
    found, told = {_key(entry): entry for entry in _read(path) if not entry.obsolete}, Lacks()
    told.missing = sorted(one.text for one in wanted if one not in found or not _said(found[one]))
    told.unused = sorted(one.text for one in found.keys() - wanted)
    told.fuzzy = sorted(entry.msgid for entry in found.values() if "fuzzy" in entry.flags)
    told.mismatched = mismatched(path)
    return told


def mismatched(path: Path) -> list[str]:
    """Texts whose translation has other placeholders, HTML or outer blanks than they have."""
    return sorted(entry.msgid for entry in _read(path) if not entry.obsolete and not _fits(entry))


def _said(entry: polib.POEntry) -> bool:
    return all(entry.msgstr_plural.values()) if entry.msgid_plural else bool(entry.msgstr)


def _fits(entry: polib.POEntry) -> bool:
    """A form for one may leave its number out ("a day"), never name what the text does not have."""
    if not entry.msgid_plural:
        return not entry.msgstr or _marks(entry.msgid) == _marks(entry.msgstr)
    wanted = _marks(entry.msgid_plural)
    forms = [_marks(text) for _, text in sorted(entry.msgstr_plural.items()) if text]
    return not forms or (forms[-1] == wanted and all(set(form) <= set(wanted) for form in forms))


def _marks(text: str) -> list[str]:
    """What must be alike on both sides; a message that is joined to others begins or ends with a blank."""
    ends = [name for name, has in (("<", text[:1].isspace()), (">", text[-1:].isspace())) if has]
    return sorted([*PLACEHOLDER.findall(text), *TAG.findall(text), *ends])


def compile_stale(root: Path) -> list[Path]:
    """Compile what is younger than its compiled form; returns what was compiled."""
    stale = [path for path in sorted(root.glob("locale/*/LC_MESSAGES/*.po")) if is_stale(path)]
    for path in stale:
        _read(path).save_as_mofile(str(path.with_suffix(".mo")))
    return stale


def is_stale(path: Path) -> bool:
    compiled = path.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime

"""The versions of a question in words: who wrote which, when, what it changed, and which releases ask it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from courses.questions.models import SHOWN, Question, QuestionVersion
from courses.questions.plain_text import to_text
from courses.questions.registry import Asking, Note, notes_on, released_in


@dataclass(frozen=True, slots=True)
class Change:
    """A part of the question as it was, "" in the first version, and as it became."""

    part: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Told:
    version: QuestionVersion
    changes: list[Change]
    asked: list[Asking]
    is_current: bool
    # What waits about it for the reader.
    notes: list[Note]


def told(question: Question, reader: Any = None) -> list[Told]:
    """The newest first; two queries for any number of versions, with a ``reader`` those of the notes besides."""
    found = question.versions.select_related(*SHOWN, "created_by__person").order_by("number")
    versions = list(found)
    asked = released_in([version.pk for version in versions])
    notes = notes_on(reader, [version.pk for version in versions]) if reader else {}
    parts = [{}, *(_parts(version) for version in versions)]
    lines = [
        Told(
            version=version,
            changes=_changes(old, new),
            asked=asked.get(version.pk, []),
            is_current=version.pk == question.current_id,
            notes=notes.get(version.pk, []),
        )
        for version, old, new in zip(versions, parts, parts[1:], strict=False)
    ]
    return lines[::-1]


def _parts(version: QuestionVersion) -> dict[str, str]:
    alt = version.image_alt or _("trang trí")
    return {
        _("Câu hỏi"): version.prompt,
        _("Phương án và đáp án"): to_text(version.question.kind, version.data),
        _("Giải thích"): version.explanation,
        _("Gợi ý"): "\n".join(version.hints),
        _("Ảnh"): f"{version.image} ({alt})" if version.image else "",
        _("Bản ghi"): str(version.audio or version.video or ""),
    }


def _changes(old: dict[str, str], new: dict[str, str]) -> list[Change]:
    before = {name: old.get(name, "") for name in new}
    return [Change(name, before[name], text) for name, text in new.items() if before[name] != text]

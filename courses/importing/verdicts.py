"""What an author is told about her file.

A **verdict** refuses the whole file and says what to do. A **note** goes with a file that was read: what was left out
or changed, where and why. A **reading** is the lesson a file makes; nothing of it is written anywhere yet.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from courses.catalogue.lesson_text import Block
from courses.importing.pictures import Picture

MOST_NOTES = 60


class Refused(Exception):
    """The verdict, in words for the author; ``notes`` is what was found on the way to it."""

    def __init__(self, verdict: str, notes: "list[Note] | None" = None) -> None:
        self.verdict, self.notes = verdict, notes or []
        super().__init__(verdict)


@dataclass(frozen=True, slots=True)
class Note:
    where: str
    text: str


@dataclass(slots=True)
class Reading:
    """``blocks`` are in the raw form a stream keeps; the value of a figure names its picture by its place."""

    title: str = ""
    minutes: int = 0
    required: bool = True
    blocks: list[Block] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def notes_shown(self) -> list[Note]:
        """The same once, and not more than anybody reads."""
        notes = list(dict.fromkeys(self.notes))
        if len(notes) <= MOST_NOTES:
            return notes
        left = _("Còn %d điều tương tự nữa.") % (len(notes) - MOST_NOTES)
        return [*notes[:MOST_NOTES], Note(_("Cuối danh sách"), left)]

"""What an editor did while she walked through a draft: in her own session, of one course at a time, nowhere else."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone

from courses.editions.models import EditionUnit
from learners.rehearsal.sitting import Sitting, moment, new_sitting

KEY = "rehearsal"
# More papers of one course than anybody looks back at; the oldest are forgotten, so that a session stays small.
MOST_SITTINGS = 20


class Memory:
    """``opened`` and ``done`` are by unit key, with the moment; ``sittings`` by their own."""

    def __init__(self, session: SessionBase, course_key: UUID) -> None:
        found: dict[str, Any] = session.get(KEY) or {}
        if found.get("course") != str(course_key):
            found = {"course": str(course_key), "opened": {}, "done": {}, "sittings": {}}
        self.session, self.kept = session, found

    def keep(self) -> None:
        self.session[KEY] = self.kept

    def forget(self) -> None:
        self.session.pop(KEY, None)

    def opened(self, unit_key: UUID) -> dt.datetime | None:
        return moment(self.kept["opened"].get(str(unit_key)))

    def done(self, unit_key: UUID) -> dt.datetime | None:
        return moment(self.kept["done"].get(str(unit_key)))

    @property
    def last(self) -> UUID | None:
        """The unit she came to last, of those she had not opened before."""
        return UUID(list(self.kept["opened"])[-1]) if self.kept["opened"] else None

    def open(self, unit_key: UUID) -> None:
        if self.opened(unit_key) is None:
            self.kept["opened"][str(unit_key)] = timezone.now().isoformat()
            self.keep()

    def finish(self, unit_key: UUID) -> None:
        self.kept["done"].setdefault(str(unit_key), timezone.now().isoformat())
        self.keep()

    def sittings(self, unit_key: UUID) -> list[Sitting]:
        """Oldest first."""
        found = self.kept["sittings"].items()
        return [Sitting(UUID(key), kept) for key, kept in found if kept["unit"] == str(unit_key)]

    def sitting(self, key: UUID) -> Sitting | None:
        kept = self.kept["sittings"].get(str(key))
        return Sitting(key, kept) if kept else None

    def sit(self, unit: EditionUnit) -> Sitting:
        """The paper of ``unit`` still open, else a new one."""
        before = self.sittings(unit.unit_key)
        if before and before[-1].handed_in is None:
            return before[-1]
        made = new_sitting(unit, before[-1].number + 1 if before else 1)
        self.kept["sittings"][str(made.key)] = made.kept
        for oldest in list(self.kept["sittings"])[:-MOST_SITTINGS]:
            del self.kept["sittings"][oldest]
        self.keep()
        return made


def course_walked(session: SessionBase) -> UUID | None:
    found = session.get(KEY)
    return UUID(found["course"]) if found else None

"""What one line of a roster says of a person, read and mended; None and "" are "not said".

What was mended is a **note**, what cannot be read a **fault**: each a word with its values, worded in the reader's
language where it is shown (``wording``), for the officer who looks need not be the one who brought the file.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

Remark = dict[str, Any]


def remark(word: str, **values: Any) -> Remark:
    return {"word": word, **values}


@dataclass(slots=True)
class Said:
    line: int
    name: str = ""
    birth_year: int | None = None
    code: str = ""
    phone: str = ""
    category: str = ""
    position: str | None = None
    is_head: bool | None = None
    secondary: bool = False
    since: dt.date | None = None
    # As the file names the unit, and the one the lines above it stand under.
    agency_code: str = ""
    agency: str = ""
    unit: str = ""
    notes: list[Remark] = field(default_factory=list)
    faults: list[Remark] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Without what is not said."""
        told = {name: value for name in self.__slots__ if (value := getattr(self, name)) not in (None, "", [], False)}
        if self.is_head is not None:
            told["is_head"] = self.is_head
        if self.since:
            told["since"] = self.since.isoformat()
        return told

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Said":
        since = dt.date.fromisoformat(told["since"]) if told.get("since") else None
        return cls(**{**told, "since": since})

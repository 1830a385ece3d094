"""What a frozen report was counted from, by ids: enough to count again, and to say what became known since.

The **inputs** are lines of ASCII, sorted, each ended by a newline:

- ``membership <id> <person> <agency> <category> <flags>`` for every membership of the day on a roster of the report,
  primary or not; ``person`` is the kept record, ``flags`` the names of what held of it, joined by commas or ``-``
  (``primary``, ``head``, and those of ``roster.facts``);
- ``completion <statement>`` for every completion counted of one of these people.

``digest`` is their SHA-256. Names, telephone numbers and scores are in none of them.
"""

import hashlib
import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper

from learners.coverage.roster import Question, counted_completions, facts, roster

CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Line:
    """One membership as it was counted."""

    membership: str
    person: str
    agency: str
    category: str
    flags: frozenset[str]

    @property
    def counts(self) -> bool:
        return "primary" in self.flags


@dataclass(frozen=True)
class Inputs:
    lines: list[Line]
    completions: frozenset[str]

    @property
    def counted(self) -> dict[str, Line]:
        """By person: where each one counts."""
        return {line.person: line for line in self.lines if line.counts}


def read(question: Question, agencies: Collection[UUID]) -> list[str]:
    """The lines for the rosters of ``agencies``: two queries."""
    return sorted([*_memberships(question, agencies), *_completions(question, agencies)])


def _memberships(question: Question, agencies: Collection[UUID]) -> Iterator[str]:
    known = facts(question)
    flags = {f"is_{name}": ExpressionWrapper(flag, BooleanField()) for name, flag in known.items()}
    found = roster(question).filter(agency_id__in=agencies).annotate(**flags).order_by("pk")
    names = ("primary", "head", *known)
    columns = ("pk", "canonical", "agency_id", "category", "is_primary", "is_head", *flags)
    for pk, person, agency, category, *held in found.values_list(*columns).iterator(chunk_size=CHUNK):
        said = ",".join(name for name, flag in zip(names, held, strict=True) if flag) or "-"
        yield f"membership {pk} {person} {agency} {category} {said}\n"


def _completions(question: Question, agencies: Collection[UUID]) -> Iterator[str]:
    here = roster(question).filter(agency_id__in=agencies, is_primary=True).values("canonical")
    found = counted_completions(question).filter(canonical__in=here).order_by("pk")
    for statement in found.values_list("pk", flat=True).iterator(chunk_size=CHUNK):
        yield f"completion {statement}\n"


def digest(lines: Iterable[str]) -> str:
    mark = hashlib.sha256()
    for line in lines:
        mark.update(line.encode())
    return mark.hexdigest()


def pack(lines: Iterable[str]) -> bytes:
    return zlib.compress("".join(lines).encode(), 9)


def unpack(packed: bytes | memoryview) -> Inputs:
    lines, completions = [], set()
    for line in zlib.decompress(bytes(packed)).decode().splitlines():
        kind, *words = line.split(" ")
        if kind == "completion":
            completions.add(words[0])
        else:
            membership, person, agency, category, flags = words
            lines.append(Line(membership, person, agency, category, frozenset(flags.split(","))))
    return Inputs(lines, frozenset(completions))

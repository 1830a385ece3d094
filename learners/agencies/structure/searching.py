"""Finding agencies by any name or code they ever had. Every hit says when that was and what the agency is today.

Neither a code nor a name is a key: of a code that several held at different times all are told, each with its days.
"""

import datetime as dt
import re
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from learners.agencies.closure import Period
from learners.agencies.history import History
from learners.agencies.models import AgencyCode, AgencyName
from learners.agencies.queries import name_on
from learners.agencies.structure.headcount import standing
from mooc.foundation.vietnamese import fold

MOST = 60
LOOKS_LIKE_A_CODE = re.compile(r"[A-Za-z]?[0-9][A-Za-z0-9.]*")
LEGACY = re.compile(r"([0-9]{2,3}\.){3}[A-Z][0-9]{2}")


@dataclass(frozen=True, slots=True)
class Hit:
    """``text`` is what it was called or coded in ``period``.

    ``shared`` where others had the same code, or the same name before or after it.
    """

    agency: UUID
    text: str
    what: str
    period: Period
    shared: bool = False
    # As it is called today or was last, whether it stands today, and who took over from it.
    called: str = ""
    stands: bool = True
    heir: UUID | None = None
    heir_called: str = ""
    # What it stood under at the end of ``period``, as that is called today or was last.
    above: str = ""

    @property
    def last_day(self) -> dt.date | None:
        return self.period.end - dt.timedelta(days=1) if self.period.end else None


def search(text: str, today: dt.date, history: History) -> tuple[list[Hit], bool]:
    """Hits, codes first, and whether there are more than are told: four queries at most."""
    found = [*_by_code(text), *_by_name(text)]
    more, found = len(found) > MOST, found[:MOST]
    heirs = {hit.agency: standing(hit.agency, today, history) for hit in found}
    above = [history.parent(hit.agency, hit.last_day or today) for hit in found]
    named = {*heirs, *(other for other in [*heirs.values(), *above] if other)}
    called = {agency: name.name for agency, name in name_on(named, today).items()}
    return [_told(hit, heirs[hit.agency], up, called) for hit, up in zip(found, above, strict=True)], more


def _told(hit: Hit, heir: UUID | None, above: UUID | None, called: dict[UUID, str]) -> Hit:
    other = heir if heir != hit.agency else None
    return replace(
        hit,
        called=called.get(hit.agency, ""),
        stands=heir == hit.agency,
        heir=other,
        heir_called=called.get(other, "") if other else "",
        above=called.get(above, "") if above else "",
    )


def code_forms(text: str) -> set[str]:
    """What a typed code may be kept as: as it is, in today's order, and in that of QCVN 102:2016 (right to left).

    ``000.00.05.H30`` and ``H30.05`` are one code; a number that lost its leading zeros in a table has five digits.
    """
    typed = re.sub(r"\s+", "", text).upper()
    forms = {typed}
    parts = typed.split(".")
    if LEGACY.fullmatch(typed):
        kept = list(reversed(parts))
        while kept and not kept[-1].strip("0"):
            kept.pop()
        forms.add(".".join(kept))
    elif re.fullmatch(r"[A-Z][0-9]{2}(\.[0-9]{2}){0,3}", typed) and len(parts) <= 4:
        filled = [*parts, "00", "00", "00"][:3]
        forms.add(".".join(["000" if len(parts) < 4 else parts[3].zfill(3), *reversed(filled)]))
    elif re.fullmatch(r"[0-9]{3,4}", typed):
        forms.add(typed.zfill(5))
    return forms


def _by_code(text: str) -> list[Hit]:
    typed = re.sub(r"\s+", "", text)
    if not LOOKS_LIKE_A_CODE.fullmatch(typed):
        return []
    rows = AgencyCode.objects.filter(Q(code__in=code_forms(text)) | Q(code__istartswith=typed))
    hits = [
        Hit(row.agency_id, row.code, row.get_scheme_display(), Period(row.valid_from, row.valid_to))
        for row in rows.order_by("code", "scheme", "valid_from")[: MOST + 1]
    ]
    holders: dict[tuple[str, str], set[UUID]] = {}
    for hit in hits:
        holders.setdefault((hit.what, hit.text), set()).add(hit.agency)
    return [replace(hit, shared=len(holders[hit.what, hit.text]) > 1) for hit in hits]


def _by_name(text: str) -> list[Hit]:
    words = fold(text)
    if len(words) < 2:
        return []
    rows = AgencyName.objects.filter(folded__contains=words).order_by("folded", "valid_from")[: MOST + 1]
    hits = [Hit(row.agency_id, row.name, _("Tên"), Period(row.valid_from, row.valid_to)) for row in rows]
    return [replace(hit, shared=any(_succeeds(hit, other) for other in hits)) for hit in hits]


def _succeeds(one: Hit, other: Hit) -> bool:
    """Whether a name was one agency's and became another's. Many have a "Văn phòng" at once: that confuses nobody."""
    first, second = sorted((one, other), key=lambda hit: hit.period.start)
    ended = first.period.end is not None and first.period.end <= second.period.start
    return ended and one.agency != other.agency and one.text == other.text

"""What the log says of a course that is not finished, and the outline does not show.

Proof that was **taken back** (its statement is voided), a result from elsewhere that proves nothing (**claimed**),
units that are **new** to somebody whom a release moved to another edition, and what she had done that it has no more
(**gone**). It is what ``learners.progress.explaining`` tells an operator, for the officer who is asked.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from courses.editions.models import EditionUnit
from courses.editions.queries import units_of
from learners.enrolment.models import EditionPin
from learners.progress.evidence import evidence_of
from learners.progress.folding import Evidence
from learners.progress.proof import proves, shows_activity
from learners.progress.queries import Outline
from xapi.models import Trust
from xapi.vocabulary import Verb

DONE = (Verb.COMPLETED, Verb.PASSED)
FROM_ELSEWHERE = (Trust.TRUSTED_EXTERNAL, Trust.EXTERNAL)


@dataclass(slots=True)
class UnitLog:
    """The newest of each; ``is_new``: not in the editions she studied before."""

    taken_back: Evidence | None = None
    claimed: Evidence | None = None
    is_new: bool = False


@dataclass(slots=True)
class CourseLog:
    """``moved_on``: the day she came to the edition she studies now, None while it is her first."""

    units: dict[UUID, UnitLog] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    moved_on: dt.datetime | None = None

    def of(self, unit_key: UUID) -> UnitLog:
        return self.units.get(unit_key) or UnitLog()


def logs_of(outlines: Sequence[Outline]) -> dict[UUID, CourseLog]:
    """By enrolment: two queries, two more where somebody studies a later edition than the first; none for none."""
    if not outlines:
        return {}
    # An interactive part says nothing of its unit.
    found_pieces = evidence_of([found.enrolment.pk for found in outlines]).items()
    pieces = {key: [piece for piece in listed if piece.part is None] for key, listed in found_pieces}
    logs = {found.enrolment.pk: _log(found, pieces.get(found.enrolment.pk, [])) for found in outlines}
    later = [found for found in outlines if found.edition.number > 1]
    if later:
        _compare_editions(later, logs, pieces)
    return logs


def _log(found: Outline, pieces: Iterable[Evidence]) -> CourseLog:
    kinds = {unit.unit.unit_key: unit.unit.kind for unit in found.units}
    log = CourseLog()
    for piece in sorted(pieces, key=lambda piece: piece.timestamp):
        if piece.unit_key is None or piece.unit_key not in kinds:
            continue
        kind = kinds[piece.unit_key]
        if piece.voided_at and proves(piece.trust, piece.verb, kind):
            log.units.setdefault(piece.unit_key, UnitLog()).taken_back = piece
        elif _is_claim(piece) and not shows_activity(piece.trust, piece.verb, kind):
            log.units.setdefault(piece.unit_key, UnitLog()).claimed = piece
    return log


def _is_claim(piece: Evidence) -> bool:
    return piece.voided_at is None and piece.verb in DONE and piece.trust in FROM_ELSEWHERE


def _compare_editions(
    outlines: Sequence[Outline], logs: dict[UUID, CourseLog], pieces: dict[UUID, list[Evidence]]
) -> None:
    pins: dict[UUID, list[EditionPin]] = {}
    rows = EditionPin.objects.filter(enrolment__in=[found.enrolment.pk for found in outlines])
    for pin in rows.select_related("edition").order_by("since", "id"):
        pins.setdefault(pin.enrolment_id, []).append(pin)
    moved = [found for found in outlines if len(pins.get(found.enrolment.pk, [])) > 1]
    done = {found.enrolment.pk: _done(pieces.get(found.enrolment.pk, [])) for found in moved}
    titles = _titles({key for keys in done.values() for key in keys}) if moved else {}
    for found in moved:
        log, (*before, now) = logs[found.enrolment.pk], pins[found.enrolment.pk]
        known = {unit.unit_key for pin in before for unit in units_of(pin.edition)}
        here = {unit.unit.unit_key for unit in found.units}
        log.moved_on = now.since
        log.gone = [titles[key] for key in done[found.enrolment.pk] if key not in here and key in titles]
        for key in here - known:
            log.units.setdefault(key, UnitLog()).is_new = True


def _done(pieces: Iterable[Evidence]) -> list[UUID]:
    """The units some proof names, in the order in which she did them. That an attempt ended is none."""
    named = [
        piece
        for piece in pieces
        if piece.unit_key
        and piece.verb in DONE
        and piece.voided_at is None
        and (piece.trust, piece.verb) != (Trust.SERVER_GRADED, Verb.COMPLETED)
    ]
    keys = [piece.unit_key for piece in sorted(named, key=lambda one: one.timestamp)]
    return list(dict.fromkeys(key for key in keys if key))


def _titles(unit_keys: set[UUID]) -> dict[UUID, str]:
    """As the last edition that had it called each unit."""
    rows = EditionUnit.objects.filter(unit_key__in=unit_keys).order_by("edition__number")
    return dict(rows.values_list("unit_key", "title"))

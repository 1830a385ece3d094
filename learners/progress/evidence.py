"""From the log and the dated facts to the fold's plain data, set-wise."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from courses.editions.models import EditionUnit
from learners.enrolment.models import EditionPin, Enrolment
from learners.enrolment.statements import course_iri, unit_key_of
from learners.progress.folding import Evidence, Facts, Pinned
from xapi.models import Kind, Statement

COLUMNS = (
    "registration",
    "statement_id",
    "verb",
    "object_key",
    "authority__trust",
    "timestamp",
    "stored",
    "voided_at",
    "score_scaled",
    "actor__key",
)


def evidence_of(registrations: Sequence[UUID]) -> dict[UUID, list[Evidence]]:
    """The records of each registration (``voided_at`` set where voided), from result columns alone."""
    rows = Statement.objects.filter(registration__in=registrations, kind=Kind.RECORD, object_type="Activity")
    found: dict[UUID, list[Evidence]] = defaultdict(list)
    courses = dict(Enrolment.objects.filter(pk__in=registrations).values_list("pk", "course_key"))
    for registration, statement_id, verb, iri, trust, timestamp, stored, voided, score, _ in rows.values_list(*COLUMNS):
        unit_key = unit_key_of(iri)
        if unit_key is None and iri != course_iri(courses[registration]):
            continue
        found[registration].append(Evidence(statement_id, verb, unit_key, trust, timestamp, stored, voided, score))
    return found


def piece_of(row: Statement, course_key: UUID) -> Evidence | None:
    """One stored statement as evidence; None when it is about nothing of ours."""
    if row.kind != Kind.RECORD or row.object_type != "Activity":
        return None
    unit_key = unit_key_of(row.object_key)
    if unit_key is None and row.object_key != course_iri(course_key):
        return None
    return Evidence(
        row.statement_id,
        row.verb,
        unit_key,
        row.authority.trust,
        row.timestamp,
        row.stored,
        row.voided_at,
        row.score_scaled,
    )


def facts_of(enrolments: Iterable[UUID]) -> dict[UUID, Facts]:
    """The dated facts of each enrolment: two queries for any number of them."""
    pins: dict[UUID, tuple[int, UUID, Pinned]] = {}
    rows = EditionPin.objects.filter(enrolment__in=list(enrolments)).order_by("since", "id")
    for enrolment, edition, course_key, number, title, hours in rows.values_list(
        "enrolment_id", "edition_id", "edition__course_key", "edition__number", "edition__title", "edition__hours"
    ):
        pins[enrolment] = (edition, course_key, Pinned(number, title, hours))
    kinds: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    required: dict[int, set[UUID]] = defaultdict(set)
    for edition, course_key, unit_key, kind, must in _units({course_key for _, course_key, _ in pins.values()}):
        kinds[course_key][unit_key] = kind
        if must:
            required[edition].add(unit_key)
    return {
        enrolment: Facts(kinds[course_key], frozenset(required[edition]), pinned)
        for enrolment, (edition, course_key, pinned) in pins.items()
    }


def _units(course_keys: set[UUID]) -> Iterator[tuple[int, UUID, UUID, str, bool]]:
    units = EditionUnit.objects.filter(edition__course_key__in=course_keys).order_by("edition__number")
    yield from units.values_list("edition_id", "edition__course_key", "unit_key", "kind", "required")

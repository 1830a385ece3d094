"""From the log and the dated facts to the fold's plain data, set-wise."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from uuid import UUID

from django.db.models import Case, F, TextField, Value, When

from courses.editions.models import EditionUnit
from learners.enrolment.models import EditionPin, Enrolment
from learners.enrolment.statements import PART, course_iri, part_of, unit_key_of
from learners.progress.claims import agrees
from learners.progress.folding import Evidence, Facts, Pinned
from mooc.foundation.remembered import Remembered
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
    "text",
)
# Of a part the verdict is read, which stands in the text; of nothing else is the text needed.
TEXT = Case(When(object_key__contains=f"/{PART}/", then=F("raw")), default=Value(""), output_field=TextField())


def evidence_of(registrations: Sequence[UUID]) -> dict[UUID, list[Evidence]]:
    """The records of each registration (``voided_at`` set where voided), from result columns and a part's verdict."""
    rows = Statement.objects.filter(registration__in=registrations, kind=Kind.RECORD, object_type="Activity")
    found: dict[UUID, list[Evidence]] = defaultdict(list)
    courses = dict(Enrolment.objects.filter(pk__in=registrations).values_list("pk", "course_key"))
    for row in rows.annotate(text=TEXT).values_list(*COLUMNS):
        registration, statement_id, verb, iri, trust, timestamp, stored, voided, score, text = row
        about = _about(iri, courses[registration])
        if about is not None:
            unit_key, part = about
            told = (trust, timestamp, stored, voided, score, part, part is not None and agrees(text))
            found[registration].append(Evidence(statement_id, verb, unit_key, *told))
    return found


def _about(iri: str, course_key: UUID) -> tuple[UUID | None, UUID | None] | None:
    """Unit and part that are spoken of, neither for the course itself; None for what is nothing of ours."""
    unit_key = unit_key_of(iri)
    if unit_key is not None:
        return unit_key, None
    return part_of(iri) or ((None, None) if iri == course_iri(course_key) else None)


def piece_of(row: Statement, course_key: UUID) -> Evidence | None:
    """One stored statement as evidence; None when it is about nothing of ours."""
    if row.kind != Kind.RECORD or row.object_type != "Activity":
        return None
    about = _about(row.object_key, course_key)
    if about is None:
        return None
    unit_key, part = about
    return Evidence(
        row.statement_id,
        row.verb,
        unit_key,
        row.authority.trust,
        row.timestamp,
        row.stored,
        row.voided_at,
        row.score_scaled,
        part,
        part is not None and agrees(row.raw),
    )


EDITION = ("edition__course_key", "edition_id", "edition__number", "edition__title", "edition__hours")
UNIT = ("unit_key", "kind", "required")
# An edition's units and requirements never change, so a process asks for them once.
_facts: Remembered[tuple[UUID, int], Facts] = Remembered()


def facts_of(enrolments: Iterable[UUID]) -> dict[UUID, Facts]:
    """The dated facts of each enrolment as its latest pin says: two queries for any number of them."""
    rows = EditionPin.objects.filter(enrolment__in=list(enrolments)).order_by("since", "id")
    pins = {
        enrolment: (course_key, edition)
        for enrolment, edition, course_key in rows.values_list("enrolment_id", "edition_id", "edition__course_key")
    }
    found = facts_of_editions(pins.values())
    return {enrolment: found[pin] for enrolment, pin in pins.items()}


def facts_of_editions(editions: Iterable[tuple[UUID, int]]) -> dict[tuple[UUID, int], Facts]:
    """The facts of each (course key, edition id): one query for those this process has not met."""
    found = {pair: _facts.get(pair) for pair in set(editions)}
    unknown = {course_key for (course_key, _), facts in found.items() if facts is None}
    if unknown:
        for pair, facts in _read_facts(unknown).items():
            _facts.remember(pair, facts)
            found[pair] = facts
    return {pair: facts for pair, facts in found.items() if facts is not None}


def _read_facts(course_keys: set[UUID]) -> dict[tuple[UUID, int], Facts]:
    """Every edition of the courses; the kinds of an edition are its own and those of the editions before it."""
    units = EditionUnit.objects.filter(edition__course_key__in=course_keys).order_by("edition__number", "edition_id")
    kinds: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    found: dict[tuple[UUID, int], Facts] = {}
    edition_of = itemgetter(slice(len(EDITION)))
    for (course_key, edition, *pinned), rows in groupby(units.values_list(*EDITION, *UNIT), key=edition_of):
        listed = [row[len(EDITION) :] for row in rows]
        kinds[course_key].update({unit_key: kind for unit_key, kind, _ in listed})
        required = frozenset(unit_key for unit_key, _, must in listed if must)
        found[course_key, edition] = Facts(edition, dict(kinds[course_key]), required, Pinned(*pinned))
    return found

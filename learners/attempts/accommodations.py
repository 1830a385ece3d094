"""Granting more time, more attempts or other dates for an assessment, with a reason; taking it back.

To one learner, or to the people of an agency. It holds for attempts opened from then on. Several add up, whoever they
were granted to: minutes, percent and attempts are summed, the earliest opening and the latest closing hour count.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from courses.editions.asking import AssessmentRules
from learners.agencies.models import Agency, AgencyClosure
from learners.attempts.models import Accommodation, AgencyAccommodation, Attempt
from learners.attempts.opening import GRANTS, NOTHING, Allowance
from learners.enrolment.models import Enrolment
from mooc.foundation.models import audit
from mooc.foundation.periods import on


class NothingGranted(Exception):
    """An accommodation that changes nothing is none."""


@transaction.atomic
def accommodate(
    *, enrolment: Enrolment, unit_key: UUID, allowance: Allowance, reason: str, acting_user: Any
) -> Accommodation:
    """Raises ``NothingGranted``."""
    if allowance == NOTHING:
        raise NothingGranted
    made = Accommodation.objects.create(
        enrolment=enrolment,
        unit_key=unit_key,
        reason=reason,
        granted_by=acting_user,
        granted_at=timezone.now(),
        **asdict(allowance),
    )
    audit(acting_user=acting_user, verb="accommodate", subject=made, new=_told(made), reason=reason)
    return made


@transaction.atomic
def accommodate_agency(
    *,
    agency: Agency,
    with_descendants: bool,
    course_key: UUID,
    unit_key: UUID,
    allowance: Allowance,
    reason: str,
    acting_user: Any,
) -> AgencyAccommodation:
    """Raises ``NothingGranted``."""
    if allowance == NOTHING:
        raise NothingGranted
    made = AgencyAccommodation.objects.create(
        agency=agency,
        with_descendants=with_descendants,
        course_key=course_key,
        unit_key=unit_key,
        reason=reason,
        granted_by=acting_user,
        granted_at=timezone.now(),
        **asdict(allowance),
    )
    audit(acting_user=acting_user, verb="accommodate_agency", subject=made, new=_told(made), reason=reason)
    return made


@transaction.atomic
def take_back(*, accommodation: Accommodation | AgencyAccommodation, acting_user: Any) -> None:
    """Attempts already opened keep what they were given; again is harmless."""
    rows: Any = type(accommodation)._default_manager
    found = rows.select_for_update().get(pk=accommodation.pk)
    if found.withdrawn_at is None:
        found.withdrawn_at = timezone.now()
        found.save(update_fields=["withdrawn_at"])
        audit(acting_user=acting_user, verb="take_back_accommodation", subject=found, old=_told(found))


# What is hers, and what is granted to the agency that counts for her on the day: the primary membership, of the kept
# record first. One statement, for it is asked at every door that has a limit.
COLUMNS = ", ".join(f"granted.{name}" for name in ("unit_key", *GRANTS))
ALLOWED = """
    WITH records AS (
        SELECT enrolled.id AS enrolment_id, enrolled.course_key, kept.id AS person_id, 0 AS place
        FROM enrolment_enrolment AS enrolled
        JOIN people_person AS person ON person.id = enrolled.person_id
        JOIN people_person AS kept ON kept.id = COALESCE(person.merged_into_id, person.id)
        WHERE enrolled.id IN ({places})
        UNION ALL
        SELECT enrolled.id, enrolled.course_key, absorbed.id, 1
        FROM enrolment_enrolment AS enrolled
        JOIN people_person AS person ON person.id = enrolled.person_id
        JOIN people_person AS absorbed ON absorbed.merged_into_id = COALESCE(person.merged_into_id, person.id)
        WHERE enrolled.id IN ({places})
    )
    SELECT granted.id, granted.enrolment_id, {columns} FROM attempts_accommodation AS granted
    WHERE granted.withdrawn_at IS NULL AND granted.enrolment_id IN ({places})
    UNION ALL
    SELECT granted.id, enrolled.enrolment_id, {columns} FROM records AS enrolled
    JOIN attempts_agencyaccommodation AS granted
        ON granted.course_key = enrolled.course_key AND granted.withdrawn_at IS NULL
    JOIN agencies_agencyclosure AS above ON above.ancestor_id = granted.agency_id
        AND above.valid_from <= %s AND (above.valid_to IS NULL OR above.valid_to > %s)
        AND (above.depth = 0 OR granted.with_descendants)
    WHERE enrolled.place = 0 AND above.descendant_id = (
        SELECT held.agency_id FROM records AS record
        JOIN agencies_membership AS held ON held.person_id = record.person_id
        WHERE record.enrolment_id = enrolled.enrolment_id
            AND held.is_primary AND held.valid_from <= %s AND (held.valid_to IS NULL OR held.valid_to > %s)
        ORDER BY record.place, held.id LIMIT 1
    )
"""


def allowances(enrolments: Iterable[UUID], day: dt.date | None = None) -> dict[tuple[UUID, UUID], Allowance]:
    """By enrolment and unit key, those that have one on ``day``, today unless told: one query."""
    wanted = [Enrolment._meta.pk.get_db_prep_value(key, connection) for key in enrolments]
    if not wanted:
        return {}
    on_day = [connection.ops.adapt_datefield_value(day or timezone.localdate())] * 2
    sql = ALLOWED.format(columns=COLUMNS, places=", ".join(["%s"] * len(wanted)))
    found: dict[tuple[UUID, UUID], list[Accommodation]] = defaultdict(list)
    for row in Accommodation.objects.raw(sql, [*wanted, *wanted, *wanted, *on_day, *on_day]):
        found[row.enrolment_id, row.unit_key].append(row)
    return {key: _sum(several) for key, several in found.items()}


def granted_to(attempts: Iterable[Attempt]) -> dict[UUID, Allowance]:
    """By attempt, what its learner is granted beyond its rules: one query, none where none has a limit."""
    several = list(attempts)
    limited = {one.enrolment_id for one in several if may_matter(AssessmentRules.of(one.rules))}
    found = allowances(limited) if limited else {}
    return {one.pk: found.get((one.enrolment_id, one.unit_key), NOTHING) for one in several}


def granted_in(agency: UUID, day: dt.date) -> QuerySet[AgencyAccommodation]:
    """What those have who count in ``agency`` on ``day``, the newest first; with the agency it was granted to."""
    above = AgencyClosure.objects.filter(on(day), ancestor=OuterRef("agency"), descendant=agency)
    rows = AgencyAccommodation.objects.filter(
        Exists(above), Q(with_descendants=True) | Q(agency=agency), withdrawn_at=None
    )
    return rows.select_related("agency").order_by("-granted_at", "-pk")


def may_matter(rules: AssessmentRules) -> bool:
    """Whether the rules have a limit that an accommodation could widen."""
    return bool(rules.max_attempts or rules.time_limit or rules.opens_at or rules.closes_at)


def _sum(rows: list[Accommodation]) -> Allowance:
    return Allowance(
        extra_percent=sum(row.extra_percent for row in rows),
        extra_minutes=sum(row.extra_minutes for row in rows),
        extra_attempts=sum(row.extra_attempts for row in rows),
        opens_at=min((row.opens_at for row in rows if row.opens_at), default=None),
        closes_at=max((row.closes_at for row in rows if row.closes_at), default=None),
    )


def _told(made: Accommodation | AgencyAccommodation) -> dict[str, Any]:
    if isinstance(made, Accommodation):
        whose = {"enrolment": str(made.enrolment_id)}
    else:
        whose = {"agency": str(made.agency_id), "course": str(made.course_key)}
    given = {name: getattr(made, name) for name in GRANTS if getattr(made, name)}
    plain = {name: value.isoformat() if isinstance(value, dt.datetime) else value for name, value in given.items()}
    return {**whose, "unit": str(made.unit_key), **plain}

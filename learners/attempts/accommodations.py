"""Granting one learner more time, more attempts or other dates for an assessment, with a reason; taking it back.

It holds for attempts opened from then on, and for what is shown of any (``showing``). Several add up: minutes, percent
and attempts are summed, the earliest opening and the latest closing hour count.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from courses.editions.asking import AssessmentRules
from learners.attempts.models import Accommodation, Attempt
from learners.attempts.opening import GRANTS, NOTHING, Allowance
from learners.enrolment.models import Enrolment
from mooc.foundation.models import audit


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
def take_back(*, accommodation: Accommodation, acting_user: Any) -> None:
    """Attempts already opened keep what they were given; again is harmless."""
    found = Accommodation.objects.select_for_update().get(pk=accommodation.pk)
    if found.withdrawn_at is None:
        found.withdrawn_at = timezone.now()
        found.save(update_fields=["withdrawn_at"])
        audit(acting_user=acting_user, verb="take_back_accommodation", subject=found, old=_told(found))


def allowances(enrolments: Iterable[UUID]) -> dict[tuple[UUID, UUID], Allowance]:
    """By enrolment and unit key, those that have one: one query."""
    rows = Accommodation.objects.filter(enrolment__in=list(enrolments), withdrawn_at=None)
    found: dict[tuple[UUID, UUID], list[Accommodation]] = defaultdict(list)
    for row in rows:
        found[row.enrolment_id, row.unit_key].append(row)
    return {key: _sum(several) for key, several in found.items()}


def granted_to(attempts: Iterable[Attempt]) -> dict[UUID, Allowance]:
    """By attempt, what its learner is granted beyond its rules: one query, none where none has a limit."""
    several = list(attempts)
    limited = {one.enrolment_id for one in several if may_matter(AssessmentRules.of(one.rules))}
    found = allowances(limited) if limited else {}
    return {one.pk: found.get((one.enrolment_id, one.unit_key), NOTHING) for one in several}


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


def _told(made: Accommodation) -> dict[str, Any]:
    given = {name: getattr(made, name) for name in GRANTS if getattr(made, name)}
    plain = {name: value.isoformat() if isinstance(value, dt.datetime) else value for name, value in given.items()}
    return {"enrolment": str(made.enrolment_id), "unit": str(made.unit_key), **plain}

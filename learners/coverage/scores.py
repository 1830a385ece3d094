"""Điểm TB: of those who completed, the mean of each one's best assessment scores, where there are any.

The best score of every assessment is folded into ``Progress.units`` from what the server graded; a voided grade is
gone from it. It is the best known now: a later, better attempt raises the column of an earlier date too. Rates and
counts never depend on it.
"""

from functools import reduce
from operator import add
from typing import Any
from uuid import UUID

from django.db.models import Avg, Case, FloatField, OuterRef, Subquery, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, NullIf
from django.db.models.lookups import IsNull

from courses.editions.models import EditionUnit, UnitKind
from learners.progress.models import Progress

NOTHING = Value(0.0, output_field=FloatField())
# PostgreSQL adds up no nulls of an unknown type.
NO_SCORE = Cast(Value(None), FloatField())


def assessments(course_keys: list[UUID]) -> list[UUID]:
    """The assessments these courses have, or had in an earlier edition."""
    units = EditionUnit.objects.filter(edition__course_key__in=course_keys, kind=UnitKind.ASSESSMENT)
    return sorted(set(units.values_list("unit_key", flat=True)))


def best_score(course_keys: list[UUID]) -> Any:
    """The score, 0 to 1, of the person whose id the outer query calls ``canonical``; null where there is none.

    Per enrolment the mean of its assessments' best scores, then the mean over the enrolments.
    """
    scores = [Cast(KT(f"units__{key}__score"), FloatField()) for key in assessments(course_keys)]
    if not scores:
        return NO_SCORE
    total = reduce(add, [Coalesce(score, NOTHING) for score in scores])
    known = reduce(add, [_is_known(score) for score in scores])
    enrolled = Progress.objects.filter(person_id=OuterRef("canonical"), course_key__in=course_keys)
    means = enrolled.order_by().values("person_id").annotate(mean=Avg(total / NullIf(known, NOTHING)))
    return Subquery(means.values("mean"), output_field=FloatField())


def _is_known(score: Any) -> Any:
    return Case(When(IsNull(score, False), then=Value(1.0)), default=NOTHING, output_field=FloatField())

"""By when a person has to complete which course: what her assignments ask of her, and what she is late with.

Every one has her own last day: that of an extension, of the campaign, or a later one for who came later. Who is
exempted is asked nothing.

A mandatory course of an assignment whose last day is gone is **overdue**, unless she was exempted then. After ``LATE``
days it is history, and told by the officer's report alone.
"""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learners.agencies.models import Membership
from learners.campaigns.models import Assignment
from mooc.foundation.periods import on

# Days.
SOON = 7
LATE = 90


@dataclass(frozen=True, slots=True)
class Due:
    campaign: str
    due_on: dt.date
    mandatory: bool
    # Until the last day that counts; negative after it.
    days: int

    @property
    def is_soon(self) -> bool:
        return 0 <= self.days <= SOON

    @property
    def is_overdue(self) -> bool:
        return self.days < 0

    @property
    def words(self) -> str:
        if self.is_overdue:
            return ngettext("quá hạn %(days)d ngày", "quá hạn %(days)d ngày", -self.days) % {"days": -self.days}
        if self.days == 0:
            return _("hạn hôm nay")
        return ngettext("còn %(days)d ngày", "còn %(days)d ngày", self.days) % {"days": self.days}


def due_courses(person: UUID | None, today: dt.date) -> dict[UUID, Due]:
    """The nearest date by course key, one to come before one gone by: one query. ``person``: the kept record."""
    if person is None:
        return {}
    exempted_then = Assignment.objects.filter(
        on(OuterRef("due_on")), campaign=OuterRef("campaign"), person=person, exempt=True
    )
    hers = Assignment.objects.filter(
        on(today), person=person, exempt=False, due_on__gte=today - dt.timedelta(days=LATE)
    ).exclude(Exists(exempted_then.filter(valid_from__lte=today)))
    wanted = Q(campaign__courses__mandatory=True) | Q(campaign__electives_needed__gt=0, due_on__gte=today)
    rows = hers.filter(wanted).order_by("campaign__courses__pk")
    found: dict[UUID, list[Due]] = {}
    for key, mandatory, campaign, due_on in rows.values_list(
        "campaign__courses__course_key", "campaign__courses__mandatory", "campaign__name", "due_on"
    ):
        found.setdefault(key, []).append(Due(campaign, due_on, mandatory, (due_on - today).days))
    return {key: min(ones, key=_urgency) for key, ones in found.items()}


def _urgency(due: Due) -> tuple[bool, bool, int]:
    return (not due.mandatory, due.is_overdue, abs(due.days))


def counting_membership(person: UUID, today: dt.date) -> Membership | None:
    mine = Membership.objects.annotate(canonical=Coalesce("person__merged_into", "person")).filter(canonical=person)
    own_first = Case(When(person=person, then=Value(0)), default=Value(1))
    return mine.filter(on(today), is_primary=True).order_by(own_first, "pk").first()

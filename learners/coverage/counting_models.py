"""How many of each kind, per agency: kept sums, and the dated moves they are sums of.

A **delta** says by how much the numbers of one agency differ from a day on (``effective_on``), and since when that is
known (``recorded_at``). It is written in the transaction of what moved it and never changed: a past day is the sum of
the deltas up to it, what was known at a moment the sum of those recorded by then. Of a **counter** nobody but the
worker writes: now and then it takes in the deltas whose day has come (``counted``), so that a page adds up a row for
each agency and the few deltas since. No row is locked by two people who learn at once.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from learners.agencies.models import Agency
from learners.campaigns.models import Campaign
from learners.people.models import Person
from mooc.foundation.periods import Dated


class Tally(models.Model):
    """Numbers of people a campaign asks, as in ``numbers.Numbers``; negative in deltas that take away.

    ``score_sum`` is in ten-thousandths.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    required = models.IntegerField(default=0)
    registered = models.IntegerField(default=0)
    in_progress = models.IntegerField(default=0)
    completed = models.IntegerField(default=0)
    late = models.IntegerField(default=0)
    no_account = models.IntegerField(default=0)
    heads = models.IntegerField(default=0)
    heads_completed = models.IntegerField(default=0)
    exempted = models.IntegerField(default=0)
    external = models.IntegerField(default=0)
    scored = models.IntegerField(default=0)
    score_sum = models.BigIntegerField(default=0)

    class Meta:
        abstract = True


class RosterTally(models.Model):
    """Everybody on the rosters, whoever is asked: who counts there, and who is "kiêm nhiệm"."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    staff = models.IntegerField(default=0)
    concurrent = models.IntegerField(default=0)

    class Meta:
        abstract = True


class Moved(models.Model):
    """``counted``: the counters have taken it in."""

    effective_on = models.DateField()
    recorded_at = models.DateTimeField()
    counted = models.BooleanField(default=False)

    class Meta:
        abstract = True


class CoverageCounter(Tally):
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "agency"], name="coverage_counter_once"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.agency_id}"


class CoverageDelta(Tally, Moved):
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta:
        indexes: ClassVar = [
            # A past day of some agencies.
            models.Index(fields=["campaign", "agency", "effective_on"], name="coverage_delta_at"),
            # A past day of all, and what came after it.
            models.Index(fields=["campaign", "effective_on"], name="coverage_delta_on"),
            # What the counters lack.
            models.Index(fields=["campaign", "agency"], condition=Q(counted=False), name="coverage_delta_open"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.agency_id} {self.effective_on}"


class RosterCounter(RosterTally):
    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency"], name="coverage_roster_counter_once"),
        ]

    def __str__(self) -> str:
        return str(self.agency_id)


class RosterDelta(RosterTally, Moved):
    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["agency", "effective_on"], name="coverage_roster_delta_at"),
            models.Index(fields=["effective_on"], name="coverage_roster_delta_on"),
            models.Index(fields=["agency"], condition=Q(counted=False), name="coverage_roster_delta_open"),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.effective_on}"


class RosterPlace(Dated):
    """Derived from memberships: days on which somebody counts at an agency, or is there besides (``counts`` false)."""

    # The kept record of a human being.
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    counts = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.person_id} @ {self.agency_id}"

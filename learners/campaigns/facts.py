"""The facts behind assignments, read set-wise: a bounded number of queries for any number of people.

Rows that live traffic changes are locked in its order: people, their registrations, their assignments.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from courses.editions.models import UnitKind
from learners.agencies.history import History
from learners.agencies.models import Membership
from learners.campaigns.audience import Audience, Structures
from learners.campaigns.deeds import Deeds, Done, mark_of
from learners.campaigns.models import Campaign, CampaignException, Exemption, Extension
from learners.campaigns.stints import Post, Stint, counting
from learners.campaigns.timeline import Terms, Waivers
from learners.people.models import Account, Person
from learners.progress.evidence import facts_of_editions
from learners.progress.models import Completion, Progress
from mooc.foundation.vietnamese import fold

POST = ("person_id", "pk", "agency_id", "category", "is_head", "position", "valid_from", "valid_to")


@dataclass(frozen=True)
class Asking:
    """A campaign that asks: its terms, and where its audience is."""

    terms: Terms
    audience: Audience


def askings(campaign_ids: Collection[int] | None = None, history: History | None = None) -> dict[int, Asking]:
    """Of the campaigns that were announced: three queries, and those of the history."""
    announced = Campaign.objects.filter(announced_at__isnull=False)
    if campaign_ids is not None:
        announced = announced.filter(pk__in=campaign_ids)
    found = list(announced.prefetch_related("courses", "agencies").order_by("pk"))
    structures = Structures(history or History.read()) if found else None
    return {campaign.pk: _asking(campaign, structures) for campaign in found if structures}


def _asking(campaign: Any, structures: Structures) -> Asking:
    places = [(row.agency_id, row.excluded) for row in campaign.agencies.all()]
    named = [agency for agency, excluded in places if not excluded]
    excluded = [agency for agency, excluded in places if excluded]
    return Asking(terms_of(campaign), Audience(structures, campaign.opens_on, named, excluded))


def terms_of(campaign: Any) -> Terms:
    """``campaign`` with its courses at hand."""
    courses = [(row.course_key, row.mandatory) for row in campaign.courses.all()]
    return Terms(
        campaign=campaign.pk,
        opens_on=campaign.opens_on,
        closes_on=campaign.closes_on,
        joiner_days=campaign.joiner_days,
        categories=frozenset(campaign.categories),
        heads=campaign.heads,
        positions=tuple(fold(word) for word in campaign.positions),
        mandatory=frozenset(key for key, mandatory in courses if mandatory),
        electives=frozenset(key for key, mandatory in courses if not mandatory),
        needed=campaign.electives_needed,
    )


@dataclass
class People:
    """``kept``: every record by the one kept for her; an absorbed record that rows may still name is among them."""

    kept: dict[UUID, UUID]

    @property
    def humans(self) -> set[UUID]:
        return set(self.kept.values())

    @classmethod
    def lock(cls, person_ids: Iterable[UUID]) -> "People":
        """Whole human beings, of whichever of their records: two queries."""
        ids = set(person_ids)
        pairs = Person.objects.filter(pk__in=ids).values_list("pk", "merged_into_id")
        humans = {into or pk for pk, into in pairs}
        records = Person.objects.filter(Q(pk__in=humans) | Q(merged_into__in=humans)).order_by("pk")
        locked = records.select_for_update(no_key=True, of=("self",)).values_list("pk", "merged_into_id")
        return cls({pk: into or pk for pk, into in locked})


@dataclass
class Facts:
    """By human being; waivers by (campaign, human being)."""

    stints: dict[UUID, list[Stint]] = field(default_factory=dict)
    waivers: dict[tuple[int, UUID], Waivers] = field(default_factory=dict)
    deeds: dict[UUID, Deeds] = field(default_factory=dict)


def read(people: People, campaign_ids: Collection[int]) -> Facts:
    """Seven queries, one more for editions this process has not met. Registrations are locked."""
    return Facts(
        stints=_stints(people),
        deeds=deeds_of(people, lock=True),
        waivers=_waivers(people, campaign_ids) if campaign_ids else {},
    )


def _stints(people: People) -> dict[UUID, list[Stint]]:
    posts: dict[UUID, list[Post]] = defaultdict(list)
    for person, *said in Membership.objects.filter(person__in=people.kept, is_primary=True).values_list(*POST):
        human = people.kept[person]
        posts[human].append(Post(person == human, *said))
    return {human: counting(held) for human, held in posts.items()}


def deeds_of(people: People, *, lock: bool = False) -> dict[UUID, Deeds]:
    """Three queries, one more for editions this process has not met."""
    found: dict[UUID, Deeds] = defaultdict(Deeds)
    studied: Any = Progress.objects.filter(person__in=people.kept).order_by("pk")
    if lock:
        studied = studied.select_for_update(of=("self",))
    _add_studies(found, [(people.kept[person], *row) for person, *row in studied.values_list("person_id", *STUDY)])
    standing = Completion.objects.filter(person__in=people.kept, withdrawn_at=None)
    for person, course, moment, external in standing.values_list("person_id", "course_key", "effective_at", "external"):
        found[people.kept[person]].done.append(Done(course, timezone.localdate(moment), external))
    accounts = Account.objects.filter(person__in=people.kept).values_list("person_id", "created_at")
    for person, moment in accounts:
        deeds, day = found[people.kept[person]], timezone.localdate(moment)
        deeds.registered_on = min(day, deeds.registered_on or day)
    return found


STUDY = ("course_key", "edition_id", "started_at", "completed_at", "units")
PROVEN = ("completions__effective_at", "completions__external", "completions__withdrawn_at")
Study = tuple[UUID, UUID, int, dt.datetime | None, dt.datetime | None, dict[str, dict[str, str]]]


def studies_of(person_ids: Collection[UUID], course_keys: Collection[UUID]) -> dict[UUID, Deeds]:
    """What these kept records studied and completed of some courses: one query, as a statement may cost no more."""
    rows = Progress.objects.filter(person__in=person_ids, course_key__in=course_keys).order_by("pk")
    proven = [f"enrolment__{name}" for name in PROVEN]
    found: dict[UUID, Deeds] = defaultdict(Deeds)
    studies: dict[UUID, Study] = {}
    for pk, person, *rest in rows.values_list("pk", "person_id", *STUDY, *proven):
        study, (effective, external, withdrawn) = rest[: len(STUDY)], rest[len(STUDY) :]
        studies[pk] = (person, *study)
        if effective and withdrawn is None:
            found[person].done.append(Done(study[0], timezone.localdate(effective), external))
    _add_studies(found, studies.values())
    return found


def _add_studies(found: dict[UUID, Deeds], studies: Iterable[Any]) -> None:
    """``found`` makes what it lacks."""
    listed = list(studies)
    pinned = facts_of_editions((course, edition) for _, course, edition, _, done, _ in listed if done)
    for human, course, edition, started, done, units in listed:
        if started:
            found[human].starts.append((course, timezone.localdate(started)))
        if done and (mark := _mark(units, pinned[course, edition].kinds)) is not None:
            found[human].marks.append((course, mark))


def _mark(units: dict[str, dict[str, str]], kinds: Any) -> Decimal | None:
    return mark_of(units, [key for key, kind in kinds.items() if kind == UnitKind.ASSESSMENT])


def _waivers(people: People, campaign_ids: Collection[int]) -> dict[tuple[int, UUID], Waivers]:
    """What holds for one of her records holds for her; of exceptions that of the kept record goes first, then a no."""
    theirs = {"person__in": people.kept, "campaign__in": campaign_ids}
    exempt: dict[tuple[int, UUID], list[tuple[dt.date, dt.date | None]]] = defaultdict(list)
    spans = Exemption.objects.filter(**theirs).values_list("campaign_id", "person_id", "valid_from", "valid_to")
    for campaign, person, start, end in spans:
        exempt[campaign, people.kept[person]].append((start, end))
    extended: dict[tuple[int, UUID], dt.date] = {}
    standing = Extension.objects.filter(**theirs, ended_at=None).values_list("campaign_id", "person_id", "due_on")
    for campaign, person, day in standing:
        key = (campaign, people.kept[person])
        extended[key] = max(day, extended.get(key, day))
    words: dict[tuple[int, UUID], dict[UUID, bool]] = defaultdict(dict)
    exceptions = CampaignException.objects.filter(**theirs).values_list("campaign_id", "person_id", "included")
    for campaign, person, says in exceptions:
        words[campaign, people.kept[person]][person] = says
    included = {key: said.get(key[1], all(said.values())) for key, said in words.items()}
    return {
        key: Waivers(tuple(exempt.get(key, ())), extended.get(key), included.get(key))
        for key in {*exempt, *extended, *included}
    }

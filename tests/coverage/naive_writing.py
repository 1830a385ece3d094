"""The drawn world of ``naive`` written to the database, at once or fact by fact, as the verbs of the rooms would."""

import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from django.utils import timezone

from courses.editions.models import Edition
from learners.agencies import closure
from learners.agencies.models import (
    Agency,
    AgencyName,
    AgencyPlacement,
    Membership,
    Reorganisation,
    ReorganisationLink,
)
from learners.agencies.signals import memberships_changed, structure_changed
from learners.campaigns.assigning import refresh
from learners.campaigns.models import (
    Campaign,
    CampaignAgency,
    CampaignCourse,
    CampaignException,
    Exemption,
    Extension,
)
from learners.campaigns.signals import waivers_changed
from learners.coverage.places import refresh_places
from learners.coverage.rebuilding import rebuild
from learners.enrolment.models import Enrolment
from learners.people.models import Account, ActorAlias, Person
from learners.progress.folding import Facts
from learners.progress.live import Change
from learners.progress.models import Completion, Progress
from learners.progress.signals import progressed
from tests.coverage.naive import COURSES, JOINER_DAYS, Human, Unit, World, day, noon

# Something that happens to the world.
Fact = Callable[[], None]


def write(world: World) -> tuple[Campaign, list[Agency]]:
    """All of it, and everything that is derived."""
    campaign, agencies, facts = prepare(world)
    for fact in facts:
        fact()
    rebuild()
    return campaign, agencies


def prepare(world: World) -> tuple[Campaign, list[Agency], list[Fact]]:
    """The agencies as they began, the campaign, the people; and what is yet to be written, in any order.

    Each fact tells of itself as the verb that writes it would.
    """
    agencies = Agency.objects.bulk_create(Agency() for _ in world.units)
    for index, unit in enumerate(world.units):
        AgencyName.objects.create(agency=agencies[index], name=f"Đơn vị {index}", kind="so", valid_from=day(0))
        since, parent = unit.places[0]
        place = {"agency": agencies[index], "parent": None if parent is None else agencies[parent]}
        AgencyPlacement.objects.create(**place, valid_from=day(since))
    closure.rebuild()
    campaign = _write_campaign(world, agencies)
    facts: list[Fact] = []
    for index, unit in enumerate(world.units):
        if len(unit.places) > 1 or unit.end is not None:
            facts.append(partial(_write_life, unit, agencies[index], agencies))
    return campaign, agencies, [*facts, *_people(world, agencies, campaign)]


def _write_life(unit: Unit, agency: Agency, agencies: list[Agency]) -> None:
    """Where it went, and how it ended."""
    AgencyPlacement.objects.filter(agency=agency).delete()
    for place, (since, parent) in enumerate(unit.places):
        until = unit.places[place + 1][0] if place + 1 < len(unit.places) else unit.end
        AgencyPlacement.objects.create(
            agency=agency,
            parent=None if parent is None else agencies[parent],
            valid_from=day(since),
            valid_to=None if until is None else day(until),
        )
    if unit.end is not None:
        event = Reorganisation.objects.create(effective_on=day(unit.end), kind="merge", decision="QĐ")
        for target in unit.into or [None]:
            into = None if target is None else agencies[target]
            ReorganisationLink.objects.create(reorganisation=event, source=agency, target=into)
    closure.rebuild()
    structure_changed.send(sender=Agency, since=day(0), placed=None)


def _write_campaign(world: World, agencies: list[Agency]) -> Campaign:
    campaign = Campaign.objects.create(
        slug="dot",
        name="Đợt",
        opens_on=day(world.opens),
        closes_on=day(world.closes),
        joiner_days=JOINER_DAYS,
        announced_at=noon(0),
        categories=world.categories,
        heads=world.heads,
        electives_needed=world.needed,
    )
    for index in world.audience:
        CampaignAgency.objects.create(campaign=campaign, agency=agencies[index])
    for index in set(world.excluded) - set(world.audience):
        CampaignAgency.objects.create(campaign=campaign, agency=agencies[index], excluded=True)
    for course in [*world.mandatory, *world.electives]:
        CampaignCourse.objects.create(
            campaign=campaign, course_key=COURSES[course], mandatory=course in world.mandatory
        )
    return campaign


def _people(world: World, agencies: list[Agency], campaign: Campaign) -> list[Fact]:
    persons = [Person.objects.create(full_name=f"Người {number}") for number in range(len(world.humans))]
    facts: list[Fact] = []
    for number, human in enumerate(world.humans):
        person = persons[number]
        kept = persons[human.same_as] if human.same_as is not None else person
        posts = [(one, True) for one in human.stints]
        if human.second and human.second[0] not in [stint[0] for stint in human.stints]:
            posts.append(((*human.second, None, False, "cong_chuc"), False))
        # The record that was there first has the older memberships, in whatever order they are written here.
        facts += [
            partial(_write_post, 100 * number + place + 1, person, agencies[post[0]], post, primary)
            for place, (post, primary) in enumerate(posts)
        ]
        facts += [partial(_write_done, person, course, *how) for course, *how in human.done]
        if human.started is not None:
            facts.append(partial(_write_start, person, human.started))
        if human.account is not None:
            facts.append(partial(_write_account, person, human.account))
        facts.append(partial(_write_waivers, campaign, person, human))
        if kept != person:
            facts.append(partial(_merge, kept, person))
    return facts


def _write_post(
    number: int, person: Person, agency: Agency, post: tuple[int, int, int | None, bool, str], primary: bool
) -> None:
    _, start, end, head, category = post
    Membership.objects.create(
        pk=number, person=person, agency=agency, category=category, is_head=head, is_primary=primary,
        valid_from=day(start), valid_to=None if end is None else day(end),
    )  # fmt: skip
    memberships_changed.send(sender=Membership, person_ids={person.pk})


def _write_waivers(campaign: Campaign, person: Person, human: Human) -> None:
    about: dict[str, Any] = {"campaign": campaign, "person": person, "reason": "Nghỉ dài"}
    if human.exempt:
        days = {"valid_from": day(human.exempt[0]), "valid_to": day(sum(human.exempt))}
        Exemption.objects.create(**about, approved_by="Minh", **days)
    if human.extended is not None:
        Extension.objects.create(**about, approved_by="Minh", due_on=day(human.extended))
    if human.excepted is not None:
        CampaignException.objects.create(**about, included=human.excepted)
    waivers_changed.send(sender=Exemption, pairs={(campaign.pk, person.pk)})


def _write_account(person: Person, since: int) -> None:
    made = Account.objects.create_user(f"nguoi-{person.pk}", person=person)
    Account.objects.filter(pk=made.pk).update(created_at=noon(since))
    refresh([person.pk])


def _write_start(person: Person, at: int) -> None:
    row = _progress(person, 0)
    row.started_at = noon(at)
    row.save()
    _follow(row, began=True)


def _write_done(person: Person, course: int, at: int, withdrawn: bool, external: bool) -> None:
    """What was withdrawn counted until it was."""
    row = _progress(person, course)
    done = Completion.objects.create(
        statement_id=uuid.uuid4(), enrolment_id=row.pk, person_id=row.person_id, course_key=COURSES[course],
        effective_at=noon(at), recorded_at=timezone.now(), external=external,
    )  # fmt: skip
    _follow(row, completed=[done])
    if withdrawn:
        done.withdrawn_at = timezone.now()
        done.save()
        _follow(row, withdrawn=[done])


def _progress(person: Person, course: int) -> Progress:
    """Of one enrolment for each course, as the merges of now have it."""
    person.refresh_from_db()
    found = Progress.objects.filter(enrolment__person=person, course_key=COURSES[course]).first()
    if found:
        return found
    alias = ActorAlias.objects.create(person=person)
    key = COURSES[course]
    enrolment = Enrolment.objects.create(person=person, alias=alias, course_key=key, enrolled_at=noon(0))
    edition = Edition.objects.earliest("id")
    return Progress.objects.create(enrolment=enrolment, person_id=person.canonical_id, course_key=key, edition=edition)


def _merge(kept: Person, absorbed: Person) -> None:
    """As ``merge_people`` leaves it where there is a log to fold again."""
    Person.objects.filter(pk=absorbed.pk).update(merged_into=kept)
    Progress.objects.filter(enrolment__person=absorbed).update(person=kept)
    Completion.objects.filter(enrolment__person=absorbed).update(person=kept)
    refresh([kept.pk, absorbed.pk])
    refresh_places([kept.pk, absorbed.pk])


def _follow(row: Progress, **how: Any) -> None:
    """As the reaction to a statement does."""
    change = Change(row, Facts(row.edition_id, {}, frozenset()), row.pk, **how)
    progressed.send(sender=Progress, changes=[change])

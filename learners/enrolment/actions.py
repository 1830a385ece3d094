"""Enrolling on a course and moving to another edition of it."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from courses.editions.models import Edition
from courses.editions.queries import latest
from learners.enrolment import authorities
from learners.enrolment.models import EditionPin, Enrolment
from learners.enrolment.signals import enrolled, pins_changed
from learners.enrolment.statements import derived_id, statement
from learners.people.models import ActorAlias, Person
from mooc.foundation.models import audit
from xapi.recording import record
from xapi.rows import Json
from xapi.vocabulary import Verb


class NoEdition(Exception):
    """The course has not been released, so nobody can be enrolled on it."""


@transaction.atomic
def enrol(*, person: Person, course_key: UUID, acting_user: Any, at: dt.datetime | None = None) -> Enrolment:
    """Enrol ``person`` on the latest edition; returns the enrolment there is, if there is one.

    ``at`` is when it happened, for history brought in; the pin is dated by it as well.
    """
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    existing = Enrolment.objects.filter(person=person, course_key=course_key, left_at=None).first()
    if existing:
        return existing
    edition = latest(course_key)
    if edition is None:
        raise NoEdition(str(course_key))
    moment = at or timezone.now()
    alias = person.aliases.order_by("created_at").first() or ActorAlias.objects.create(person=person)
    enrolment = Enrolment.objects.create(person=person, alias=alias, course_key=course_key, enrolled_at=moment)
    EditionPin.objects.create(enrolment=enrolment, edition=edition, since=moment)
    enrolled.send(sender=Enrolment, enrolments=[enrolment])
    record([_registered(enrolment, at)], authority=authorities.system())
    return enrolment


@transaction.atomic
def enrol_many(
    *,
    course_key: UUID,
    people: Sequence[tuple[Person, dt.datetime]],
    acting_user: Any,
    registrations: Mapping[UUID, UUID] | None = None,
) -> list[Enrolment]:
    """Enrol each person at her moment, on the edition in force then; set-wise, for classes and history brought in.

    ``registrations``: the ids history has already, by person. Whoever is enrolled already is left as she is and not
    returned. Raises ``NoEdition``.
    """
    editions = list(Edition.objects.filter(course_key=course_key).order_by("released_at"))
    if not editions:
        raise NoEdition(str(course_key))
    wanted = _not_enrolled(course_key, people)
    aliases = _aliases(wanted)
    given = registrations or {}
    made = [
        Enrolment(
            pk=given.get(key) or uuid.uuid4(),
            person=person,
            alias=aliases[key],
            course_key=course_key,
            enrolled_at=moment,
        )
        for key, (person, moment) in wanted.items()
    ]
    Enrolment.objects.bulk_create(made)
    EditionPin.objects.bulk_create(
        EditionPin(enrolment=row, edition=_in_force(editions, row.enrolled_at), since=row.enrolled_at) for row in made
    )
    enrolled.send(sender=Enrolment, enrolments=made)
    record([_registered(row, row.enrolled_at) for row in made], authority=authorities.system())
    return made


def _not_enrolled(
    course_key: UUID, people: Sequence[tuple[Person, dt.datetime]]
) -> dict[UUID, tuple[Person, dt.datetime]]:
    """Each person once, those on the course already left out; the persons are locked, so that this stays true."""
    ids = [person.pk for person, _ in people]
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk").values_list("pk"))
    active = Enrolment.objects.filter(person__in=ids, course_key=course_key, left_at=None)
    there = set(active.values_list("person_id", flat=True))
    return {person.pk: (person, moment) for person, moment in people if person.pk not in there}


def _registered(enrolment: Enrolment, at: dt.datetime | None) -> Json:
    return statement(enrolment, verb=Verb.REGISTERED, at=at, statement_id=derived_id(enrolment.pk, "registered"))


def _aliases(people: Iterable[UUID]) -> dict[UUID, ActorAlias]:
    """The first alias of each person, made where there is none."""
    keys = list(people)
    found: dict[UUID, ActorAlias] = {}
    for alias in ActorAlias.objects.filter(person__in=keys).order_by("created_at", "name"):
        found.setdefault(alias.person_id, alias)
    missing = [ActorAlias(person_id=key) for key in keys if key not in found]
    ActorAlias.objects.bulk_create(missing)
    return {**found, **{alias.person_id: alias for alias in missing}}


def _in_force(editions: Sequence[Edition], moment: dt.datetime) -> Edition:
    """The last one released by ``moment``; the first for a moment before them all."""
    released = [edition for edition in editions if edition.released_at <= moment]
    return released[-1] if released else editions[0]


@transaction.atomic
def move(*, enrolment: Enrolment, edition: Edition, acting_user: Any, at: dt.datetime | None = None) -> None:
    """Pin ``enrolment`` to ``edition`` from now on; nothing completed is taken back."""
    if edition.course_key != enrolment.course_key:
        raise ValueError("an edition of another course")
    _, made = EditionPin.objects.get_or_create(
        enrolment=enrolment, edition=edition, defaults={"since": at or timezone.now()}
    )
    if made:
        audit(acting_user=acting_user, verb="move", subject=enrolment, new={"edition": edition.number})
        pins_changed.send(sender=Enrolment, enrolments=[enrolment])


def move_learners(*, edition: Edition, acting_user: Any) -> int:
    """Move everybody in progress on the course to ``edition``; returns how many."""
    staying = Enrolment.objects.filter(course_key=edition.course_key, left_at=None).exclude(pins__edition=edition)
    moved = 0
    for enrolment in staying.order_by("pk"):
        move(enrolment=enrolment, edition=edition, acting_user=acting_user)
        moved += 1
    return moved


@transaction.atomic
def leave(*, enrolment: Enrolment, acting_user: Any) -> None:
    """Close ``enrolment``; what was achieved in it stays. Leaving twice is leaving once."""
    Person.objects.select_for_update(no_key=True).get(pk=enrolment.person_id)
    left_at = timezone.now()
    if Enrolment.objects.filter(pk=enrolment.pk, left_at=None).update(left_at=left_at):
        audit(acting_user=acting_user, verb="leave", subject=enrolment, new={"left_at": left_at.isoformat()})


@transaction.atomic
def rejoin(*, enrolment: Enrolment, acting_user: Any) -> Enrolment:
    """Open an enrolment again that was left: the same registration, on the edition it had.

    Returns the one there is if she has meanwhile enrolled anew.
    """
    Person.objects.select_for_update(no_key=True).get(pk=enrolment.person_id)
    held = Enrolment.objects.get(pk=enrolment.pk)
    active = Enrolment.objects.filter(person=held.person_id, course_key=held.course_key, left_at=None).first()
    if active or held.left_at is None:
        return active or held
    audit(acting_user=acting_user, verb="rejoin", subject=held, old={"left_at": held.left_at.isoformat()})
    held.left_at = None
    held.save(update_fields=["left_at"])
    return held

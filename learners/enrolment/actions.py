"""Enrolling on a course and moving to another edition of it."""

import datetime as dt
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
from xapi.vocabulary import Verb


class NoEdition(Exception):
    """The course has not been released, so nobody can be enrolled on it."""


@transaction.atomic
def enrol(*, person: Person, course_key: UUID, acting_user: Any, at: dt.datetime | None = None) -> Enrolment:
    """Enrol ``person`` on the latest edition; returns the enrolment there is, if there is one.

    ``at`` is when it happened, for history brought in; the pin is dated by it as well.
    """
    Person.objects.select_for_update().get(pk=person.pk)
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
    registered = statement(enrolment, verb=Verb.REGISTERED, at=at, statement_id=derived_id(enrolment.pk, "registered"))
    record([registered], authority=authorities.system())
    return enrolment


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

"""Exemptions and extensions: asked for, granted or refused with a reason, given unasked, taken back.

An **exemption** takes somebody out of the denominator on its days; an **extension** moves her own last day: "30/11"
means until 23:59 local time of that day. Who may decide is the caller's to know (``learners.coverage.waivers``); that
nobody decides about herself is held here. The campaign's row is locked, without its key, before what hangs on it.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from learners.campaigns.models import Assignment, Campaign, Exemption, Extension, WaiverKind, WaiverRequest
from learners.campaigns.signals import waiver_decided, waivers_asked, waivers_changed
from learners.people.models import Person
from learners.people.records import of_person
from mooc.foundation.models import audit
from mooc.foundation.periods import on

# Beyond the campaign's last day, or from today; a later day was mistyped.
LONGEST_EXTENSION = dt.timedelta(days=366)


class NotAsked(Exception):
    """The campaign asks nothing of her, or she has done it."""


class AlreadyDecided(Exception):
    """Somebody was faster; ``asked`` says who and how."""

    def __init__(self, asked: WaiverRequest) -> None:
        self.asked = asked
        super().__init__(str(asked.pk))


class NotAboutOneself(Exception):
    """Nobody exempts herself."""


class WrongDays(Exception):
    """The days do not lie as an exemption's or an extension's must."""


class OverlapsAnother(Exception):
    """She is exempted on some of these days already."""


def asked_of(campaign: Campaign, person: Person, day: dt.date) -> Assignment | None:
    """What the campaign asks of her that day."""
    found = Assignment.objects.filter(on(day), of_person(person.canonical_id), campaign=campaign)
    return found.order_by("-valid_from").first()


@transaction.atomic
def ask(
    *,
    campaign: Campaign,
    person: Person,
    kind: str,
    reason: str,
    acting_user: Any,
    first_day: dt.date | None = None,
    last_day: dt.date | None = None,
) -> WaiverRequest:
    """The open request, if she has asked already. Raises ``NotAsked`` or ``WrongDays``."""
    held, today = _lock(campaign), timezone.localdate()
    mine = WaiverRequest.objects.filter(of_person(person.canonical_id), campaign=held, kind=kind)
    waiting = mine.filter(decided_at=None).first()
    if waiting:
        return waiting
    assignment = asked_of(held, person, today)
    if assignment is None or assignment.exempt or assignment.satisfied_on is not None:
        raise NotAsked
    if kind == WaiverKind.EXTENSION:
        first_day = None
        _check_extension(held, last_day, assignment)
    else:
        first_day = first_day or today
        _check_exemption(first_day, last_day)
    made = WaiverRequest.objects.create(
        campaign=held, person_id=person.canonical_id, kind=kind, reason=reason, first_day=first_day, last_day=last_day,
        asked_by=acting_user,
    )  # fmt: skip
    new = {"kind": kind, "first_day": _text(first_day), "last_day": _text(last_day)}
    audit(acting_user=acting_user, verb="ask_waiver", subject=made, new=new, reason=reason)
    waivers_asked.send(sender=WaiverRequest, asked=made)
    return made


@transaction.atomic
def withdraw(*, asked: WaiverRequest, acting_user: Any) -> None:
    """Whoever asked no longer does. Raises ``AlreadyDecided``."""
    held = _open_one(asked)
    _decide(held, False, "", acting_user)
    audit(acting_user=acting_user, verb="withdraw_waiver_request", subject=held)


@transaction.atomic
def refuse(*, asked: WaiverRequest, reason: str, acting_user: Any) -> None:
    """Raises ``AlreadyDecided`` or ``NotAboutOneself``."""
    held = _open_one(asked)
    _not_oneself(held.person, acting_user)
    _decide(held, False, reason, acting_user)
    audit(acting_user=acting_user, verb="refuse_waiver", subject=held, reason=reason)
    waiver_decided.send(sender=WaiverRequest, about=held, acting_user=acting_user)


@transaction.atomic
def grant(
    *,
    asked: WaiverRequest,
    answer: str,
    approved_by: str,
    acting_user: Any,
    first_day: dt.date | None = None,
    last_day: dt.date | None = None,
) -> Exemption | Extension:
    """With the days given here, else those asked for. Raises ``AlreadyDecided`` and what giving raises."""
    held = _open_one(asked)
    first_day, last_day = first_day or held.first_day, last_day or held.last_day
    given: dict[str, Any] = {
        "campaign": held.campaign, "person": held.person, "reason": held.reason, "approved_by": approved_by,
        "acting_user": acting_user, "request": held,
    }  # fmt: skip
    made: Exemption | Extension
    if held.kind == WaiverKind.EXEMPTION:
        made = _exempt(**given, first_day=first_day or timezone.localdate(), last_day=last_day)
    else:
        made = _extend(**given, due_on=last_day)
    _decide(held, True, answer, acting_user)
    waiver_decided.send(sender=WaiverRequest, about=held, acting_user=acting_user)
    return made


@transaction.atomic
def exempt(
    *,
    campaign: Campaign,
    person: Person,
    reason: str,
    approved_by: str,
    first_day: dt.date,
    last_day: dt.date | None,
    acting_user: Any,
) -> Exemption:
    """Unasked; ``last_day`` included, None without an end. What she asked of the kind is granted with it."""
    held = _lock(campaign)
    waiting = _waiting(held, person, WaiverKind.EXEMPTION)
    made = _exempt(held, person, reason, approved_by, acting_user, waiting, first_day, last_day)
    _tell(made, waiting, reason, acting_user)
    return made


@transaction.atomic
def extend(
    *, campaign: Campaign, person: Person, reason: str, approved_by: str, due_on: dt.date, acting_user: Any
) -> Extension:
    """Unasked; an earlier extension ends with it. What she asked of the kind is granted with it."""
    held = _lock(campaign)
    waiting = _waiting(held, person, WaiverKind.EXTENSION)
    made = _extend(held, person, reason, approved_by, acting_user, waiting, due_on)
    _tell(made, waiting, reason, acting_user)
    return made


@transaction.atomic
def end_exemption(*, exemption: Exemption, reason: str, acting_user: Any) -> None:
    """She is asked again from today; one that has not begun to hold is as if it had never been given."""
    _lock(exemption.campaign)
    held, today = Exemption.objects.select_for_update().select_related("person").get(pk=exemption.pk), _today()
    _not_oneself(held.person, acting_user)
    if held.valid_to is not None and held.valid_to <= today:
        return
    old = {"valid_from": str(held.valid_from), "valid_to": _text(held.valid_to)}
    audit(
        acting_user=acting_user,
        verb="end_exemption",
        subject=held,
        old=old,
        new={"valid_to": str(today)},
        reason=reason,
    )
    if held.valid_from < today:
        held.valid_to = today
        held.save(update_fields=["valid_to"])
    else:
        Exemption.objects.filter(pk=held.pk).delete()
    _changed(held)
    waiver_decided.send(sender=Exemption, about=held, acting_user=acting_user, ended=reason)


@transaction.atomic
def end_extension(*, extension: Extension, reason: str, acting_user: Any) -> None:
    """Her last day is again the one the campaign gives her."""
    _lock(extension.campaign)
    held = Extension.objects.select_for_update().select_related("person").get(pk=extension.pk)
    _not_oneself(held.person, acting_user)
    if held.ended_at is not None:
        return
    _end(held)
    audit(acting_user=acting_user, verb="end_extension", subject=held, old={"due_on": str(held.due_on)}, reason=reason)
    _changed(held)
    waiver_decided.send(sender=Extension, about=held, acting_user=acting_user, ended=reason)


def _exempt(
    campaign: Campaign, person: Person, reason: str, approved_by: str, acting_user: Any,
    request: WaiverRequest | None, first_day: dt.date, last_day: dt.date | None,
) -> Exemption:  # fmt: skip
    _not_oneself(person, acting_user)
    _check_exemption(first_day, last_day)
    if first_day > campaign.closes_on:
        raise WrongDays
    end = last_day + dt.timedelta(days=1) if last_day else None
    hers = Exemption.objects.filter(of_person(person.canonical_id), campaign=campaign)
    until = Q(valid_from__lt=end) if end else Q()
    if hers.filter(Q(valid_to=None) | Q(valid_to__gt=first_day), until).exists():
        raise OverlapsAnother
    made = Exemption.objects.create(
        campaign=campaign, person_id=person.canonical_id, reason=reason, approved_by=approved_by,
        valid_from=first_day, valid_to=end, request=request,
    )  # fmt: skip
    new = {"valid_from": str(first_day), "valid_to": _text(end), "approved_by": approved_by}
    audit(acting_user=acting_user, verb="exempt", subject=made, new=new, reason=reason)
    _changed(made)
    return made


def _extend(
    campaign: Campaign, person: Person, reason: str, approved_by: str, acting_user: Any,
    request: WaiverRequest | None, due_on: dt.date | None,
) -> Extension:  # fmt: skip
    _not_oneself(person, acting_user)
    due_on = _check_extension(campaign, due_on, asked_of(campaign, person, _today()))
    hers = Extension.objects.filter(of_person(person.canonical_id), campaign=campaign, ended_at=None)
    old = [str(before.due_on) for before in hers]
    hers.update(ended_at=timezone.now())
    made = Extension.objects.create(
        campaign=campaign, person_id=person.canonical_id, reason=reason, approved_by=approved_by, due_on=due_on,
        request=request,
    )  # fmt: skip
    new = {"due_on": str(due_on), "approved_by": approved_by}
    audit(acting_user=acting_user, verb="extend", subject=made, old={"due_on": old}, new=new, reason=reason)
    _changed(made)
    return made


def _check_exemption(first_day: dt.date, last_day: dt.date | None) -> None:
    if last_day is not None and last_day < first_day:
        raise WrongDays


def _check_extension(campaign: Campaign, due_on: dt.date | None, assignment: Assignment | None) -> dt.date:
    """Later than the day she has now, and no day gone by."""
    present = assignment.due_on if assignment else campaign.closes_on
    latest = max(campaign.closes_on, _today()) + LONGEST_EXTENSION
    if due_on is None or due_on < _today() or due_on <= present or due_on > latest:
        raise WrongDays
    return due_on


def _end(held: Extension) -> None:
    held.ended_at = timezone.now()
    held.save(update_fields=["ended_at"])


def _decide(held: WaiverRequest, granted: bool, answer: str, acting_user: Any) -> None:
    held.granted, held.answer = granted, answer
    held.decided_by, held.decided_at = acting_user, timezone.now()
    held.save(update_fields=["granted", "answer", "decided_by", "decided_at"])


def _waiting(campaign: Campaign, person: Person, kind: str) -> WaiverRequest | None:
    hers = WaiverRequest.objects.filter(of_person(person.canonical_id), campaign=campaign, kind=kind)
    return hers.filter(decided_at=None).first()


def _tell(made: Exemption | Extension, waiting: WaiverRequest | None, reason: str, acting_user: Any) -> None:
    if waiting is not None:
        _decide(waiting, True, reason, acting_user)
    waiver_decided.send(sender=type(made), about=waiting or made, acting_user=acting_user)


def _open_one(asked: WaiverRequest) -> WaiverRequest:
    _lock(asked.campaign)
    held = WaiverRequest.objects.select_related("campaign", "person", "decided_by__person").get(pk=asked.pk)
    if held.decided_at is not None:
        raise AlreadyDecided(held)
    return held


def _lock(campaign: Campaign) -> Campaign:
    return Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)


def _not_oneself(person: Person, acting_user: Any) -> None:
    own = getattr(acting_user, "person", None)
    if own is not None and own.canonical_id == person.canonical_id:
        raise NotAboutOneself


def _changed(held: Exemption | Extension) -> None:
    waivers_changed.send(sender=type(held), pairs={(held.campaign_id, held.person_id)})


def _today() -> dt.date:
    return timezone.localdate()


def _text(day: dt.date | None) -> str | None:
    return str(day) if day else None

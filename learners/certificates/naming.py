"""The name on certificates: confirmed by who bears it, corrected on the word of HR.

A correction changes the person's name and issues every certificate of hers that is valid anew, under a new number; the
old ones answer "đã thay thế".
"""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from learners.certificates.actions import replace
from learners.certificates.models import Certificate, NameConfirmation, NameCorrection
from learners.certificates.queries import certificates_to_correct
from learners.notices.actions import notify_person
from learners.notices.wording import Facts
from learners.people.models import Account, Person
from mooc.foundation.models import audit

KIND = "name"


class AlreadyAsked(Exception):
    """She waits for an answer to an earlier request."""


class AlreadyDecided(Exception):
    """Somebody else was faster."""


@transaction.atomic
def confirm_name(*, person: Person, full_name: str, acting_user: Account) -> bool:
    """She has seen ``full_name`` and says that it is hers; False if it was changed since she looked."""
    if full_name != person.full_name:
        return False
    NameConfirmation.objects.update_or_create(
        person=person, defaults={"full_name": full_name, "confirmed_at": timezone.now()}
    )
    audit(acting_user=acting_user, verb="confirm_name", subject=person, new={"full_name": full_name})
    return True


def ask_correction(*, person: Person, full_name: str, note: str, acting_user: Account) -> NameCorrection:
    """Raises ``AlreadyAsked``."""
    try:
        with transaction.atomic():
            asked = NameCorrection.objects.create(person=person, full_name=full_name, note=note)
            new = {"full_name": full_name}
            audit(
                acting_user=acting_user, verb="ask_correction", subject=asked, old={"full_name": str(person)}, new=new
            )
    except IntegrityError as error:
        raise AlreadyAsked from error
    return asked


@transaction.atomic
def decide_correction(*, correction: NameCorrection, accept: bool, answer: str, acting_user: Any) -> list[Certificate]:
    """HR's word; returns the certificates issued anew. ``answer`` is told to her. Raises ``AlreadyDecided``.

    A request made before two records of hers were merged is about the one that was kept.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=correction.person.canonical_id)
    held = NameCorrection.objects.select_for_update().get(pk=correction.pk)
    if held.decided_at:
        raise AlreadyDecided
    held.decided_at, held.accepted, held.answer = timezone.now(), accept, answer.strip()
    held.save(update_fields=["decided_at", "accepted", "answer"])
    new = {"accepted": accept, "full_name": held.full_name}
    audit(acting_user=acting_user, verb="decide_correction", subject=held, new=new, reason=held.answer)
    made = _correct(person, held, acting_user) if accept else []
    _tell(person.pk, held, len(made))
    return made


def _correct(person: Person, correction: NameCorrection, acting_user: Any) -> list[Certificate]:
    """Her new name was her own word, so it counts as confirmed."""
    old, person.full_name = person.full_name, correction.full_name
    person.save(update_fields=["full_name", "folded_name", "sort_key"])
    new = {"full_name": person.full_name}
    audit(acting_user=acting_user, verb="correct_name", subject=person, old={"full_name": old}, new=new)
    NameConfirmation.objects.update_or_create(
        person=person, defaults={"full_name": person.full_name, "confirmed_at": correction.asked_at}
    )
    rows = list(certificates_to_correct(person, person.full_name))
    return [replace(certificate=row, acting_user=acting_user, reason="Sửa họ tên theo đề nghị") for row in rows]


def _tell(person: UUID, decided: NameCorrection, anew: int) -> None:
    facts: Facts = {
        "full_name": decided.full_name,
        "accepted": bool(decided.accepted),
        "anew": anew,
        "answer": decided.answer,
    }
    notify_person(person_id=person, kind=KIND, facts=facts, url=reverse("certificates:name"))


def wording(facts: Facts) -> str:
    """``anew`` is how many certificates were issued anew, ``answer`` what HR gave as ground."""
    if facts["accepted"]:
        said = [_("Họ tên của anh/chị đã được sửa thành “%s”.") % facts["full_name"]]
        if facts["anew"]:
            said.append(_("Số giấy chứng nhận được cấp lại với số mới: %d.") % facts["anew"])
    else:
        said = [_("Đề nghị sửa họ tên thành “%s” không được chấp nhận.") % facts["full_name"]]
    if facts["answer"]:
        reason = _("Căn cứ: %s") if facts["accepted"] else _("Lý do: %s")
        said.append(reason % facts["answer"])
    return " ".join(said)

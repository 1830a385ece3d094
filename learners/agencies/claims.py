"""Saying where a person belongs, and answering it.

She says "tôi không thuộc đơn vị này" of a roster, or "tôi thuộc đơn vị ..." of one she is not on; an officer hands
somebody over to an agency that is not hers. A handed-over person stays where she is until she is accepted, so that
nobody is ever between two rosters and no total shrinks.
"""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from learners.agencies.claim_models import ClaimKind, MembershipClaim
from learners.agencies.models import Agency
from learners.agencies.queries import name_on
from learners.notices.actions import notify, notify_person
from learners.notices.wording import Facts
from learners.people.models import Account, Person
from mooc.foundation.models import audit

KIND = "belonging"


class AlreadyAsked(Exception):
    """The same is waiting for an answer."""


class AlreadyDecided(Exception):
    """Somebody else was faster."""


def claim(
    *,
    kind: ClaimKind,
    person: Person,
    agency: Agency,
    words: str,
    wish: str = "",
    first_day: dt.date | None = None,
    acting_user: Account,
) -> MembershipClaim:
    """Raises ``AlreadyAsked``. Nothing about her memberships changes."""
    try:
        with transaction.atomic():
            made = MembershipClaim.objects.create(
                kind=kind,
                person_id=person.canonical_id,
                agency=agency,
                words=words.strip(),
                wish=wish.strip(),
                first_day=first_day,
                asked_by=acting_user,
            )
            new = {"kind": str(kind), "person": str(made.person_id), "agency": str(agency.pk)}
            audit(acting_user=acting_user, verb="claim_membership", subject=made, new=new, reason=made.words)
    except IntegrityError as error:
        raise AlreadyAsked from error
    return made


@transaction.atomic
def decide_claim(*, claim: MembershipClaim, accept: bool, answer: str, acting_user: Any) -> None:
    """The officer's word; whoever asked is told. Raises ``AlreadyDecided``.

    ``accept`` is said in the transaction that changes the roster.
    """
    held = MembershipClaim.objects.select_for_update().get(pk=claim.pk)
    if held.decided_at:
        raise AlreadyDecided
    held.decided_at, held.decided_by = timezone.now(), acting_user
    held.accepted, held.answer = accept, answer.strip()
    held.save(update_fields=["decided_at", "decided_by", "accepted", "answer"])
    audit(acting_user=acting_user, verb="decide_claim", subject=held, new={"accepted": accept}, reason=held.answer)
    _tell(held)


def _tell(held: MembershipClaim) -> None:
    day = timezone.localdate()
    facts: Facts = {
        "claim": held.kind,
        "accepted": bool(held.accepted),
        "agency": str(name_on([held.agency_id], day).get(held.agency_id, "")),
        "person": held.person.full_name,
        "answer": held.answer,
    }
    if held.kind != ClaimKind.HANDOVER:
        notify_person(person_id=held.person.canonical_id, kind=KIND, facts=facts, url=reverse("study:belonging"))
    elif held.asked_by_id:
        notify(account_ids=[held.asked_by_id], kind=KIND, facts=facts)


def wording(facts: Facts) -> str:
    """``claim`` is the kind; ``answer`` what the officer wrote, which may be empty where she accepted."""
    yes = bool(facts["accepted"])
    names = {"agency": facts["agency"], "person": facts["person"]}
    if facts["claim"] == ClaimKind.NOT_MINE:
        accepted = _("Anh/chị báo không thuộc “%(agency)s”: danh sách đã được sửa.")
        refused = _("Anh/chị báo không thuộc “%(agency)s”: người phụ trách giữ nguyên danh sách.")
    elif facts["claim"] == ClaimKind.MINE:
        accepted = _("Anh/chị đã được ghi vào danh sách của “%(agency)s”.")
        refused = _("Anh/chị báo thuộc “%(agency)s”: người phụ trách chưa ghi vào danh sách.")
    else:
        accepted = _("“%(agency)s” đã nhận %(person)s theo đề nghị chuyển đi.")
        refused = _("“%(agency)s” không nhận %(person)s. Người này vẫn ở danh sách cũ.")
    said = (accepted if yes else refused) % names
    if facts["answer"]:
        said += " " + (_("Căn cứ: %s") if yes else _("Lý do: %s")) % facts["answer"]
    return said

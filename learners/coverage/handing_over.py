"""Taking in somebody whom another agency hands over: one move, from the day it was proposed for."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from learners.agencies.belonging import apply_changes
from learners.agencies.changes import Change, Move
from learners.agencies.claim_models import MembershipClaim
from learners.agencies.claims import decide_claim
from learners.agencies.planning import Refusal
from learners.agencies.refusing import CannotChange
from learners.coverage.claims import counting_meant
from learners.coverage.permissions import PeopleScope


def move_meant(claim: MembershipClaim, scope: PeopleScope) -> list[Change]:
    """``CannotChange`` where she counts nowhere any more, or is here already."""
    held = counting_meant(claim, scope)
    if held is None or claim.first_day is None or held.agency_id == claim.agency_id:
        text = _("Nơi công tác của người này đã đổi từ khi có đề nghị. Hãy không nhận, và ghi ở trang của người ấy.")
        raise CannotChange([Refusal(0, claim.person.canonical_id, text)])
    return [Move(membership=held.pk, agency=claim.agency_id, first_day=claim.first_day)]


@transaction.atomic
def accept(claim: MembershipClaim, scope: PeopleScope, *, answer: str, acting_user: Any) -> None:
    """Raises ``CannotChange`` and ``AlreadyDecided``."""
    decide_claim(claim=claim, accept=True, answer=answer, acting_user=acting_user)
    apply_changes(move_meant(claim, scope), acting_user=acting_user, reason=f"{claim.words} / {answer}")

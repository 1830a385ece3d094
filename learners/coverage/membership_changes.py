"""From what an officer typed about one membership to the changes it comes to, and carrying them out.

An officer changes what lies within her reach, at both ends. To an agency outside it she hands somebody over: a claim
that the officer there accepts, and until then nothing changes. Nobody changes where she belongs herself.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from learners.agencies.belonging import apply_changes
from learners.agencies.changes import Begin, Change, Correct, End, Move, Withdraw
from learners.agencies.claim_models import ClaimKind, MembershipClaim
from learners.agencies.claims import claim, decide_claim
from learners.agencies.meant import Meant
from learners.agencies.models import Agency, Membership
from learners.coverage.membership_forms import BeginForm, CorrectForm, EndForm, MoveForm, PostForm
from learners.coverage.permissions import PeopleScope, access_person
from learners.coverage.person_views import access_scope
from learners.people.models import Person
from learners.people.records import of_person
from mooc.foundation.numerals import whole_number

ONE_DAY = dt.timedelta(days=1)
WRONG, ENDS, MOVES = "sai", "thoi", "chuyen"


@dataclass
class Desk:
    """Whose memberships are looked at, by whom; ``claim`` is what the reader answers by changing them."""

    scope: PeopleScope
    person: Person
    claim: MembershipClaim | None = None

    @property
    def reach(self) -> set[UUID]:
        return self.scope.agencies.reach(self.scope.day)

    def membership(self, key: int) -> Membership:
        """One of hers at an agency of the reader; 404 for any other."""
        held = Membership.objects.filter(of_person(self.person.pk), agency__in=self.reach)
        return get_object_or_404(held, pk=key)

    def memberships(self) -> list[Membership]:
        """All of hers in force on the day or still to come that the reader may change."""
        held = Membership.objects.filter(of_person(self.person.pk), agency__in=self.reach)
        return list(held.exclude(valid_to__lte=self.scope.day).order_by("-is_primary", "valid_from", "pk"))


def access_desk(request: HttpRequest, person: UUID) -> Desk:
    """A person of the reader's, or one who waits to be taken in; 404 for anybody else, and for herself."""
    scope = access_scope(request)
    asked = _claim(request, scope, person)
    found = asked.person if asked and asked.kind != ClaimKind.NOT_MINE else access_person(scope, person)
    own: Any = getattr(request.user, "person", None)
    if own and found.pk == own.canonical_id:
        raise Http404
    return Desk(scope, found, asked)


def _claim(request: HttpRequest, scope: PeopleScope, person: UUID) -> MembershipClaim | None:
    """The open one named in the address, of this person and about an agency of the reader."""
    key = whole_number(request.GET.get("de-nghi", ""))
    if key is None:
        return None
    open_ones = MembershipClaim.objects.filter(decided_at=None, agency__among=scope.agencies.reach(scope.day))
    # One that was answered meanwhile opens nothing: a second click is an ordinary visit.
    return open_ones.filter(pk=key, person=person, person__merged_into=None).select_related("person").first()


@dataclass
class Wanted:
    """What is to be confirmed: changes, or a claim on another's roster."""

    reason: str
    changes: list[Change] = field(default_factory=list)
    handover: Meant | None = None
    first_day: dt.date | None = None


def wanted(kind: str, row: Membership | None, person: Person, form: Any, reach: Collection[UUID]) -> Wanted | None:
    """None where the valid ``form`` names an agency outside ``reach`` that it may not name; it says so itself."""
    said = form.cleaned_data
    found = Wanted(said["reason"].strip())
    if isinstance(form, EndForm) and row:
        found.changes = [End(membership=row.pk, last_day=said["last_day"])]
    elif isinstance(form, CorrectForm) and row and said["never"]:
        found.changes = [Withdraw(membership=row.pk)]
    elif isinstance(form, MoveForm) and row and form.agency_id not in reach:
        found.handover, found.first_day = form.meant, said["first_day"]
    elif form.agency_id not in reach:
        form.add_error("agency", ValidationError(_outside()))
        return None
    else:
        found.changes = [_change(row, person, form)]
    return found


def _change(row: Membership | None, person: Person, form: PostForm) -> Change:
    said = form.cleaned_data
    if isinstance(form, MoveForm) and row:
        return Move(membership=row.pk, agency=form.agency_id, first_day=said["first_day"], changes=form.post())
    days = {"valid_from": said["valid_from"], "valid_to": said["last_day"] + ONE_DAY if said["last_day"] else None}
    if row:
        return Correct(membership=row.pk, changes={"agency": form.agency_id, **days, **form.post()})
    return Begin(person=person.pk, agency=form.agency_id, **days, **form.post())


def _outside() -> str:
    return _("Đơn vị này không thuộc phạm vi anh/chị phụ trách. Hãy nhờ người phụ trách ở đó ghi, hoặc dùng “Chuyển”.")


FORMS: dict[str, Any] = {WRONG: CorrectForm, ENDS: EndForm, MOVES: MoveForm, "": BeginForm}


@transaction.atomic
def carry_out(what: Wanted, desk: Desk, *, acting_user: Any) -> None:
    """Raises ``CannotChange``, and ``AlreadyAsked`` or ``AlreadyDecided`` of a claim."""
    if what.handover:
        claim(
            kind=ClaimKind.HANDOVER,
            person=desk.person,
            agency=Agency.objects.get(pk=what.handover.id),
            words=what.reason,
            first_day=what.first_day,
            acting_user=acting_user,
        )
        return
    # The claim is locked before the person, as everywhere.
    if desk.claim:
        decide_claim(claim=desk.claim, accept=True, answer=what.reason, acting_user=acting_user)
    apply_changes(what.changes, acting_user=acting_user, reason=what.reason)

"""How far somebody is with getting in: no account, a code that waits, a code somebody refused, or signed in last when.

"Không phải tôi": whoever got a code and saw another's name burnt it. The officer hears of it on her first page and on
the person's, until a new code is given.
"""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.hashers import is_password_usable
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from learners.coverage.permissions import PeopleScope
from learners.people.models import Account, Outcome, SignInCode
from learners.people.records import of_people, of_person
from learners.people.registration import waits_for_guardian
from learners.people.rights import with_rights

# A refused code is told for so many days, if nobody gives a new one.
TOLD = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class SigningIn:
    """``code`` is the last one issued; ``may_get_code`` says whether the reader may issue another."""

    account: Account | None
    code: SignInCode | None
    has_rights: bool
    is_hers_to_give: bool
    # A child's account, whose guardian has not agreed.
    waits_for_guardian: bool = False

    @property
    def may_get_code(self) -> bool:
        return self.is_hers_to_give and not self.has_rights and (self.account is None or self.account.is_active)

    @property
    def has_password(self) -> bool:
        return self.account is not None and is_password_usable(self.account.password)

    @property
    def state(self) -> str:
        """ "none", "locked", "refused", "waiting", "expired", "never" or "signed_in"."""
        if self.account is None:
            return "none"
        if not self.account.is_active:
            return "locked"
        if self.code and self.code.outcome == Outcome.REFUSED:
            return "refused"
        if self.code and self.code.ended_at is None:
            if self.code.expires_at > timezone.now():
                return "waiting"
            if not self.has_password:
                return "expired"
        return "signed_in" if self.account.last_login else "never"


def signing_in(person: UUID, scope: PeopleScope) -> SigningIn:
    """Five queries, six for a child, two without an account."""
    accounts = Account.objects.filter(of_person(person)).select_related("person")
    # After a merge the login may still be with the absorbed record; the kept one's goes first.
    account = min(accounts, key=lambda one: one.person_id != person, default=None)
    hers = scope.may_get_codes().filter(pk=person).exists()
    if account is None:
        return SigningIn(None, None, has_rights=False, is_hers_to_give=hers)
    code = account.codes.select_related("issued_by__person").order_by("-issued_at", "-pk").first()
    return SigningIn(
        account,
        code,
        has_rights=bool(with_rights([account.pk])),
        is_hers_to_give=hers,
        waits_for_guardian=waits_for_guardian(account),
    )


def page_to_see_to(code: SignInCode) -> str:
    """Where whoever issued ``code`` gives another: its owner's page, if that is hers to open today."""
    person = code.account.person
    if person is None or not PeopleScope(code.issued_by, timezone.localdate()).allows(person.merged_into or person):
        return ""
    return reverse("coverage:person", args=[person.canonical_id])


def refused_codes(scope: PeopleScope) -> QuerySet[SignInCode]:
    """Codes that were answered with "không phải tôi" and have no newer one, of people whose codes the reader gives."""
    newer = SignInCode.objects.filter(account=OuterRef("account"), issued_at__gt=OuterRef("issued_at"))
    recent = SignInCode.objects.filter(outcome=Outcome.REFUSED, ended_at__gte=timezone.now() - TOLD)
    theirs = of_people(scope.may_get_codes(), "account__person")
    return recent.filter(~Exists(newer), theirs).select_related("account__person").order_by("-ended_at")

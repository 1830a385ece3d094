"""What waits for Tâm about who belongs where: one who says she has left, a record that looks like another."""

import datetime as dt

from learners.agencies.claim_models import ClaimKind, MembershipClaim
from learners.agencies.claims import claim
from learners.agencies.duplicates import propose_duplicates
from learners.agencies.models import AgencyClosure, Membership
from learners.people.models import Account, Person
from mooc.demo.accounts import CAST, LEADER, WRITER
from mooc.demo.corrections import WARD
from mooc.foundation.periods import on
from mooc.foundation.vietnamese import without_marks

WORDS = "Tôi đã chuyển sang Ủy ban nhân dân phường Vị Tân từ tháng trước, có quyết định."
WISH = "Ủy ban nhân dân phường Vị Tân"
AGO = dt.timedelta(days=2, hours=10)


def write_belonging(now: dt.datetime) -> None:
    """``now`` is the beginning of the day. Nobody is written anew: a neighbour registered under a colleague's name."""
    today = now.date()
    ward = AgencyClosure.objects.filter(on(today), ancestor__source_key=WARD).values("descendant")
    held = Membership.objects.filter(on(today), is_primary=True, is_head=False, agency__in=ward)
    named = [role.username for role in [*CAST, WRITER, LEADER]]
    staff = held.exclude(person__account=None).exclude(person__account__username__in=named)
    rows = list(staff.select_related("person__account", "agency").order_by("-person__staff_code")[:2])
    if not rows:
        return
    leaver, twin = rows[0], rows[-1]
    account = leaver.person.account
    made = claim(
        kind=ClaimKind.NOT_MINE,
        person=leaver.person,
        agency=leaver.agency,
        words=WORDS,
        wish=WISH,
        acting_user=account,
    )
    MembershipClaim.objects.filter(pk=made.pk).update(asked_at=now - AGO)
    _register_again(twin.person)


def _register_again(colleague: Person) -> None:
    """Without marks, with the same number: as people write themselves who do not know that they are known."""
    public = Account.objects.filter(person__memberships=None, person__merged_into=None, person__isnull=False)
    quiet = public.exclude(username__in=[role.username for role in [*CAST, WRITER, LEADER]])
    account = (
        quiet.filter(is_staff=False, person__team_memberships=None, person__enrolments=None)
        .order_by("person__pk")
        .first()
    )
    if account is None or account.person is None:
        return
    account.person.full_name = without_marks(colleague.full_name)
    account.person.birth_year = colleague.birth_year
    account.person.phone = colleague.phone
    account.person.save()
    propose_duplicates([account.person.pk])

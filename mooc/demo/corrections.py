"""Two people of the demonstration who ask for their names to be corrected: one in Tâm's ward, one elsewhere."""

import datetime as dt

from learners.agencies.models import AgencyClosure, Membership
from learners.certificates.models import NameCorrection
from learners.certificates.naming import ask_correction
from learners.people.models import Account
from mooc.demo.accounts import CAST
from mooc.foundation.periods import on

WARD = "p-vithanh"
NOTE = "Danh sách ghi thiếu tên đệm. Căn cước của tôi ghi đủ."
AGO = (dt.timedelta(days=1, hours=9), dt.timedelta(days=3, hours=15))


def ask_for_corrections(now: dt.datetime) -> None:
    """Of those with a certificate, by staff code; ``now`` is the beginning of the day."""
    ward = AgencyClosure.objects.filter(on(now.date()), ancestor__source_key=WARD).values("descendant")
    held = Membership.objects.filter(on(now.date()), is_primary=True, agency__in=ward)
    # Found first: nobody has counted the rows just seeded, and a planner that takes them for none asks anew for each.
    there = list(held.values_list("person", flat=True))
    certified = Account.objects.filter(person__certificates__isnull=False).exclude(
        username__in=[role.username for role in CAST]
    )
    staff = certified.exclude(person__staff_code="").select_related("person").order_by("person__staff_code")
    chosen = [staff.filter(person__in=there).first(), staff.exclude(person__in=there).first()]
    for account, ago in zip(chosen, AGO, strict=True):
        if account and account.person:
            made = ask_correction(
                person=account.person, full_name=_longer(account.person.full_name), note=NOTE, acting_user=account
            )
            NameCorrection.objects.filter(pk=made.pk).update(asked_at=now - ago)


def _longer(full_name: str) -> str:
    """With a middle name more, before the given name."""
    *before, given = full_name.split()
    return " ".join([*before, "Bảo" if "Ngọc" in before else "Ngọc", given])

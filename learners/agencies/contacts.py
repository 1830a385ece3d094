"""Whom somebody asks about her learning: the contact of her agency, or of the nearest above it that names one.

Her agency is that of her primary membership today. An agency's contact is edited by those who answer for it.
"""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, JSONObject

from learners.agencies.models import Agency, AgencyClosure, AgencyContact
from mooc.foundation.models import audit
from mooc.foundation.periods import on


@dataclass(frozen=True, slots=True)
class Told:
    """A contact as pages show it; phone or e-mail may be blank, not both."""

    name: str
    phone: str
    email: str


PARTS = JSONObject(name="ancestor__contact__name", phone="ancestor__contact__phone", email="ancestor__contact__email")


def contact_of_account(day: dt.date) -> Subquery:
    """For a query of accounts: the parts of ``Told`` as a dict, None where nobody is named."""
    person = Coalesce(OuterRef("person__merged_into"), OuterRef("person"))
    below = "descendant__memberships__"
    hers = Q(**{f"{below}person": person}) | Q(**{f"{below}person__merged_into": person})
    above = AgencyClosure.objects.filter(
        on(day), on(day, below), hers, ancestor__contact__isnull=False, **{f"{below}is_primary": True}
    )
    return Subquery(above.order_by("depth", f"{below}valid_from", "pk").values(told=PARTS)[:1])


def inherited_contact(agency: Agency, day: dt.date) -> AgencyContact | None:
    """That of the nearest agency above ``agency`` which names one: what counts while it names none itself."""
    above = AgencyClosure.objects.filter(on(day), descendant=agency, depth__gt=0)
    found = above.filter(ancestor__contact__isnull=False).order_by("depth", "pk").values("ancestor__contact")
    return AgencyContact.objects.filter(pk__in=found[:1]).first()


@transaction.atomic
def set_contact(*, agency: Agency, told: Told | None, acting_user: Any) -> None:
    """Name whom the people of ``agency`` ask; None names nobody, so that the one above counts."""
    held = AgencyContact.objects.select_for_update().filter(agency=agency).first()
    old = asdict(Told(held.name, held.phone, held.email)) if held else None
    new = asdict(told) if told else None
    if old == new:
        return
    if new is None:
        AgencyContact.objects.filter(agency=agency).delete()
    else:
        AgencyContact.objects.update_or_create(agency=agency, defaults=new)
    audit(acting_user=acting_user, verb="set_contact", subject=agency, old=old, new=new)

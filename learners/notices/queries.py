"""Reading notices."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, F, IntegerField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull
from django.http import Http404

from learners.notices.models import Notice
from learners.people.models import Account
from learners.people.records import of_people


def own_notices(user: Any) -> QuerySet[Notice]:
    """Unread ones first, the newest first among each."""
    return Notice.objects.filter(account=user.pk).order_by(IsNull(F("read_at"), False), "-id")


def access_notice(user: Any, notice: int) -> Notice:
    """Her own, or 404."""
    found = Notice.objects.filter(account=user.pk, pk=notice).first()
    if found is None:
        raise Http404
    return found


def accounts_of(person_ids: Iterable[UUID]) -> list[UUID]:
    """The accounts of these human beings, under whichever of their merged records they signed up."""
    ids = list(person_ids)
    theirs = Account.objects.filter(of_people(ids), is_active=True)
    return list(theirs.values_list("pk", flat=True))


def unread_of(account_id: UUID) -> Coalesce:
    """How many she has not read, as an expression: for a page that asks for something else of her anyway."""
    waiting = Notice.objects.filter(account=account_id, read_at=None).order_by().values("account")
    counted = Subquery(waiting.annotate(count=Count("pk")).values("count"), output_field=IntegerField())
    return Coalesce(counted, Value(0))

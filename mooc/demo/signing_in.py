"""Whoever of the demonstration has studied has signed in: last when she studied last."""

from django.db.models import Max, OuterRef, Subquery

from learners.people.models import Account
from learners.progress.models import Progress


def date_sign_ins() -> None:
    studied = Progress.objects.filter(person=OuterRef("person"), last_at__isnull=False).order_by().values("person")
    last = studied.annotate(last=Max("last_at")).values("last")
    Account.objects.filter(person__progress__last_at__isnull=False).update(last_login=Subquery(last))

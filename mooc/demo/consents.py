"""Whoever has an account in the demonstration has read the notice about her data; Lan lets reading be measured."""

import datetime as dt

from learners.people.consents import give, text_in_force
from learners.people.models import Account, Consent, DataPurpose

AGO = dt.timedelta(days=14)


def write_consents(cast: dict[str, Account], now: dt.datetime) -> None:
    notice = text_in_force(DataPurpose.NOTICE)
    read_at = max(now - AGO, notice.issued_at)
    rows = [
        Consent(account_id=pk, text=notice, given_at=read_at) for pk in Account.objects.values_list("pk", flat=True)
    ]
    Consent.objects.bulk_create(rows, batch_size=500)
    lan = cast["lan"]
    give(account=lan, text=text_in_force(DataPurpose.READING), acting_user=lan)

"""Dữ liệu của tôi: what somebody read and allowed, to which words, since when, and what she may still allow."""

from dataclasses import dataclass

from learners.people.consent_models import OPTIONAL, Consent, DataPurpose, DataText
from learners.people.consents import offered, texts_in_force
from learners.people.models import Account


@dataclass(frozen=True, slots=True)
class Given:
    consent: Consent
    # A newer version of its text asks again.
    replaced: bool

    @property
    def is_notice(self) -> bool:
        return self.consent.text.purpose == DataPurpose.NOTICE

    @property
    def by_guardian(self) -> bool:
        return self.consent.text.purpose == DataPurpose.GUARDIAN


@dataclass(frozen=True, slots=True)
class Choice:
    """An optional purpose as it stands: ``consent`` is hers to the text in force."""

    text: DataText
    consent: Consent | None


@dataclass(frozen=True, slots=True)
class MyData:
    choices: list[Choice]
    given: list[Given]


def my_data(account: Account) -> MyData:
    """The newest first; two queries."""
    texts = texts_in_force()
    rows = list(Consent.objects.filter(account=account).select_related("text").order_by("-given_at", "-pk"))
    open_ones = {row.text_id: row for row in rows if row.withdrawn_at is None}
    may, choices = offered(account), []
    for purpose in OPTIONAL:
        held = open_ones.get(texts[purpose].pk)
        if held or purpose in may:
            choices.append(Choice(texts[purpose], held))
    return MyData(choices, [Given(row, _is_replaced(row, texts)) for row in rows])


def _is_replaced(row: Consent, texts: dict[str, DataText]) -> bool:
    return row.text.purpose != DataPurpose.GUARDIAN and row.text_id != texts[row.text.purpose].pk

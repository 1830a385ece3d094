"""Everything that is stored about one person, for herself: each room adds its section.

``register`` takes the name of a section and what tells it for an account, as values that JSON can hold. Rooms above
people register theirs when they are ready; what is documented in docs/integrators.md is their names.
"""

from collections.abc import Callable
from typing import Any

from learners.people.consent_models import Consent
from learners.people.models import Account

Section = Callable[[Account], Any]
_sections: dict[str, Section] = {}
CONTACT = ("username", "phone", "email", "language", "text_size", "data_saver", "created_at", "last_login")


def register(name: str, section: Section) -> None:
    _sections[name] = section


def everything_about(account: Account) -> dict[str, Any]:
    """A handful of queries for each room."""
    own = {"account": _account(account), "consents": _consents(account), "sign_in_codes": _codes(account)}
    return {**own, **{name: section(account) for name, section in _sections.items()}}


def _account(account: Account) -> dict[str, Any]:
    person = account.person
    known = {name: getattr(person, name) for name in ("full_name", "birth_year", "staff_code")} if person else {}
    return {**known, **{name: getattr(account, name) for name in CONTACT}}


def _consents(account: Account) -> list[dict[str, Any]]:
    rows = Consent.objects.filter(account=account).select_related("text").order_by("given_at", "pk")
    return [
        {
            "purpose": row.text.purpose,
            "version": row.text.version,
            "title": row.text.title,
            "text": row.text.body,
            "given_at": row.given_at,
            "channel": row.channel,
            "given_by": row.given_by or None,
            "withdrawn_at": row.withdrawn_at,
        }
        for row in rows
    ]


def _codes(account: Account) -> list[dict[str, Any]]:
    columns = ("purpose", "issued_at", "expires_at", "ended_at", "outcome")
    return list(account.codes.order_by("issued_at").values(*columns))

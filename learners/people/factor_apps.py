"""django-allauth's two apps that the second factor rests on, without what they would start.

Its own configurations ask for a middleware on every request and load its whole sign-in; sign-in is ours (``views``),
and of allauth we take the table of authenticators, the codes of RFC 6238 and the recovery codes.
"""

from allauth.account.apps import AccountConfig
from allauth.mfa.apps import MFAConfig


class AccountTables(AccountConfig):
    default = False

    def ready(self) -> None:
        """Nothing to start."""


class FactorTables(MFAConfig):
    default = False

    def ready(self) -> None:
        """Nothing to start."""

"""How the secrets of the second factor lie in the database: encrypted under a key made from the installation's own.

A copy of the database alone gives nobody's codes. Secrets written under an earlier ``SECRET_KEY`` are read as long as
it stands in ``SECRET_KEY_FALLBACKS``.
"""

import base64
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.utils.crypto import salted_hmac


class Unreadable(Exception):
    """Written under a secret key that this installation does not know any more."""


class Secrets(DefaultMFAAdapter):
    """The hooks allauth asks whenever it writes or reads a secret."""

    def encrypt(self, text: str) -> str:
        return str(_cipher().encrypt(text.encode()).decode())

    def decrypt(self, encrypted_text: str) -> str:
        from cryptography.fernet import InvalidToken

        try:
            return str(_cipher().decrypt(encrypted_text.encode()).decode())
        except InvalidToken:
            raise Unreadable from None

    def get_totp_label(self, user: Any) -> str:
        return str(user.username)


def _cipher() -> Any:
    # Rarely needed, and never to start.
    from cryptography.fernet import Fernet, MultiFernet

    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_stretched(key))) for key in keys])


def _stretched(key: str) -> bytes:
    return salted_hmac("learners.people.factor_secrets", b"", secret=key, algorithm="sha256").digest()

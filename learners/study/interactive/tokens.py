"""What a page with an interactive content is told to send along: for whom it was made, what it plays, which try it is.

The same **try** (xAPI: attempt) goes on over visits and devices until it is finished or she begins again. Each page of
it numbers its own events, so a page has a name of its own.
"""

import datetime as dt
import secrets
from dataclasses import dataclass
from uuid import UUID

from django.core import signing
from django.utils import timezone

from learners.enrolment.statements import derived_id

SALT = "study.interactive"


@dataclass(frozen=True, slots=True)
class Token:
    """``number`` counts tries from 1, ``issued`` is when the page was made."""

    enrolment: UUID
    unit_key: UUID
    content_key: UUID
    revision: UUID
    number: int
    page: str
    issued: dt.datetime

    @property
    def attempt(self) -> UUID:
        return attempt_id(self.enrolment, self.unit_key, self.content_key, self.number)

    def sign(self) -> str:
        ids = [key.hex for key in (self.enrolment, self.unit_key, self.content_key, self.revision)]
        return signing.dumps([*ids, self.number, self.page, self.issued.timestamp()], salt=SALT)

    @classmethod
    def read(cls, text: object) -> "Token | None":
        """None for what this installation did not sign."""
        try:
            told = signing.loads(text if isinstance(text, str) else "", salt=SALT)
        except signing.BadSignature:
            return None
        enrolment, unit_key, content_key, revision = (UUID(key) for key in told[:4])
        number, page, issued = told[4:]
        moment = dt.datetime.fromtimestamp(issued, dt.UTC)
        return cls(enrolment, unit_key, content_key, revision, number, page, moment)


def new_token(enrolment: UUID, unit_key: UUID, content_key: UUID, revision: UUID, number: int) -> Token:
    return Token(enrolment, unit_key, content_key, revision, number, secrets.token_urlsafe(9), timezone.now())


def attempt_id(enrolment: UUID, unit_key: UUID, content_key: UUID, number: int) -> UUID:
    return derived_id(enrolment, f"h5p-{unit_key}-{content_key}-{number}")

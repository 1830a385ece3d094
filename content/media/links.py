"""Signed addresses of recordings: they open for whoever was shown the page, until the end of the next day.

Who may see a recording follows from who may see the lesson it is in, and that only the lesson's page knows. So the page
hands out the address. It is the same all day, which lets a browser keep what it has fetched.
"""

from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.http import Http404
from django.utils import timezone

# Days after its own on which an address still opens: a page may stay open over midnight.
GRACE = 1


@dataclass(frozen=True, slots=True)
class Named:
    what: str
    pk: int


def _signer() -> Signer:
    return Signer(salt="content.media.links", sep="~")


def token_of(what: str, pk: int) -> str:
    return _signer().sign(f"{what}-{pk}-{timezone.localdate().toordinal()}")


def named_by(token: str) -> Named:
    """404 for what nobody signed, and for what is older than it may be."""
    try:
        what, pk, day = _signer().unsign(token).split("-")
    except BadSignature:
        raise Http404 from None
    if not 0 <= timezone.localdate().toordinal() - int(day) <= GRACE:
        raise Http404
    return Named(what, int(pk))

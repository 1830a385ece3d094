"""How an interactive part stands for her, and what of that a lesson asks for."""

from typing import Any

from django.utils.translation import gettext as _

from content.h5p.claims.grading.versions import is_known
from content.h5p.claims.libraries import library_of
from learners.progress.folding import PartState


def words_of(part: PartState | None) -> dict[str, Any]:
    """For the page: ``done`` and ``verified``, and both in words."""
    if part is None:
        return {"done": False, "verified": False, "words": _("Chưa làm")}
    if part.verified is None:
        return {"done": True, "verified": False, "words": _("Đã xong")}
    return {"done": True, "verified": True, "words": _("Đã xong, kết quả đã được máy chủ kiểm")}


def is_enough(part: PartState | None, library: str, *, verified: bool) -> bool:
    """Where the lesson asks for a ``verified`` result; of a type that the server cannot grade being done is enough, for
    nobody could ever give more."""
    if part is None:
        return False
    return part.verified is not None or not verified or not can_be_verified(library)


def can_be_verified(library: str) -> bool:
    """``library``: "H5P.X 1.2"."""
    named = library_of(library)
    return named is not None and is_known(named)

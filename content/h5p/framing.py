"""What a page that shows a content needs to know of it: where it is played, how heavy it is, or why it is not."""

from dataclasses import dataclass

from django.db.models import Sum

from content.h5p.models import Revision
from content.h5p.player import bundle, page, playing


@dataclass(frozen=True, slots=True)
class Shown:
    """``address`` is "" where there is nothing to play; ``size`` in bytes, as far as it is known.

    What the page fetches for the frame: ``script``, ``style``, and what lies below ``files``.
    """

    standing: str
    address: str = ""
    size: int = 0
    script: str = ""
    style: str = ""
    files: str = ""


def shown(revision: Revision | None, media: int | None = None) -> Shown:
    """``media``: bytes of its own pictures and recordings; asked for where they are not told."""
    if revision is None:
        return Shown(playing.Standing.WAITING)
    played = playing.of(revision)
    if played.standing != playing.Standing.PLAYED:
        return Shown(played.standing)
    kept = bundle.find(played.bundle)
    # Before anybody has opened it, what its author brought says how heavy it is at most.
    size = kept.weight + (_media_of(revision) if media is None else media) if kept else revision.size
    script, style = (page.bundle_address(played, kind) for kind in ("js", "css"))
    return Shown(played.standing, played.address, size, script, style, page.files_address(played))


def _media_of(revision: Revision) -> int:
    return revision.files.aggregate(total=Sum("file__size"))["total"] or 0

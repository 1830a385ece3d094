"""What a lesson weighs before anybody opens it: the files around its text, and its pictures as phones get them."""

import gzip
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders

from content.h5p.models import Content
from content.media.models import CourseImage
from content.media.recordings import KINDS
from courses.catalogue.block_text import Raw, interactive, recordings, shown_pictures
from courses.catalogue.proofreading import Report, proofread

# The page around a lesson's text, compressed; and what a signed-in learner's lesson has the browser fetch.
SHELL = 4 * 1024
FETCHED = ("css/site.css", "js/reading.js")
# The widest picture that is sent (blocks/figure.html).
WIDEST = 960


@lru_cache(maxsize=1)
def frame() -> int:
    """Bytes of a first visit without the lesson's own text, as they are sent."""
    paths = [found for name in FETCHED if (found := finders.find(name))]
    return SHELL + sum(len(gzip.compress(Path(str(path)).read_bytes())) for path in paths)


def picture_sizes(ids: Iterable[int]) -> dict[int, int]:
    """Bytes of each picture, at most: what was uploaded, less where it is wider than what is sent; one query."""
    rows = CourseImage.objects.filter(pk__in=set(ids)).values_list("pk", "file_size", "width")
    return {pk: round((size or 0) * min(1.0, (WIDEST / width) ** 2)) for pk, size, width in rows}


def reports(lessons: Mapping[int, tuple[Raw, int]]) -> dict[int, Report]:
    """Of many lessons, each its blocks and the minutes it says it takes; a query for each kind of file there is."""
    blocks = [block for raw, _minutes in lessons.values() for block in raw]
    sizes = picture_sizes(number for block in blocks for number in shown_pictures(block["value"]))
    played = {kind: _recorded(kind, recordings(blocks, kind)) for kind in KINDS}
    brought = _brought(interactive(blocks))
    return {
        key: proofread(raw, minutes=minutes, frame=frame(), sizes=sizes, played=_played(raw, played, brought))
        for key, (raw, minutes) in lessons.items()
    }


def _recorded(kind: str, ids: list[int]) -> dict[int, tuple[int, int]]:
    """Bytes and seconds of each; no query where there is none."""
    if not ids:
        return {}
    rows = KINDS[kind].objects.filter(pk__in=ids).values_list("pk", "size", "seconds")
    return {pk: (size, seconds or 0) for pk, size, seconds in rows}


def _brought(ids: list[int]) -> dict[int, int]:
    """Bytes of the packages of interactive contents, more than anybody fetches; no query where there is none."""
    return dict(Content.objects.filter(pk__in=ids).values_list("pk", "current__size")) if ids else {}


def _played(
    raw: Raw, known: Mapping[str, Mapping[int, tuple[int, int]]], brought: Mapping[int, int | None]
) -> list[tuple[int, int]]:
    recorded = [known[kind][pk] for kind in known for pk in recordings(raw, kind) if pk in known[kind]]
    return [*recorded, *((brought.get(pk) or 0, 0) for pk in interactive(raw))]

"""From a revision to the libraries it runs on: pinned once all of them are approved, never changed in passing.

Parameters are cleaned by the semantics of the very libraries that will run them, so this is where it is done.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from content.h5p.models import Approval, Content, Library, Pin, Revision
from content.h5p.registry import Asked, Resolved, Version, needs_of, resolve, used_in


def approved() -> dict[Asked, list[Version]]:
    """Every approved library by what it is asked for as."""
    found: dict[Asked, list[Version]] = defaultdict(list)
    columns = ("id", "machine_name", "major", "minor", "patch", "digest", "manifest")
    rows = Library.objects.filter(approval=Approval.APPROVED).values_list(*columns)
    for key, name, major, minor, patch, digest, manifest in rows:
        asked = Asked(name, major, minor)
        found[asked].append(Version(key, asked, patch, digest, needs_of(manifest)))
    return found


def wanted_by(revision: Revision) -> list[Asked]:
    """What the package itself asks for, and whatever its parameters name; its own type last."""
    named = [*needs_of(revision.package), *used_in(revision.raw_parameters)]
    main = Asked.read(revision.library)
    return [*dict.fromkeys(named), *([main] if main else [])]


def resolved(revision: Revision, known: Mapping[Asked, Sequence[Version]]) -> Resolved:
    brought = {
        asked: (patch, digest) for text, patch, digest in revision.brought if (asked := Asked.read(text)) is not None
    }
    return resolve(wanted_by(revision), known, brought)


def pin(revision: Revision, known: Mapping[Asked, Sequence[Version]]) -> bool:
    """Whether it can be played now; if not, ``missing`` says what for. Within a transaction."""
    found = resolved(revision, known)
    revision.missing = sorted(map(str, found.missing))
    if not found.missing:
        revision.parameters = revision.raw_parameters
        pins = [Pin(revision=revision, library_id=one.id, position=place) for place, one in enumerate(found.order)]
        Pin.objects.bulk_create(pins)
        later = revision.content.revisions.filter(number__gt=revision.number, parameters__isnull=False)
        if not later.exists():
            Content.objects.filter(pk=revision.content_id).update(current=revision)
    revision.save(update_fields=["missing", "parameters"])
    return revision.is_ready


def pin_waiting() -> int:
    """Every revision that waits for a library, in the order in which they came; says how many need wait no more."""
    waiting = Revision.objects.filter(parameters__isnull=True).select_for_update().order_by("made_at", "pk")
    known = approved()
    return sum(pin(revision, known) for revision in waiting)

"""From a revision to the libraries it runs on: pinned once all of them are approved, never changed in passing.

Parameters are cleaned by the semantics of the very libraries that will run them, so this is where it is done.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from content.h5p.models import PACKAGE_NUMBER, Approval, Content, Library, Pin, Revision
from content.h5p.package.addresses import external
from content.h5p.package.refusals import Refused
from content.h5p.package.semantics import clean
from content.h5p.registry import Asked, Resolved, Version, choose, needs_of, resolve, run_as, stand_ins, used_in
from content.h5p.remarks import kept_remarks, remarks_of


@dataclass(slots=True)
class Awaited:
    """Keys of revisions whose libraries are all approved now: of those that can be played, and of those that cannot."""

    ready: set[UUID] = field(default_factory=set)
    broken: set[UUID] = field(default_factory=set)


def approved() -> dict[Asked, list[Version]]:
    """Every approved library by what it is asked for as."""
    found: dict[Asked, list[Version]] = defaultdict(list)
    columns = ("id", "machine_name", "major", "minor", "patch", "digest", "manifest")
    rows = Library.objects.filter(approval=Approval.APPROVED).values_list(*columns)
    for key, name, major, minor, patch, digest, manifest in rows:
        asked = Asked(name, major, minor)
        found[asked].append(Version(key, asked, patch, digest, needs_of(manifest)))
    return found


def asked_of(library: Library) -> Asked:
    return Asked(library.machine_name, library.major, library.minor)


def version_of(library: Library) -> Version:
    return Version(library.pk, asked_of(library), library.patch, library.digest, needs_of(library.manifest))


def wanted_by(revision: Revision) -> list[Asked]:
    """What the package itself asks for, and whatever its parameters name; its own type last."""
    used = run_as(revision.raw_parameters, _own(revision))
    main = Asked.read(revision.library)
    return [*dict.fromkeys([*needs_of(revision.package), *used]), *([main] if main else [])]


def _own(revision: Revision) -> set[Asked]:
    return {*needs_of(revision.package), *_brought(revision)}


def resolved(revision: Revision, known: Mapping[Asked, Sequence[Version]]) -> Resolved:
    return resolve(wanted_by(revision), known, _brought(revision))


def _brought(revision: Revision) -> dict[Asked, tuple[int, str]]:
    return {asked: (patch, digest) for text, patch, digest in revision.brought if (asked := Asked.read(text))}


def unapproved(revision: Revision) -> tuple[list[Library], list[str]]:
    """What one that waits needs: libraries that came with it and wait for approval, in the order in which they are
    loaded, and the names of those that nobody has brought."""
    known: dict[Asked, Sequence[Version]] = dict(approved())
    brought = _brought(revision)
    digests = [digest for _patch, digest in brought.values()]
    held = {one.pk: one for one in Library.objects.filter(digest__in=digests).exclude(approval=Approval.APPROVED)}
    for one in held.values():
        asked = asked_of(one)
        if choose(known.get(asked, ()), brought.get(asked)) is None:
            known[asked] = [version_of(one)]
    found = resolve(filter(None, map(Asked.read, revision.missing)), known, brought)
    return [held[one.id] for one in found.order if one.id in held], sorted(map(str, found.missing))


def pin(revision: Revision, known: Mapping[Asked, Sequence[Version]]) -> bool:
    """Whether it can be played now; if not, ``missing`` says what for. Within a transaction. Raises ``Refused``."""
    return pin_to(revision, resolved(revision, known))


def pin_to(revision: Revision, found: Resolved) -> bool:
    """As ``pin``. It becomes what is played from now on, unless a later package can be played already."""
    revision.missing = sorted(map(str, found.missing))
    if not found.missing:
        _clean(revision, found)
        pins = [Pin(revision=revision, library_id=one.id, position=place) for place, one in enumerate(found.order)]
        Pin.objects.bulk_create(pins)
        later = revision.content.revisions.annotate(package_number=PACKAGE_NUMBER).filter(parameters__isnull=False)
        if not later.filter(package_number__gt=revision.package_of or revision.number).exists():
            Content.objects.filter(pk=revision.content_id).update(current=revision)
    revision.save(update_fields=["missing", "parameters", "remarks"])
    return revision.is_ready


def _clean(revision: Revision, found: Resolved) -> None:
    named = {one.id: one.asked for one in found.order}
    rows = Library.objects.filter(pk__in=named).values_list("pk", "semantics")
    semantics = {named[key]: told for key, told in rows}
    main = Asked.read(revision.library) or found.order[-1].asked
    files = list(revision.files.values_list("path", flat=True))
    standing = stand_ins(used_in(revision.raw_parameters), _own(revision))
    cleaned = clean(revision.raw_parameters, main, semantics.get, files, stand_ins=standing)
    revision.parameters = cleaned.parameters
    told = remarks_of(cleaned, external(cleaned.parameters))
    revision.remarks = [*told, *kept_remarks(revision.remarks)]


def waiting_for(libraries: Iterable[Library]) -> set[UUID]:
    """Keys of revisions that came with one of them, wait, and have no approved one instead."""
    digests, known = {one.digest for one in libraries}, approved()
    rows = Revision.objects.filter(parameters__isnull=True).values_list("pk", "brought", "missing")
    return {
        key
        for key, brought, missing in rows
        for text, patch, digest in brought
        if missing and digest in digests and (asked := Asked.read(text))
        if choose(known.get(asked, ()), (patch, digest)) is None
    }


def pin_waiting() -> Awaited:
    """Every revision that waits for a library, in the order in which they came."""
    waiting = Revision.objects.filter(parameters__isnull=True).select_for_update().order_by("made_at", "pk")
    known, found = approved(), Awaited()
    for revision in waiting:
        waited = bool(revision.missing)
        if _pin_late(revision, known):
            found.ready.add(revision.pk)
        elif waited and not revision.missing:
            found.broken.add(revision.pk)
    return found


def _pin_late(revision: Revision, known: Mapping[Asked, Sequence[Version]]) -> bool:
    """Nobody waits for the answer any more: why it cannot be played stays with it."""
    try:
        with transaction.atomic():
            return pin(revision, known)
    except Refused as refused:
        remarks = [{"word": "refused", "problem": problem} for problem in refused.problems]
        told = [*remarks, *kept_remarks(revision.remarks)]
        Revision.objects.filter(pk=revision.pk).update(remarks=told, missing=[])
        return False

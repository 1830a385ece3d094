"""A package taken in: its files by their hashes, its libraries as they came, a revision that names them.

Files are written before anything names them; rows follow in one short transaction. A library nobody knows waits for
an administrator (``approving``), and with it whatever runs on it. A library there is already is never written over: it
is the same bytes, or another library.
"""

import hashlib
from typing import IO, Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from content.h5p.keeping import AT_ONCE, keep_files, write_rows
from content.h5p.models import Content, ContentFile, Library, LibraryFile, Revision, Upload, UploadState
from content.h5p.package.opening import Opened, PackedLibrary, open_package
from content.h5p.pinning import approved, pin
from content.h5p.remarks import Remark, remarks_of_package, remarks_on_addresses, remarks_on_needs
from mooc.foundation.batches import in_batches
from mooc.foundation.models import audit
from mooc.foundation.private import private_storage

# How often whoever waits sees the bar move.
STEPS = 20


def take(upload: Upload, acting_user: Any) -> None:
    """Raises ``Refused`` and changes nothing; an upload that was taken already stays as it is."""
    with upload.file.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        opened = open_package(file, with_content=not upload.libraries_only)
        size = max(1, sum(one.size for one in opened.all_files()))
        found = keep_files(opened, lambda done: _tell(upload, done * upload.size // size))
        with transaction.atomic():
            if not Upload.objects.select_for_update().filter(pk=upload.pk, state=UploadState.WAITING).exists():
                return
            write_rows(opened, found)
            libraries = write_libraries(opened, acting_user)
            revision = None if upload.libraries_only else _write_revision(opened, upload, sha256, acting_user)
            remarks = [*remarks_on_needs(opened), *remarks_of_package(opened)] if upload.libraries_only else []
            _end(upload, revision, libraries, remarks, sha256, acting_user)
    private_storage().delete(str(upload.file.name))


def _end(
    upload: Upload,
    revision: Revision | None,
    libraries: list[Library],
    remarks: list[Remark],
    sha256: str,
    acting_user: Any,
) -> None:
    upload.brought.set(libraries)
    Upload.objects.filter(pk=upload.pk).update(
        state=UploadState.TAKEN,
        revision=revision,
        done=upload.size,
        file="",
        remarks=remarks,
        touched_at=timezone.now(),
    )
    about = {"content": str(revision.content.key), "revision": revision.number} if revision else {}
    told = {"file": upload.name, "sha256": sha256, "libraries": [one.digest for one in libraries]}
    audit(acting_user=acting_user, verb="h5p.take", subject=upload, new={**told, **about})


def take_libraries(file: IO[bytes], acting_user: Any) -> list[Library]:
    """The libraries of a package, with or without content. Raises ``Refused``."""
    opened = open_package(file, with_content=False)
    found = keep_files(opened, lambda done: None)
    with transaction.atomic():
        write_rows(opened, found)
        return write_libraries(opened, acting_user)


def _tell(upload: Upload, done: int) -> None:
    """A step of it is written, not each file."""
    if done - upload.done >= upload.size // STEPS:
        upload.done = done
        Upload.objects.filter(pk=upload.pk).update(done=done, touched_at=timezone.now())


def write_libraries(opened: Opened, acting_user: Any) -> list[Library]:
    """Those of the package, as rows; new ones wait for approval."""
    digests = [library.digest for library in opened.libraries]
    held = {one.digest: one for batch in in_batches(digests) for one in Library.objects.filter(digest__in=batch)}
    for library in opened.libraries:
        if library.digest not in held:
            held[library.digest] = _write_library(library, opened.semantics(library), acting_user)
    return [held[digest] for digest in digests]


def _write_library(packed: PackedLibrary, semantics: Any, acting_user: Any) -> Library:
    manifest = packed.manifest
    library, made = Library.objects.get_or_create(
        digest=packed.digest,
        defaults={
            "machine_name": manifest.asked.name,
            "major": manifest.asked.major,
            "minor": manifest.asked.minor,
            "patch": manifest.patch,
            "title": manifest.title,
            "runnable": manifest.runnable,
            "manifest": manifest.raw,
            "semantics": semantics,
            "size": packed.size,
            "brought_by": acting_user,
            "created_at": timezone.now(),
        },
    )
    if made:
        named = [
            LibraryFile(library=library, path=file.path, mime=file.mime, file_id=file.sha256) for file in packed.files
        ]
        LibraryFile.objects.bulk_create(named, batch_size=AT_ONCE)
    return library


def _write_revision(opened: Opened, upload: Upload, sha256: str, acting_user: Any) -> Revision:
    content = upload.content or _new_content(opened, upload, acting_user)
    # Two revisions of one content are numbered one after the other.
    Content.objects.select_for_update().get(pk=content.pk)
    last = content.revisions.aggregate(last=Max("number"))["last"] or 0
    revision = Revision.objects.create(
        content=content,
        number=last + 1,
        library=str(opened.manifest.main),
        package=opened.manifest.raw,
        raw_parameters=opened.parameters,
        # Once it is pinned, they are of what is left of the parameters.
        remarks=[*remarks_on_addresses(opened.external), *remarks_of_package(opened)],
        brought=[[str(one.manifest.asked), one.manifest.patch, one.digest] for one in opened.libraries],
        name=upload.name,
        sha256=sha256,
        size=upload.size,
        made_by=acting_user,
        made_at=timezone.now(),
    )
    named = [
        ContentFile(revision=revision, path=file.path, mime=file.mime, file_id=file.sha256) for file in opened.files
    ]
    ContentFile.objects.bulk_create(named, batch_size=AT_ONCE)
    pin(revision, approved())
    return revision


def _new_content(opened: Opened, upload: Upload, acting_user: Any) -> Content:
    title = opened.manifest.title or upload.name.removesuffix(".h5p")
    return Content.objects.create(title=title[:160], created_by=acting_user)

"""Contents from one library to another of the same name and ``major.minor``: a newer patch, and the way back.

A move makes the next revision of a content, of the same package, pinned to all that ran it before but for that one
library and what only it needs. Nothing that is there changes: whoever is in the middle goes on with what she began.
The way back is a move as well, and gives the very libraries that ran the content before.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from content.h5p.keeping import AT_ONCE
from content.h5p.models import Approval, Content, ContentFile, Library, Revision
from content.h5p.package.refusals import Refused
from content.h5p.pinning import approved, asked_of, pin_to, version_of, wanted_by
from content.h5p.registry import Asked, Resolved, Version, resolve
from mooc.foundation.models import audit

# What the copy has from the revision it is made of.
_SAME = ("content", "library", "package", "raw_parameters", "brought", "remarks", "written", "name", "sha256", "size")
Known = dict[Asked, list[Version]]


@dataclass(slots=True)
class Moved:
    """``stayed``: contents that the other library does not run, and why."""

    number: int = 0
    stayed: list[tuple[Content, list[str]]] = field(default_factory=list)


def can_move(source: Library, target: Library) -> bool:
    """Whether contents of one may run on the other at all."""
    is_other = source.pk != target.pk and asked_of(source) == asked_of(target)
    return is_other and target.approval == Approval.APPROVED


def move(*, contents: Iterable[Content], source: Library, target: Library, acting_user: Any) -> Moved:
    """Those of ``contents`` that whoever begins now plays on ``source``; each in a transaction of its own.

    One that ran on it when the page was shown and does no longer is passed over: the button was pressed twice, or its
    author has replaced the package.
    """
    moved, known = Moved(), approved()
    for content in contents:
        try:
            moved.number += _move(content, source, target, known, acting_user)
        except Refused as refused:
            moved.stayed.append((content, list(refused.problems)))
    return moved


@transaction.atomic
def _move(content: Content, source: Library, target: Library, known: Known, acting_user: Any) -> bool:
    # Libraries before contents, as whoever decides on them does.
    held = Library.objects.select_for_update(no_key=True).defer("semantics").get(pk=target.pk)
    locked = Content.objects.select_for_update(of=("self",)).select_related("current").get(pk=content.pk)
    before = locked.current
    pins = list(before.pins.select_related("library").defer("library__semantics")) if before else []
    if before is None or all(pin.library_id != source.pk for pin in pins):
        return False
    if not can_move(source, held):
        raise Refused(_("Thư viện %s không còn được duyệt.") % held)
    ran = _versions(_ran_earlier(before))
    found = resolve(wanted_by(before), known | ran | _versions(pin.library for pin in pins) | _versions([held]), {})
    if found.missing:
        text = _("Cần thêm thư viện chưa được duyệt: %s. Anh/chị duyệt rồi chuyển lần nữa.")
        raise Refused(text % ", ".join(map(str, found.missing)))
    after = _copy(before, found, acting_user)
    old = {"revision": before.number, "library": source.digest}
    new = {"revision": after.number, "library": held.digest}
    audit(acting_user=acting_user, verb="h5p.move", subject=locked, old=old, new=new)
    return True


def _ran_earlier(revision: Revision) -> Iterable[Library]:
    """What the same package ran on before it was moved the last time, as far as it may still run."""
    if revision.package_of is None:
        return []
    same = Q(number=revision.package_of) | Q(package_of=revision.package_of, number__lt=revision.number)
    last = Revision.objects.filter(same, content=revision.content_id).order_by("-number").values("pk")[:1]
    return Library.objects.filter(pins__revision__in=last, approval=Approval.APPROVED).defer("semantics")


def _versions(libraries: Iterable[Library]) -> Known:
    return {one.asked: [one] for one in map(version_of, libraries)}


def _copy(before: Revision, found: Resolved, acting_user: Any) -> Revision:
    last = Revision.objects.filter(content=before.content_id).aggregate(last=Max("number"))["last"]
    after = Revision.objects.create(
        number=last + 1,
        package_of=before.package_of or before.number,
        made_by=acting_user,
        made_at=timezone.now(),
        **{name: getattr(before, name) for name in _SAME},
    )
    files = before.files.values_list("path", "mime", "file_id")
    ContentFile.objects.bulk_create(
        [ContentFile(revision=after, path=path, mime=mime, file_id=sha256) for path, mime, sha256 in files],
        batch_size=AT_ONCE,
    )
    pin_to(after, found)
    return after

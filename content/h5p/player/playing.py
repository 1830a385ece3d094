"""What of a content is played: the libraries of one revision in their order, and the address that never changes.

A **page** is the same for everybody and kept for ever: its address holds a digest of all that makes it, the player's
own code included. Whether it may be played is asked when a lesson is shown, and once more when the page is fetched.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from content.h5p import core
from content.h5p.models import Approval, Content, Library, Pin, Revision
from content.h5p.player.texts import texts
from content.h5p.registry import EDITOR

_HERE = Path(__file__).parent
# What a lesson need not read to name a page: parameters are as long as the content is.
_LONG = ("package", "raw_parameters", "parameters", "remarks")


class Standing(models.TextChoices):
    PLAYED = "played", _("mở được")
    NOT_INSTALLED = "not-installed", _("máy chủ chưa cài bộ phát")
    WAITING = "waiting", _("chờ duyệt thư viện")
    WITHDRAWN = "withdrawn", _("thư viện đã bị rút")


@dataclass(frozen=True, slots=True)
class Playing:
    revision: Revision
    libraries: tuple[Library, ...]

    @property
    def standing(self) -> Standing:
        if not self.libraries or self.revision.missing:
            return Standing.WAITING
        if any(library.approval != Approval.APPROVED for library in self.libraries):
            return Standing.WITHDRAWN
        return Standing.PLAYED if core.find() else Standing.NOT_INSTALLED

    @property
    def bundle(self) -> str:
        """Digest of the scripts and styles: two contents with the same libraries share them."""
        return bundle_of(library.digest for library in self.libraries)

    @property
    def digest(self) -> str:
        """Whatever the page's headers allow is kept with the page, so it is in here as well."""
        return _digest(self.bundle, str(self.revision.pk), *settings.H5P_OUTSIDE_HOSTS)[:32]

    @property
    def address(self) -> str:
        return reverse("h5p:page", args=[self.revision.pk, self.digest])


def bundle_of(libraries: Iterable[str]) -> str:
    """By the digests of the libraries, in their order."""
    return _digest(core_digest(), own_digest(), *libraries)


def bundles() -> set[str]:
    """Those of all revisions there are, whoever may still play them; one query."""
    pins = Pin.objects.exclude(library__machine_name__startswith=EDITOR).order_by("revision", "position")
    rows = pins.values_list("revision", "library__digest").iterator()
    return {bundle_of(digest for _key, digest in pinned) for _revision, pinned in groupby(rows, itemgetter(0))}


def of(revision: Revision) -> Playing:
    """Costs a query unless the pins were fetched with it (``with_pins``)."""
    prefetch_related_objects([revision], _pins())
    libraries = (pin.library for pin in revision.pins.all())
    return Playing(revision, tuple(one for one in libraries if not one.machine_name.startswith(EDITOR)))


def with_pins(revisions: QuerySet[Revision]) -> QuerySet[Revision]:
    return revisions.prefetch_related(_pins())


def with_current(contents: QuerySet[Content]) -> QuerySet[Content]:
    """Contents with the revision that whoever begins now plays, and what that runs on; a query more."""
    long = (f"current__{name}" for name in _LONG)
    return contents.select_related("current").defer(*long).prefetch_related(_pins("current__pins"))


def _pins(path: str = "pins") -> Prefetch[str]:
    pins = Pin.objects.select_related("library").defer("library__semantics").order_by("position")
    return Prefetch(path, pins)


def core_digest() -> str:
    """ "" where the core is not installed."""
    found = core.find()
    return _of_files((found.script, found.style)) if found else ""


@cache
def own_digest() -> str:
    """Of the player's own code and words: whatever is changed of them makes new pages."""
    files = tuple(sorted(path for path in _HERE.rglob("*") if path.suffix in {".py", ".js", ".css"}))
    return _digest(_of_files(files), json.dumps(texts(), sort_keys=True))


@cache
def _of_files(paths: tuple[Path, ...]) -> str:
    return _digest(*(hashlib.sha256(path.read_bytes()).hexdigest() for path in paths))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()

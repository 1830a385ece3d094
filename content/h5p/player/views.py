"""The player's page, its bundles, and files of libraries and contents. Whoever knows an address may read it."""

import gzip
from dataclasses import dataclass
from uuid import UUID

from django.core.files.storage import Storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from content.h5p import core, store
from content.h5p.models import Approval, ContentFile, LibraryFile, NamedFile, Revision
from content.h5p.player import bundle, page, playing
from content.h5p.player.headers import WHILE_SIGNED, seal_file, seal_page, storage_address
from mooc.foundation.ranges import send

_TYPES = {".woff2": "font/woff2", ".gif": "image/gif", ".png": "image/png", ".svg": "image/svg+xml"}
_TEXT = ("text/", "application/json", "application/javascript", "image/svg+xml")


@dataclass(frozen=True, slots=True)
class _Bytes:
    """As ``ranges`` takes it."""

    name: str
    storage: Storage

    @property
    def size(self) -> int:
        return self.storage.size(self.name)


@require_safe
def show(request: HttpRequest, revision: UUID, digest: str) -> HttpResponseBase:
    found = get_object_or_404(
        playing.with_pins(Revision.objects.select_related("content").defer("raw_parameters")), pk=revision
    )
    played = playing.of(found)
    if played.standing != playing.Standing.PLAYED:
        closed = render(request, "h5p/closed.html", {"standing": played.standing}, status=404)
        closed["Cache-Control"] = "no-store"
        return closed
    if digest != played.digest:
        moved = redirect(played.address)
        moved["Cache-Control"] = "no-store"
        return moved
    bundle.ensure(played)
    return seal_page(request, HttpResponse(page.written(request, played), headers={"Content-Language": "vi"}))


@require_safe
def bundled(request: HttpRequest, digest: str, kind: str) -> HttpResponseBase:
    """Compressed as the browser likes it best. No query."""
    coding = _coding(request.headers.get("Accept-Encoding", ""))
    data = bundle.read(digest, kind, coding or "gz")
    if data is None:
        raise Http404
    answer = HttpResponse(data if coding else gzip.decompress(data), content_type=bundle.KINDS[kind])
    if coding:
        answer["Content-Encoding"] = {"br": "br", "gz": "gzip"}[coding]
    answer["Vary"] = "Accept-Encoding"
    return seal_file(answer)


def _coding(accepted: str) -> str:
    offers = [offer.replace(" ", "") for offer in accepted.lower().split(",")]
    taken = {offer.split(";")[0] for offer in offers if not offer.endswith(";q=0")}
    return "br" if "br" in taken else "gz" if "gzip" in taken else ""


@require_safe
def library_file(request: HttpRequest, digest: str, path: str) -> HttpResponseBase:
    files = LibraryFile.objects.filter(library__approval=Approval.APPROVED)
    return _sent(request, get_object_or_404(files, library__digest=digest, path=_asked(path)))


@require_safe
def content_file(request: HttpRequest, revision: UUID, path: str) -> HttpResponseBase:
    files = ContentFile.objects.filter(revision__parameters__isnull=False)
    return _sent(request, get_object_or_404(files, revision=revision, path=_asked(path)))


def _asked(path: str) -> str:
    """PostgreSQL takes no NUL, not even to look for. Libraries put one slash more before a file than there is."""
    if "\0" in path:
        raise Http404
    return path.lstrip("/")


@require_safe
def core_file(request: HttpRequest, digest: str, name: str) -> HttpResponseBase:
    """A font or picture of the core's style, and nothing else of its package."""
    found = core.find()
    paths = {path.name: path for path in found.files.values()} if found else {}
    if name not in paths or digest != playing.core_digest()[:32]:
        raise Http404
    return seal_file(HttpResponse(paths[name].read_bytes(), content_type=_TYPES[paths[name].suffix]))


def _sent(request: HttpRequest, file: NamedFile) -> HttpResponseBase:
    name = store.name_of(file.file_id)
    if address := storage_address(name):
        return seal_file(HttpResponseRedirect(address), WHILE_SIGNED)
    mime = f"{file.mime}; charset=utf-8" if file.mime.startswith(_TEXT) else file.mime
    return seal_file(send(request, _Bytes(name, store.storage()), mime, private=True))

"""How much a request may bring.

Outside the admin and the store of statements, which have limits of their own, a file larger than ``UPLOAD_MB`` is read
past and not kept: the rest of its form arrives (``too_large`` names what was left out). A request larger than
``REQUEST_MB`` is refused unread, as its length says; one that does not say how long it is has no body for Django.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

MEGABYTE = 2**20
ADMIN, STORE = "/quan-tri/", "/xapi/"
_LEFT_OUT = "_files_too_large"
# What a form has beside its recording.
BESIDE = 2


def too_large(request: HttpRequest) -> dict[str, list[str]]:
    """By field, the names of the files that were not kept."""
    found: dict[str, list[str]] = getattr(request, _LEFT_OUT, {})
    return found


class PassLarge(FileUploadHandler):
    """Before those that keep: what it skips reaches none of them."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.read = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.read += len(raw_data)
        if self.read > settings.UPLOAD_MB * MEGABYTE and not _is_admin(self.request):
            self._leave_out()
            raise SkipFile
        return raw_data

    def _leave_out(self) -> None:
        if self.request is not None:
            left_out = too_large(self.request)
            left_out.setdefault(self.field_name, []).append(self.file_name or "")
            setattr(self.request, _LEFT_OUT, left_out)

    def file_complete(self, file_size: int) -> None:
        """None: the next handler has the file."""


def bounded(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware; before whatever reads a body."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        limit = _limit(request)
        if limit and _length(request) > limit * MEGABYTE:
            return _refused(request)
        return get_response(request)

    return answer


def _limit(request: HttpRequest) -> int:
    """In megabytes; 0 where the room that answers has its own."""
    if request.path_info.startswith(STORE):
        return 0
    most: int = settings.RECORDING_MB + BESIDE if _is_admin(request) else settings.REQUEST_MB
    return most


def _is_admin(request: HttpRequest | None) -> bool:
    """Whoever is signed in there; anybody else brings no recording."""
    return request is not None and request.path_info.startswith(ADMIN) and SESSION_KEY in request.session


def _length(request: HttpRequest) -> int:
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isascii() and text.isdigit() else 0


def _refused(request: HttpRequest) -> HttpResponse:
    most = settings.RECORDING_MB if _is_admin(request) else settings.UPLOAD_MB
    return render(request, "413.html", {"most": most}, status=413)

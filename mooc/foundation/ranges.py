"""Serving a large file piece by piece, as players ask for it (RFC 9110, chapter 14).

One span a request is answered; a request for several gets the whole file, as the standard allows. Rights are the
caller's business. Where ``MEDIA_ACCEL`` names an internal location of the web server, that sends the bytes itself.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import Storage
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

CHUNK = 64 * 1024
_RANGE = re.compile(r"bytes=(?:(\d+)-(\d*)|-(\d+))")


class Unsatisfiable(Exception):
    """The span begins beyond the end."""


class Stored(Protocol):
    """A file of a row, or whatever else is in a storage."""

    @property
    def name(self) -> Any: ...
    @property
    def size(self) -> int: ...
    @property
    def storage(self) -> Storage: ...


@dataclass(frozen=True, slots=True)
class Span:
    """Both ends are within it."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


def span_of(header: str, size: int) -> Span | None:
    """The span asked for, None for the whole of ``size`` bytes; raises ``Unsatisfiable``. Nonsense asks for nothing."""
    found = _RANGE.fullmatch(header.strip())
    if found is None:
        return None
    if found[3]:
        length = min(int(found[3]), size)
        first, last = size - length, size - 1
    else:
        first, last = int(found[1]), min(int(found[2] or size), size - 1)
        if found[2] and int(found[2]) < first:
            return None
    if first >= size or last < first:
        raise Unsatisfiable
    return Span(first, last)


def send(request: HttpRequest, file: Stored, mime: str, *, private: bool = False) -> HttpResponseBase:
    """``file`` (never changed under its name) as ``mime``, and as nothing else; 404 when it is gone.

    What is ``private`` lies where the web server sees nothing: it is always sent from here.
    """
    tag = f'"{hashlib.sha256(str(file.name).encode()).hexdigest()[:16]}"'
    answer = get_conditional_response(request, etag=tag) or _answer(request, file, tag, private)
    answer["ETag"] = tag
    answer["Accept-Ranges"] = "bytes"
    answer["Content-Type"] = mime
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'"
    return answer


def _answer(request: HttpRequest, file: Stored, tag: str, private: bool) -> HttpResponseBase:
    if settings.MEDIA_ACCEL and not private:
        return HttpResponse(headers={"X-Accel-Redirect": f"{settings.MEDIA_ACCEL}{quote(str(file.name))}"})
    try:
        size = file.size
    except FileNotFoundError:
        raise Http404 from None
    try:
        # What the reader has a part of may have changed since: then she gets the whole.
        asked = request.headers.get("Range", "") if request.headers.get("If-Range", tag) == tag else ""
        span = span_of(asked, size)
    except Unsatisfiable:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    part = span or Span(0, size - 1)
    answer = StreamingHttpResponse(_pieces(file, part), status=206 if span else 200)
    answer["Content-Length"] = str(part.length)
    if span:
        answer["Content-Range"] = f"bytes {span.first}-{span.last}/{size}"
    return answer


def _pieces(file: Stored, part: Span) -> Iterator[bytes]:
    """Opened when the first piece is asked for: a HEAD asks for none."""
    with file.storage.open(str(file.name)) as opened:
        opened.seek(part.first)
        left = part.length
        while left > 0 and (piece := opened.read(min(CHUNK, left))):
            left -= len(piece)
            yield piece

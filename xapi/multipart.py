"""``multipart/mixed``: statements and the bytes of their attachments (xAPI 1.0.3, Part Three, 1.5.2; RFC 2046, 5.1)."""

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from xapi.validation_values import InvalidStatement

_BOUNDARY = re.compile(r'boundary="?([\w\'()+,./:=? -]{1,70})"?', re.ASCII | re.IGNORECASE)
_MARGIN = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True)
class Part:
    """``headers`` have lower-case names."""

    headers: dict[str, str]
    content: bytes


def split(body: bytes, content_type: str) -> list[Part]:
    """The parts in order; raises ``InvalidStatement`` without a boundary, an end or a header's margin."""
    found = _BOUNDARY.search(content_type)
    if not found:
        raise _malformed()
    dash = b"--" + found[1].strip().encode("ascii")
    # The line break before a boundary belongs to it, and the first boundary may stand at the very beginning.
    pieces = re.split(rb"(?:\A|\r?\n)" + re.escape(dash) + rb"(?=--|[ \t]*\r?\n)", body)
    if len(pieces) < 3 or not pieces[-1].startswith(b"--"):
        raise _malformed()
    return [_part(piece) for piece in pieces[1:-1]]


def _malformed() -> InvalidStatement:
    return InvalidStatement(
        "", _("Nội dung multipart/mixed không đúng dạng: kiểm tra boundary và phần đầu của từng phần.")
    )


def _part(piece: bytes) -> Part:
    piece = piece.partition(b"\n")[2]
    margin = _MARGIN.search(piece)
    if not margin:
        raise _malformed()
    headers = {}
    for line in piece[: margin.start()].splitlines():
        name, colon, value = line.decode("latin-1").partition(":")
        if not colon:
            raise _malformed()
        headers[name.strip().lower()] = value.strip()
    return Part(headers, piece[margin.end() :])


def join(parts: Iterable[Part]) -> tuple[bytes, str]:
    """The body and its content type."""
    boundary = secrets.token_hex(16)
    lines = []
    for part in parts:
        head = "".join(f"{name}: {value}\r\n" for name, value in part.headers.items())
        lines += [f"--{boundary}\r\n{head}\r\n".encode("latin-1", "replace"), part.content, b"\r\n"]
    return b"".join([*lines, f"--{boundary}--\r\n".encode()]), f"multipart/mixed; boundary={boundary}"

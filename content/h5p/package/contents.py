"""What a package holds, once it was looked through."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from content.h5p.package.manifest import LibraryManifest
from content.h5p.package.refusals import short


@dataclass(frozen=True, slots=True)
class KeptFile:
    """``path`` is below its folder (``content/`` or the library's), ``place`` in the package; ``size`` in bytes."""

    path: str
    place: str
    sha256: str
    size: int
    mime: str


@dataclass(frozen=True, slots=True)
class PackedLibrary:
    folder: str
    manifest: LibraryManifest
    digest: str
    files: tuple[KeptFile, ...]

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files)


class Reason(StrEnum):
    HIDDEN = "hidden"
    STRAY = "stray"
    KIND = "kind"
    FONT = "font"


@dataclass(frozen=True, slots=True)
class Left:
    """A file that is not kept, or a whole folder (with a slash at its end)."""

    place: str
    reason: Reason

    def __str__(self) -> str:
        told = {
            Reason.HIDDEN: _("“%s” bị bỏ qua: tệp ẩn của máy hoặc của chương trình."),
            Reason.STRAY: _("“%s” bị bỏ qua: không thuộc nội dung và không phải thư viện."),
            Reason.KIND: _("“%s” bị bỏ qua: thư viện không cần loại tệp này để chạy."),
            Reason.FONT: _("“%s” bị bỏ qua: bên trong không phải phông chữ như tên của nó."),
        }
        return told[self.reason] % short(self.place)


def digest_of(files: Iterable[KeptFile]) -> str:
    """Of a library: SHA-256 in hexadecimal over ``path NUL sha256 LF`` of its files, sorted by path."""
    digest = hashlib.sha256()
    for file in sorted(files, key=lambda file: file.path):
        digest.update(f"{file.path}\0{file.sha256}\n".encode())
    return digest.hexdigest()

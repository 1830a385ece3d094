"""The zip archive of a package, of which nothing is believed: what its directory claims is checked first, and what
really comes out is counted while it comes (format: APPNOTE.TXT 6.3.9, PKWARE)."""

import hashlib
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from zipfile import ZipInfo

from django.utils.translation import gettext as _

from content.h5p.package import names
from content.h5p.package.kinds import ending
from content.h5p.package.limits import (
    CHUNK,
    MOST_DIRECTORY,
    MOST_ENTRIES,
    MOST_FILE,
    MOST_PACKED,
    MOST_RATIO,
    MOST_RECORDING,
    MOST_UNPACKED,
    RATIO_FROM,
    RECORDINGS,
)
from content.h5p.package.refusals import Problems, Refused, broken, short

# 4.3.16 and 4.3.15: the end of the directory, and what stands before it in archives beyond 4 GB.
_END, _END_SIZE, _LOCATOR, _LOCATOR_SIZE, _LONGEST_COMMENT = b"PK\x05\x06", 22, b"PK\x06\x07", 20, 0xFFFF
# 4.4.4: encrypted, strongly encrypted, or with a masked header.
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_LOCAL_HEADER = 30
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    IndexError,
    OverflowError,
    RuntimeError,
)


Named = tuple[str, ZipInfo]


class Archive:
    """``entries`` are the files to keep, by their names; ``left`` the names of those passed over."""

    def __init__(self, file: IO[bytes]) -> None:
        self._unpacked: dict[str, int] = {}
        self._all = 0
        with _told_as_broken():
            _check_end(file)
            self._zip = zipfile.ZipFile(file)
        named = [(names.name_of(info), info) for info in self._zip.infolist()]
        if not named:
            raise broken()
        once, twins = _parted(named)
        self._check(named, once)
        self._compare(twins)
        files = {name: info for name, info in once if not name.endswith("/")}
        self.left = tuple(name for name in files if names.is_skipped(name))
        self.entries = {name: info for name, info in files.items() if not names.is_skipped(name)}

    def _check(self, named: list[Named], once: list[Named]) -> None:
        if len(named) > MOST_ENTRIES:
            raise _many()
        problems = Problems()
        names.check((name for name, _info in once), problems)
        for name, info in named:
            if wrong := _wrong_claim(name, info):
                problems.add(wrong)
        problems.refuse_any()
        infos = sorted((info for _name, info in named), key=lambda info: info.header_offset)
        ends = [info.header_offset + _LOCAL_HEADER + info.compress_size for info in infos]
        starts = [*(info.header_offset for info in infos[1:]), self._zip.start_dir]
        if any(end > start for end, start in zip(ends, starts, strict=True)):
            # What is counted once could be unpacked many times.
            raise Refused(_("Các tệp trong gói chồng lên nhau. Gói này không an toàn; anh/chị lấy gói từ nơi khác."))
        if sum(info.file_size for info in infos) > MOST_UNPACKED:
            raise _vast()

    def _compare(self, twins: list[Named]) -> None:
        """Raises ``Refused`` where two that say they are the same are not. No entry gives more than it claims to be."""
        digests: dict[str, bytes] = {}
        for name, info in twins:
            digest = self._digest(name, info)
            if digests.setdefault(name, digest) != digest:
                raise Refused(names.twice(name))

    def _digest(self, name: str, info: ZipInfo) -> bytes:
        digest = hashlib.sha256()
        with _told_as_broken(name), self._zip.open(info) as file:
            while piece := file.read(CHUNK):
                digest.update(piece)
        return digest.digest()

    def chunks(self, name: str) -> Iterator[bytes]:
        """What is in the file, a piece at a time; raises ``Refused`` when it is broken, or more than allowed."""
        info, size = self.entries[name], 0
        with _told_as_broken(name), self._zip.open(info) as file:
            while piece := file.read(CHUNK):
                size += len(piece)
                self._count(name, info, size)
                yield piece

    def read(self, name: str, most: int) -> bytes:
        """At most one byte more than ``most``."""
        found = bytearray()
        for piece in self.chunks(name):
            found += piece
            if len(found) > most:
                break
        return bytes(found[: most + 1])

    def _count(self, name: str, info: ZipInfo, size: int) -> None:
        before = self._unpacked.get(name, 0)
        if size > before:
            self._unpacked[name] = size
            self._all += size - before
        if wrong := _too_large(name, size, info.compress_size):
            raise Refused(wrong)
        if self._all > MOST_UNPACKED:
            raise _vast()


def _parted(named: list[Named]) -> tuple[list[Named], list[Named]]:
    """All but those that claim to be a file again, and every claim to be one of several; in their order.

    H5P's exporter writes a picture once for each place that uses it, under the same name.
    """
    first: dict[tuple[str, int, int], list[Named]] = {}
    for name, info in named:
        first.setdefault((name, info.file_size, info.CRC), []).append((name, info))
    once = [alike[0] for alike in first.values()]
    return once, [one for alike in first.values() if len(alike) > 1 for one in alike if not one[0].endswith("/")]


@contextmanager
def _told_as_broken(name: str = "") -> Iterator[None]:
    try:
        yield
    except Refused:
        raise
    except _BROKEN:
        if not name:
            raise broken() from None
        text = _("“%s” trong gói bị hỏng. Anh/chị tải lại gói từ nơi lấy rồi thử lần nữa.")
        raise Refused(text % short(name)) from None


def _check_end(file: IO[bytes]) -> None:
    """Before the directory is read: ``zipfile`` makes an object for every entry of it, however many."""
    size = file.seek(0, 2)
    if size > MOST_PACKED:
        text = _("Gói lớn %(size)d MB, nhiều nhất là %(most)d MB. Anh/chị nén video hoặc ảnh trong gói rồi xuất lại.")
        raise Refused(text % {"size": -(-size // 2**20), "most": MOST_PACKED // 2**20})
    file.seek(max(0, size - _END_SIZE - _LONGEST_COMMENT))
    tail = file.read()
    place = tail.rfind(_END)
    if place < 0 or len(tail) - place < _END_SIZE:
        raise broken()
    if place >= _LOCATOR_SIZE and tail.startswith(_LOCATOR, place - _LOCATOR_SIZE):
        raise Refused(_("Gói nén kiểu ZIP64. Anh/chị xuất lại gói từ nơi soạn, hoặc đóng gói lại bằng ZIP thường."))
    entries, directory = struct.unpack_from("<HL", tail, place + 10)
    if entries > MOST_ENTRIES or directory > MOST_DIRECTORY:
        raise _many()


def _wrong_claim(name: str, info: ZipInfo) -> str:
    """What is wrong with what the directory says of an entry, or nothing."""
    told = short(name)
    if info.flag_bits & _ENCRYPTED:
        return _("“%s” có mật khẩu nên không đọc được. Anh/chị đóng gói lại, không đặt mật khẩu.") % told
    if stat.S_IFMT(info.external_attr >> 16) not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return _("“%s” là liên kết, không phải tệp. Anh/chị thay bằng chính tệp đó rồi đóng gói lại.") % told
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return _("“%s” nén bằng cách lạ. Anh/chị đóng gói lại bằng ZIP thường (Deflate).") % told
    return _too_large(name, info.file_size, info.compress_size)


def _too_large(name: str, size: int, packed: int) -> str:
    most = MOST_RECORDING if ending(name) in RECORDINGS else MOST_FILE
    if size > most:
        text = _("“%(name)s” lớn hơn %(most)d MB. Anh/chị nén hoặc cắt ngắn tệp đó rồi xuất lại gói.")
        return text % {"name": short(name), "most": most // 2**20}
    if size > RATIO_FROM and size > packed * MOST_RATIO:
        return _("“%s” bung ra lớn gấp hơn trăm lần khi nén. Gói này không an toàn.") % short(name)
    return ""


def _many() -> Refused:
    return Refused(_("Gói có hơn %d tệp. Anh/chị bỏ tệp thừa hoặc chia nội dung thành nhiều gói.") % MOST_ENTRIES)


def _vast() -> Refused:
    most = MOST_UNPACKED // 2**20
    return Refused(_("Gói bung ra lớn hơn %d MB. Anh/chị nén video hoặc ảnh trong gói rồi xuất lại.") % most)

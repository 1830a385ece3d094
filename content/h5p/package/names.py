"""Rules for the names of entries. Names are kept in NFC; two that a disk could take for one are refused."""

import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from zipfile import ZipInfo

from django.utils.translation import gettext as _

from content.h5p.package.limits import DEEPEST_PATH, LONGEST_NAME
from content.h5p.package.refusals import Problems, short

# APPNOTE.TXT 6.3.9 (PKWARE), 4.4.4, bit 11: the name is UTF-8.
_UTF8 = 0x800
_DRIVE = re.compile(r"[A-Za-z]:")
# Marks that turn the direction of text, so that a name reads as another.
_DIRECTIONS = set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def name_of(entry: ZipInfo) -> str:
    """The entry's name as written, in NFC; ``ZipInfo.filename`` has it cut at a NUL already.

    Some programs write UTF-8 without saying so: what reads as UTF-8 is taken for it.
    """
    name = entry.orig_filename
    if not entry.flag_bits & _UTF8 and not name.isascii():
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return as_kept(name)


def as_kept(path: str) -> str:
    return unicodedata.normalize("NFC", path)


def folded(path: str) -> str:
    """Equal for paths that some disk keeps in one place."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())


def is_skipped(path: str) -> bool:
    """What programs and systems leave in archives: ``.git/…``, ``.DS_Store``, ``_notes``, ``__MACOSX/…``."""
    return any(part.startswith((".", "_")) for part in path.split("/"))


def is_plain(path: str) -> bool:
    """Whether ``path``, named in a JSON file, stays below the folder it is named in."""
    return not _wrong(path)


def check(names: Iterable[str], problems: Problems) -> None:
    """Adds what is wrong with the names; folders end with a slash."""
    spelled: dict[str, str] = {}
    files: set[str] = set()
    for name in names:
        if wrong := _wrong(name.removesuffix("/")):
            problems.add(wrong)
            continue
        if name in files:
            problems.add(twice(name))
        if not name.endswith("/"):
            files.add(name)
        _compare(name.removesuffix("/"), spelled, problems)
    for path in files:
        if any(parent in files for parent in _parents(path)):
            problems.add(_("“%s” nằm trong một tệp, không phải trong thư mục. Anh/chị đóng gói lại.") % short(path))


def twice(name: str) -> str:
    return _("Tên “%s” có hai lần trong gói. Anh/chị đóng gói lại.") % short(name)


def _compare(path: str, spelled: dict[str, str], problems: Problems) -> None:
    """``path`` and the folders above it, each with how the same was spelled before."""
    for step in (*_parents(path), path):
        before = spelled.setdefault(folded(step), step)
        if before != step:
            text = _(
                "Hai tên “%(one)s” và “%(other)s” chỉ khác chữ hoa, chữ thường hoặc cách viết dấu. Anh/chị đổi một tên."
            )
            problems.add(text % {"one": short(before), "other": short(step)})


def _parents(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:depth]) for depth in range(1, len(parts))]


def _wrong(path: str) -> str:
    """What is wrong with ``path`` by itself, or nothing."""
    told = short(path)
    parts = path.split("/")
    if "\\" in path:
        return _("Tên “%s” có dấu \\. Anh/chị đóng gói lại bằng chương trình dùng dấu / giữa các thư mục.") % told
    if path.startswith("/") or _DRIVE.match(path) or ".." in parts:
        return _("Tên “%s” chỉ ra ngoài gói. Gói này không an toàn; anh/chị lấy gói từ nơi khác.") % told
    if any(unicodedata.category(letter) in {"Cc", "Cs"} or letter in _DIRECTIONS for letter in path):
        return _("Tên “%s” có ký tự điều khiển. Anh/chị đổi tên tệp đó rồi đóng gói lại.") % told
    if not path or "" in parts or "." in parts:
        return _("Tên “%s” có phần trống. Anh/chị đóng gói lại.") % told
    if len(path) > LONGEST_NAME or len(parts) > DEEPEST_PATH:
        most = {"name": told, "letters": LONGEST_NAME, "depth": DEEPEST_PATH}
        text = _(
            "Tên “%(name)s” quá dài hoặc quá nhiều lớp thư mục (nhiều nhất %(letters)d ký tự, %(depth)d lớp). Anh/chị"
            " đổi tên rồi đóng gói lại."
        )
        return text % most
    return ""

"""Packages that mean harm, or were broken on their way: each made from a good one."""

import io
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable

from tests.h5p import making
from tests.h5p.making import Files, archive, library, package, png

DIRECTORY, LOCAL, END = b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"
MAIN = making.unpacked(package())


def circle(length: int) -> list[Files]:
    """Each needs the next, and the last the first."""
    names = ["H5P.Own 1.0", *(f"H5P.L{number} 1.0" for number in range(1, length))]
    return [library(name, needs=[names[(place + 1) % length]]) for place, name in enumerate(names)]


def with_entry(name: str, inside: bytes = b"a") -> bytes:
    return package(entries={name: inside})


def renamed(before: str, after: str) -> bytes:
    """Both names as long as each other: a NUL, say, cannot be written otherwise."""
    return package(files={before: b"a"}).replace(before.encode(), after.encode())


def with_kind(name: str, mode: int, system: int = 3) -> bytes:
    entry = zipfile.ZipInfo(name)
    entry.external_attr, entry.create_system = mode << 16, system
    return archive([*MAIN.items(), (entry, b"/etc/passwd")])


def again(*inside: bytes) -> bytes:
    """One name for each of ``inside``."""
    with warnings.catch_warnings(action="ignore"):
        return archive([*MAIN.items(), *(("content/a.txt", one) for one in inside)])


def compressed(kind: int) -> bytes:
    entry = zipfile.ZipInfo("content/a.txt")
    entry.compress_type = kind
    return archive([*MAIN.items(), (entry, b"a")])


def changed(made: bytes, name: str, at: int, form: str, value: int, local_at: int | None = None) -> bytes:
    """The directory, and where ``local_at`` says the entry's own header, tell another thing of ``name``."""
    found = bytearray(made)
    place = made.rindex(DIRECTORY, 0, made.rindex(name.encode()))
    struct.pack_into(form, found, place + at, value)
    if local_at is not None:
        struct.pack_into(form, found, made.rindex(LOCAL, 0, made.index(name.encode())) + local_at, value)
    return bytes(found)


def encrypted(flag: int = 1) -> bytes:
    return changed(with_entry("content/a.txt"), "content/a.txt", 8, "<H", flag, local_at=6)


def bomb(megabytes: int) -> bytes:
    return with_entry("content/a.txt", b"\0" * (megabytes * 2**20))


def lying(size: int) -> bytes:
    """More comes out than any header says."""
    made = changed(bomb(8), "content/a.txt", 24, "<L", size, local_at=22)
    return made


def overlapping() -> bytes:
    """Many names for the same packed bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, inside in MAIN.items():
            packed.writestr(name, inside)
        packed.writestr("content/0.txt", b"a" * 2**20)
        first = packed.getinfo("content/0.txt")
        for number in range(1, 200):
            entry = zipfile.ZipInfo("content/0.txt")
            entry.filename = f"content/{number}.txt"
            entry.header_offset, entry.CRC = first.header_offset, first.CRC
            entry.compress_size, entry.file_size = first.compress_size, first.file_size
            entry.compress_type = first.compress_type
            packed.filelist.append(entry)
    return made.getvalue()


def in_anothers_place() -> bytes:
    """An entry that says it begins where another does."""
    return changed(package(), "content/content.json", 42, "<L", 0)


def many(entries: int) -> bytes:
    return archive(MAIN | {f"content/images/{number}.txt": b"" for number in range(entries)})


def claiming(at: int, form: str, value: int) -> bytes:
    """What stands at the archive's end tells another thing of its directory."""
    made = bytearray(package())
    struct.pack_into(form, made, made.rindex(END) + at, value)
    return bytes(made)


def hiding_entries() -> bytes:
    made = bytearray(many(5_000))
    struct.pack_into("<HH", made, made.rindex(END) + 8, 9, 9)
    return bytes(made)


def zip64() -> bytes:
    made = package()
    end = made.rindex(END)
    return made[:end] + b"PK\x06\x07" + b"\0" * 16 + made[end:]


def with_json(place: str, inside: bytes) -> bytes:
    return package(entries={place: inside})


def with_library(folder: Files) -> bytes:
    return package(libraries=[library(), folder])


def another_name() -> Files:
    return library("H5P.Other 1.0", folder="H5P.Column-1.1")


def deep(levels: int) -> bytes:
    return b'{"a":' + b"[" * levels + b"]" * levels + b"}"


NAMES: dict[str, tuple[Callable[[], bytes], str]] = {
    "traversal": (lambda: with_entry("content/../../a.txt"), "chỉ ra ngoài gói"),
    "traversal in a library": (lambda: with_entry("H5P.Own-1.0/../a.js"), "chỉ ra ngoài gói"),
    "traversal in what is passed over": (lambda: with_entry("../.a"), "chỉ ra ngoài gói"),
    "absolute": (lambda: with_entry("/etc/passwd.txt"), "chỉ ra ngoài gói"),
    "a drive": (lambda: with_entry("C:/a.txt"), "chỉ ra ngoài gói"),
    "a backslash": (lambda: with_entry("content\\a.txt"), "đóng gói lại bằng chương trình"),
    "NUL": (lambda: renamed("aXb.txt", "a\0b.txt"), "ký tự điều khiển"),
    "a line break": (lambda: with_entry("content/a\nb.txt"), "ký tự điều khiển"),
    "text turned round": (lambda: with_entry("content/a\u202egnp.txt"), "ký tự điều khiển"),
    "an empty part": (lambda: with_entry("content//a.txt"), "phần trống"),
    "a part that is a dot": (lambda: with_entry("content/./a.txt"), "phần trống"),
    "too long": (lambda: with_entry(f"content/{'a' * 200}.txt"), "quá dài"),
    "too deep": (lambda: with_entry("content/" + "a/" * 12 + "a.txt"), "quá nhiều lớp"),
    "only another case": (lambda: package(files={"A.txt": b"a", "a.txt": b"b"}), "chỉ khác chữ hoa"),
    "only a folder's case": (lambda: package(files={"A/b.txt": b"a", "a/c.txt": b"b"}), "chỉ khác chữ hoa"),
    "only another way of writing": (lambda: package(files={"ả.txt": b"a", "a\u0309.txt": b"b"}), "hai lần"),
    "only a letter that has two cases": (lambda: package(files={"ß.txt": b"a", "SS.txt": b"b"}), "chỉ khác"),
    "twice": (lambda: again(b"a", b"b"), "hai lần"),
    "once more and then another": (lambda: again(b"a", b"a", b"b"), "hai lần"),
    # Of the same length and CRC.
    "twice, but for what a checksum tells": (lambda: again(b"plumless", b"plumless", b"buckeroo"), "hai lần"),
    "a file below a file": (lambda: package(files={"a.txt": b"a", "a.txt/b.txt": b"b"}), "nằm trong một tệp"),
    "a second content.json": (lambda: with_entry("Content/content.json", b"{}"), "chỉ khác chữ hoa"),
}
CONTAINERS: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "không phải gói H5P"),
    "an empty archive": (lambda: archive({}), "không phải gói H5P"),
    "no archive": (lambda: b"Xin chao" * 1000, "không phải gói H5P"),
    "a symlink": (lambda: with_kind("content/a.txt", stat.S_IFLNK | 0o777), "là liên kết"),
    "a symlink by another system": (lambda: with_kind("content/a.txt", stat.S_IFLNK | 0o777, 0), "là liên kết"),
    "a symlink of a folder": (lambda: with_kind("H5P.Other-1.0", stat.S_IFLNK | 0o777), "là liên kết"),
    "a device": (lambda: with_kind("content/a.txt", stat.S_IFCHR | 0o777), "là liên kết"),
    "encrypted": (encrypted, "mật khẩu"),
    "strongly encrypted": (lambda: encrypted(0x41), "mật khẩu"),
    "packed as LZMA": (lambda: compressed(zipfile.ZIP_LZMA), "nén bằng cách lạ"),
    "packed as bzip2": (lambda: compressed(zipfile.ZIP_BZIP2), "nén bằng cách lạ"),
    "a bomb": (lambda: bomb(20), "hơn trăm lần"),
    "a file too large": (lambda: bomb(33), "lớn hơn 32 MB"),
    "a bomb that says it is small": (lambda: lying(1000), "bị hỏng"),
    "a bomb that says it is empty": (lambda: lying(0), "bị hỏng"),
    "one file under many names": (overlapping, "chồng lên nhau"),
    "a file where another is": (in_anothers_place, "chồng lên nhau"),
    "5,000 entries": (lambda: many(5_000), "hơn 4000 tệp"),
    "a directory that says it is long": (lambda: claiming(10, "<H", 60_000), "hơn 4000 tệp"),
    "a directory of 3 MB": (lambda: claiming(12, "<L", 3 * 2**20), "hơn 4000 tệp"),
    "5,000 entries that say they are few": (hiding_entries, "hơn 4000 tệp"),
    "ZIP64": (zip64, "ZIP64"),
    "too large": (lambda: b"PK" + b"\0" * (64 * 2**20), "nhiều nhất là 64 MB"),
}
INSIDE: dict[str, tuple[Callable[[], bytes], str]] = {
    "no h5p.json": (lambda: archive({"content/content.json": b"{}"}), "không có “h5p.json”"),
    "no parameters": (lambda: archive({"h5p.json": MAIN["h5p.json"]}), "không có “content/content.json”"),
    "libraries that need each other": (
        lambda: package(libraries=circle(2)),
        "“H5P.Own 1.0” và “H5P.L1 1.0” trong gói cần",
    ),
    "a circle of needs": (lambda: package(libraries=circle(40)), "trong gói cần lẫn nhau"),
    "libraries alone": (lambda: archive(library()), "Gói chỉ có thư viện"),
    "a folder around it": (lambda: archive({f"gói/{place}": MAIN[place] for place in MAIN}), "lớp thư mục ở ngoài"),
    "svg in the content": (lambda: package(files={"images/a.svg": b"<svg/>"}), "ảnh SVG"),
    "html in the content": (lambda: package(files={"a.html": b"<p>"}), "chạy được"),
    "a script in the content": (lambda: package(files={"a.js": b"alert(1)"}), "chạy được"),
    "Flash in the content": (lambda: package(files={"a.swf": b"CWS"}), "chạy được"),
    "a file without an ending": (lambda: package(files={"a": b"a"}), "không nhận trong nội dung"),
    "a page that says it is a picture": (lambda: package(files={"a.png": b"<html>"}), "khác với tên"),
    "a program that says it is a video": (lambda: package(files={"a.mp4": b"MZ" * 99}), "khác với tên"),
    "an svg that says it is a jpg": (lambda: package(files={"a.jpg": b"<svg onload=a()>"}), "khác với tên"),
    "a picture that says it is sound": (lambda: package(files={"a.mp3": png()}), "khác với tên"),
    "a page that says it is a PDF": (lambda: package(files={"a.pdf": b"<html>"}), "khác với tên"),
    "a page that says it is captions": (lambda: package(files={"a.vtt": b"<html>"}), "khác với tên"),
    "a page that says it is a library's picture": (
        lambda: package(libraries=[library(files={"a.png": b"<html>"})]),
        "khác với tên",
    ),
    "a page that says it is a font in the content": (lambda: package(files={"a.woff2": b"<html>"}), "khác với tên"),
    "parameters that are no JSON": (lambda: with_json("content/content.json", b"{'a': 1}"), "không phải JSON"),
    "parameters that are a list": (lambda: with_json("content/content.json", b"[]"), "không phải một đối tượng"),
    "parameters in UTF-16": (lambda: with_json("content/content.json", "{}".encode("utf-16")), "UTF-8|JSON"),
    "parameters in another code": (lambda: with_json("content/content.json", b'{"a": "\xe1"}'), "UTF-8"),
    "parameters nested 200 deep": (lambda: with_json("content/content.json", deep(200)), "quá sâu"),
    "parameters nested 3 million deep": (
        lambda: with_json("content/content.json", deep(3_000_000)),
        "quá sâu|trăm lần",
    ),
    "parameters of a million lists": (
        lambda: with_json("content/content.json", b'{"a":[' + b"[]," * 400_000 + b"1]}"),
        "quá nhiều mục|trăm lần",
    ),
    "infinity": (lambda: with_json("content/content.json", b'{"a": Infinity}'), "không phải JSON"),
    "a number beyond all": (lambda: with_json("content/content.json", b'{"a": 1e999}'), "không phải JSON"),
    "a number of 10,000 digits": (lambda: with_json("content/content.json", b'{"a": ' + b"9" * 9999 + b"}"), "JSON"),
    "h5p.json that is no object": (lambda: with_json("h5p.json", b'"a"'), "không phải một đối tượng"),
    "h5p.json that says two things": (
        lambda: with_json("h5p.json", MAIN["h5p.json"].replace(b'"title"', b'"mainLibrary": "H5P.A", "title"')),
        "không phải JSON",
    ),
    "no main library": (lambda: package(mainLibrary=""), "mainLibrary"),
    "a main library with a path": (lambda: package(mainLibrary="../H5P.Own"), "mainLibrary"),
    "needs that are no list": (lambda: package(preloadedDependencies={}, dynamicDependencies="a"), "danh sách"),
    "needs that name nothing": (
        lambda: package(preloadedDependencies=[{"machineName": "A/B"}]),
        "preloadedDependencies",
    ),
    "a library in another's folder": (lambda: with_library(another_name()), "lại chứa thư viện H5P.Other 1.0"),
    "a library twice": (lambda: with_library(library(folder="H5P.Own")), "cùng nhận là H5P.Own 1.0"),
    "a library without a version": (lambda: with_library(library("H5P.B 1.0", minorVersion=None)), "số phiên bản"),
    "a library with half a version": (lambda: with_library(library("H5P.B 1.0", minorVersion=0.5)), "số phiên bản"),
    "a library with a name of paths": (
        lambda: with_library(library("H5P.B 1.0", machineName="../../H5P.B")),
        "không nói rõ tên",
    ),
    "a library of a newer core": (
        lambda: with_library(library("H5P.B 1.0", coreApi={"majorVersion": 1, "minorVersion": 29})),
        "bản H5P mới hơn 1.28",
    ),
    "a library that loads what it has not": (
        lambda: with_library(library("H5P.B 1.0", preloadedJs=[{"path": "b.js"}])),
        "không có trong thư viện",
    ),
    "a library that loads another's": (
        lambda: with_library(library("H5P.B 1.0", preloadedJs=[{"path": "../H5P.Own-1.0/own.js"}])),
        "không có trong thư viện",
    ),
    "a library that loads from elsewhere": (
        lambda: with_library(library("H5P.B 1.0", preloadedJs=[{"path": "https://a.vn/a.js"}])),
        "không có trong thư viện",
    ),
    "a library that loads a style as script": (
        lambda: with_library(library("H5P.B 1.0", preloadedJs=[{"path": "own.css"}])),
        "không có trong thư viện",
    ),
    "a library whose semantics are no list": (lambda: with_library(library("H5P.B 1.0", semantics={})), "danh sách"),
    "301 libraries": (
        lambda: package(libraries=[library(f"H5P.L{number} 1.0") for number in range(301)]),
        "hơn 300 thư viện",
    ),
}
REFUSED = NAMES | CONTAINERS | INSIDE

"""What a good package gives: everything it holds, in its place, byte for byte."""

import hashlib
import io
import json
from typing import Any

import pytest

from content.h5p.package.contents import Reason
from content.h5p.package.opening import Opened, open_package
from content.h5p.package.refusals import Refused
from content.h5p.registry import Asked
from tests.h5p import making
from tests.h5p.making import library, package, png
from tests.h5p.package import hostile


def opening(made: bytes, **told: Any) -> Opened:
    return open_package(io.BytesIO(made), **told)


def test_a_package_with_its_library() -> None:
    made = package(files={"images/ảnh.png": png(), "videos/a.mp4": b"\0\0\0\x18ftypisom" + b"\0" * 99})
    opened = opening(made)
    assert (opened.manifest.title, opened.manifest.language) == ("Tin nhắn lừa đảo", "vi")
    assert opened.manifest.main == Asked("H5P.Own", 1, 0)
    assert opened.parameters == making.PARAMETERS
    assert {file.path: file.mime for file in opened.files} == {
        "images/ảnh.png": "image/png",
        "videos/a.mp4": "video/mp4",
    }
    (own,) = opened.libraries
    assert (own.folder, str(own.manifest.asked), own.manifest.patch) == ("H5P.Own-1.0", "H5P.Own 1.0", 0)
    assert (own.manifest.scripts, own.manifest.styles, own.manifest.runnable) == (("own.js",), ("own.css",), True)
    assert opened.semantics(own) == making.SEMANTICS
    assert (opened.left, opened.missing, opened.external) == ((), (), ())


def test_every_file_comes_out_as_it_went_in() -> None:
    made = package(files={"sounds/a.mp3": b"ID3" + bytes(range(256)) * 999, "empty.txt": b""})
    inside, opened = making.unpacked(made), opening(made)
    found = {kept.place: b"".join(opened.chunks(kept)) for kept in opened.all_files()}
    assert found == {place: inside[place] for place in inside if place not in {"h5p.json", "content/content.json"}}
    for kept in opened.all_files():
        assert (kept.sha256, kept.size) == (hashlib.sha256(found[kept.place]).hexdigest(), len(found[kept.place]))


def test_a_file_written_several_times_is_one() -> None:
    opened = opening(hostile.again(*[b"a" * 9999] * 19))
    (kept,) = opened.files
    assert (kept.path, b"".join(opened.chunks(kept))) == ("a.txt", b"a" * 9999)


@pytest.mark.parametrize("brand", [b"avif", b"avis"])
def test_a_picture_of_a_newer_kind_under_an_old_name(brand: bytes) -> None:
    """Browsers save pictures of web pages as what the page called them."""
    (kept,) = opening(package(files={"a.jpg": b"\0\0\0\x1cftyp" + brand + b"\0" * 99})).files
    assert kept.mime == "image/avif"


def test_content_alone_is_told_what_it_lacks() -> None:
    used = {**making.PARAMETERS, "media": {"library": "H5P.Image 1.1", "params": {}, "subContentId": ""}}
    opened = opening(package(libraries=[], content=used, needs=["FontAwesome 4.5", "H5PEditor.Own 1.0"]))
    assert [str(asked) for asked in opened.missing] == ["FontAwesome 4.5", "H5P.Image 1.1", "H5P.Own 1.0"]


def test_what_a_carried_library_needs_is_missing_too() -> None:
    own = library(needs=["H5P.Question 1.5", "H5P.Other 2.0"])
    opened = opening(package(libraries=[own, library("H5P.Other 2.0", needs=["H5P.Deep 1.0"])]))
    assert [str(asked) for asked in opened.missing] == ["H5P.Deep 1.0", "H5P.Question 1.5"]


def test_a_very_long_chain_of_needs() -> None:
    names = ["H5P.Own 1.0", *(f"H5P.L{number} 1.0" for number in range(290))]
    chain = [library(name, needs=names[place + 1 : place + 2]) for place, name in enumerate(names)]
    opened = opening(package(libraries=chain))
    assert (len(opened.libraries), opened.missing) == (291, ())


def test_the_digest_is_of_the_files_and_not_of_their_order_or_folder() -> None:
    def digest(folder: dict[str, bytes]) -> str:
        return opening(package(libraries=[folder])).libraries[0].digest

    plain = library(files={"a.txt": b"a", "b.txt": b"b"})
    assert (
        digest(plain) == digest(dict(reversed(plain.items()))) == digest(library(files={"b.txt": b"b", "a.txt": b"a"}))
    )
    assert digest(plain) == digest(library(files={"a.txt": b"a", "b.txt": b"b"}, folder="H5P.Own"))
    assert digest(plain) != digest(library(files={"a.txt": b"b", "b.txt": b"a"}))
    assert digest(plain) != digest(library(files={"a.txtb": b"a", "b.txt": b"b"}))


def test_what_machines_leave_behind_is_passed_over() -> None:
    own = library(files=dict.fromkeys((".travis.yml", "src/_a.txt", "fonts/.x/a", "LICENSE", "own.scss"), b"a"))
    others = ("__MACOSX/._h5p.json", ".DS_Store", "content/.x", "read me.txt", "drafts/a.txt")
    opened = opening(package(libraries=[own], entries=dict.fromkeys(others, b"a")))
    hidden = {"H5P.Own-1.0/.travis.yml", "H5P.Own-1.0/src/_a.txt", "H5P.Own-1.0/fonts/.x/a", *others[:3]}
    assert {left.place: left.reason for left in opened.left} == {
        **dict.fromkeys(hidden, Reason.HIDDEN),
        **dict.fromkeys(("H5P.Own-1.0/LICENSE", "H5P.Own-1.0/own.scss"), Reason.KIND),
        **dict.fromkeys(("read me.txt", "drafts/"), Reason.STRAY),
    }
    assert all(left.place in str(left) for left in opened.left)
    assert {file.path for file in opened.libraries[0].files} == {"library.json", "own.js", "own.css", "semantics.json"}


def test_pages_and_programs_in_a_library_are_not_taken() -> None:
    """Old libraries of H5P's own hold Flash files."""
    programs = dict.fromkeys(("a.HTML", "resources/downloadify.swf", "demo/index.html", "build.sh"), b"<p>")
    opened = opening(package(libraries=[library(files=programs)]))
    assert {left.place: left.reason for left in opened.left} == {
        f"H5P.Own-1.0/{name}": Reason.KIND for name in programs
    }
    assert not programs.keys() & {file.path for file in opened.all_files()}


def test_a_font_of_a_library_that_is_none_is_not_taken() -> None:
    """Programs that pack libraries write other things under such names."""
    inside = {
        "a.woff": b'export default "data:font/woff;base64,d09GRg"',
        "a.eot": b"\x80\1+\4%!PS-AdobeFont",
        "a.ttf": b"<p>",
    }
    opened = opening(package(libraries=[library(files={**inside, "b.woff": b"wOFF\0"})]))
    assert {left.place: left.reason for left in opened.left} == {f"H5P.Own-1.0/{name}": Reason.FONT for name in inside}
    assert all(left.place in str(left) for left in opened.left)
    (own,) = opened.libraries
    assert {file.path for file in own.files} == {"library.json", "own.js", "own.css", "semantics.json", "b.woff"}
    assert own.digest == opening(package(libraries=[library(files={"b.woff": b"wOFF\0"})])).libraries[0].digest


def test_what_json_says_twice_it_says_once() -> None:
    told = making.unpacked(package())
    again = {"H5P.Own-1.0/library.json": told["H5P.Own-1.0/library.json"].replace(b"{", b'{"runnable": 1,', 1)}
    assert opening(making.archive(told | again)).libraries[0].manifest.runnable
    again["H5P.Own-1.0/library.json"] = again["H5P.Own-1.0/library.json"].replace(b"1,", b"0,", 1)
    with pytest.raises(Refused, match="JSON"):
        opening(making.archive(told | again))


def test_libraries_alone() -> None:
    made = making.archive(library() | library("H5P.B 2.1", needs=["H5P.C 1.0"], semantics=None, patch=7))
    opened = opening(made, with_content=False)
    assert (opened.manifest.main, opened.parameters, opened.files) == (None, None, ())
    assert [str(library.manifest.asked) for library in opened.libraries] == ["H5P.Own 1.0", "H5P.B 2.1"]
    assert opened.semantics(opened.libraries[1]) is None
    assert [str(asked) for asked in opened.missing] == ["H5P.C 1.0"]
    with pytest.raises(Refused, match="Gói chỉ có thư viện"):
        opening(made)


def test_of_libraries_alone_the_example_beside_them_is_not_looked_at() -> None:
    spoiled = {"h5p.json": b"{", "content/content.json": b"[", "content/a.svg": b"<svg/>"}
    opened = opening(making.archive(library() | spoiled), with_content=False)
    assert (len(opened.libraries), opened.files, opened.missing) == (1, (), ())


def test_addresses_elsewhere_are_listed() -> None:
    content = {
        "question": 'Xem <a href="https://a.vn/x?b=1&amp;c=2">đây</a> hoặc //cdn.b.vn/y.png.',
        "license": "http://c.vn",
        "video": [{"path": "https://www.youtube.com/watch?v=abc", "copyright": {"source": "http://d.vn"}}],
    }
    assert [(one.address, one.where) for one in opening(package(content=content)).external] == [
        ("https://a.vn/x?b=1&c=2", "question"),
        ("//cdn.b.vn/y.png", "question"),
        ("https://www.youtube.com/watch?v=abc", "video/0/path"),
    ]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_byte_order_mark_is_passed_over(mark: bytes) -> None:
    made = making.unpacked(package())
    marked = {name: mark + inside if name.endswith(".json") else inside for name, inside in made.items()}
    assert opening(making.archive(marked)).parameters == making.PARAMETERS


def test_versions_written_as_text_are_read() -> None:
    told = {"preloadedDependencies": [{"machineName": "H5P.Own", "majorVersion": "1", "minorVersion": "0"}]}
    own = library(majorVersion="1", minorVersion="0", patchVersion="12", runnable="1")
    opened = opening(package(libraries=[own], **told))
    assert (opened.manifest.main, opened.libraries[0].manifest.patch) == (Asked("H5P.Own", 1, 0), 12)
    assert opened.manifest.raw["preloadedDependencies"] == [making.asked("H5P.Own 1.0")]


def test_a_package_that_does_not_say_its_version_means_the_one_it_carries() -> None:
    assert opening(package(preloadedDependencies=[])).manifest.main == Asked("H5P.Own", 1, 0)
    with pytest.raises(Refused, match="phiên bản"):
        opening(package(preloadedDependencies=[], libraries=[]))


def test_a_name_in_utf_8_that_does_not_say_so() -> None:
    made = package(files={"images/ảnh.png": png()})
    flagless = made.replace(b"\x14\x00\x00\x08\x08\x00", b"\x14\x00\x00\x00\x08\x00")
    assert flagless != made
    assert [file.path for file in opening(flagless).files] == ["images/ảnh.png"]


def test_the_parts_of_h5p_json_are_kept_for_export() -> None:
    opened = opening(package(authors=[{"name": "Oanh", "role": "Author"}], source="https://a.vn"))
    assert json.loads(making.unpacked(package())["h5p.json"]).items() <= opened.manifest.raw.items()
    assert opened.manifest.raw["authors"] == [{"name": "Oanh", "role": "Author"}]

"""One script and one style for all a content runs on: in order, each file on its own, made once."""

import base64
import gzip
import re
from pathlib import Path

import brotli
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from content.h5p.models import Library
from content.h5p.player import bundle, joining, playing
from tests.h5p.player import making
from tests.h5p.player.fonts import icon_font, signs_of

pytestmark = pytest.mark.django_db
BASE_STYLE = """\ufeff@charset "utf-8"; @import url(https://elsewhere.invalid/fonts.css);
@font-face { font-family: 'icons'; src: url('../fonts/icons.eot'); font-weight: 400;
  src: url('../fonts/icons.eot?#iefix') format('embedded-opentype'), url("../fonts/icons.woff2?v=4") format('woff2'),
       url(../fonts/icons.woff) format('woff'), url('../fonts/icons.ttf') format('truetype'); }
.a { background: url( '../img/a b.png' ) } .b { background: url(data:image/gif;base64,R0lG) }
.c { background: url(../img/gone.png) } .d { background: url(../../../secret.png) } .e { fill: url(#mark) }
.g { background: url(../img/mark.png) }
/* a comment { that never ends } */ .f { content: "url(../img/a b.png) {" }
.broken { color: red"""
BASE = {
    "scripts/one.js": "\ufeffwindow.one = 1 // no semicolon, no line end",
    "scripts/two.js": "window.two = '</script>\u2028'",
    "styles/base.css": BASE_STYLE,
    "fonts/icons.woff2": b"wOF2",
    "fonts/icons.woff": b"wOFF",
    "fonts/icons.ttf": b"\0\1\0\0",
    "img/a b.png": b"\x89PNG" + b"\0" * joining.MOST_INSIDE,
    "img/mark.png": b"\x89PNG",
}


@pytest.fixture
def played() -> playing.Playing:
    base = making.library("H5P.Base", BASE)
    editor = making.library("H5PEditor.Wizard", {"wizard.js": "window.wizard = 1"})
    main = making.library(
        "H5P.Quiz", {"quiz.js": "syntax error(", "quiz.css": ".q{background:url(../H5P.Base-1.0/img/a%20b.png)}"}
    )
    return playing.of(making.content([base, editor, main]))


def text(played: playing.Playing, kind: str) -> str:
    bundle.ensure(played)
    data = bundle.read(played.bundle, kind, "br")
    assert data is not None
    return brotli.decompress(data).decode()


def test_scripts_run_in_order_each_on_its_own(played: playing.Playing) -> None:
    script = text(played, "js")
    core, one, two, quiz = (
        script.index(said) for said in ("window.H5P={core:1}", "window.one", "window.two", "syntax")
    )
    assert script.index("localStorage") < core < script.index("holdReady") < one < two < quiz
    files = re.findall(r'^mooc\.run\("([^"]+)"', script, re.MULTILINE)
    base, main = (library.digest for library in played.libraries)
    assert files == [
        f"/h5p/thu-vien/{base}/scripts/one.js",
        f"/h5p/thu-vien/{base}/scripts/two.js",
        f"/h5p/thu-vien/{main}/quiz.js",
    ]
    assert "\ufeff" not in script
    assert "\u2028" not in script
    assert "</script" not in script
    assert "wizard" not in script
    assert "GPL-3.0-or-later" in script
    assert "https://github.com/h5p/h5p-php-library" in script


def test_styles_name_files_by_their_digest(played: playing.Playing) -> None:
    style = text(played, "css")
    base = f"/h5p/thu-vien/{played.libraries[0].digest}"
    assert style.index("h5p-waiting") < style.index(".a {") < style.index(".q{")
    assert f'.a {{ background: url("{base}/img/a%20b.png") }}' in style
    assert ".b { background: url(data:image/gif;base64,R0lG) }" in style
    assert '.c { background: url("data:,") } .d { background: url("data:,") } .e { fill: url(#mark) }' in style
    assert '"url(../img/a b.png) {"' in style
    assert "elsewhere" not in style
    assert "@charset" not in style
    assert "secret" not in style
    assert style.count("{") - 1 == style.count("}"), "one more in a string"
    assert re.search(r"url\(\"/h5p/loi/[0-9a-f]{32}/core\.woff2\"\)", style)


def test_a_small_picture_stands_in_the_style_itself(played: playing.Playing) -> None:
    style = text(played, "css")
    assert '.g { background: url("data:image/png;base64,iVBORw==") }' in style
    assert '.h5p-waiting { background: url("data:image/gif;base64,R0lGODlh") }' in style


def test_of_a_font_the_signs_that_are_drawn_stand_in_the_style(storage: InMemoryStorage) -> None:
    """Beside the font itself, which is fetched where another sign is to be drawn."""
    face = "@font-face{font-family:i;src:url(i.woff2)} .ok:before{content:'\\e900'}"
    main = making.library("H5P.Quiz", {"quiz.css": face, "i.woff2": icon_font(0xE900, 0xE901)})
    style = text(playing.of(making.content([main])), "css")
    whole = f'@font-face{{font-family:i;src:url("/h5p/thu-vien/{main.digest}/i.woff2");unicode-range:U+E901}}'
    assert whole in style
    found = re.search(
        r'\}@font-face\{font-family:i;src:url\("data:font/woff2;base64,([^"]+)"\);unicode-range:U\+E900\}', style
    )
    assert found
    assert signs_of(base64.b64decode(found[1])) == [0xE900]


def test_of_a_font_woff2_alone(played: playing.Playing) -> None:
    style = text(played, "css")
    base = f"/h5p/thu-vien/{played.libraries[0].digest}"
    assert f"@font-face{{font-family: 'icons';font-weight: 400;src:url(\"{base}/fonts/icons.woff2\")}}" in style
    assert not re.search(r"\.(eot|woff|ttf|svg)\b", style)


def test_a_style_finds_what_lies_in_another_library(played: playing.Playing) -> None:
    other = f"/h5p/thu-vien/{played.libraries[0].digest}/img/a%20b.png"
    assert f'.q{{background:url("{other}")}}' in text(played, "css")


@pytest.mark.parametrize(
    ("accepted", "coding"), [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("identity", ""), ("br;q=0, gzip", "gzip")]
)
def test_sent_as_the_browser_takes_it(client: Client, played: playing.Playing, accepted: str, coding: str) -> None:
    bundle.ensure(played)
    answer = client.get(f"/h5p/goi/{played.bundle}.js", headers={"Accept-Encoding": accepted})
    open_ = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[coding]
    assert b"window.one" in open_(answer.content)
    assert answer.get("Content-Encoding", "") == coding
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Vary"] == "Accept-Encoding"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Content-Security-Policy"] == "sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert not answer.cookies


def test_queries(client: Client, played: playing.Playing, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        bundle.ensure(played)
    with django_assert_num_queries(0):
        bundle.ensure(played)
        for kind in ("js", "css"):
            assert client.get(f"/h5p/goi/{played.bundle}.{kind}").status_code == 200


def test_the_same_libraries_are_one_bundle(played: playing.Playing) -> None:
    again = playing.of(making.content(list(Library.objects.order_by("pk"))))
    assert (again.bundle, again.digest == played.digest) == (played.bundle, False)


def test_two_who_make_it_at_once_leave_one(
    played: playing.Playing, storage: InMemoryStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second begins before the first is done, and ends after it."""
    written, first = bundle.joined, list[bundle.Kept]()

    def slow(one: playing.Playing) -> dict[str, bytes]:
        monkeypatch.setattr(bundle, "joined", written)
        first.append(bundle.ensure(one))
        return written(one)

    monkeypatch.setattr(bundle, "joined", slow)
    kept = bundle.ensure(played)
    assert kept == first[0]
    assert len(storage.listdir(f"goi/{played.bundle[:2]}")[1]) == 5
    assert all(storage.exists(name) for name in kept.names.values())


def test_a_note_that_is_still_being_written_is_none(played: playing.Playing, storage: InMemoryStorage) -> None:
    storage.save(f"goi/{played.bundle[:2]}/{played.bundle}.json", ContentFile(b'{"names": {'))
    assert bundle.find(played.bundle) is None


@pytest.mark.parametrize("name", ["0" * 64 + ".js", "x.js", "../../etc/passwd.js", "0" * 64 + ".map", "0" * 63 + ".js"])
def test_unknown(client: Client, name: str) -> None:
    assert client.get(f"/h5p/goi/{name}").status_code == 404


def test_one_that_is_gone_is_made_anew(client: Client, played: playing.Playing, storage: InMemoryStorage) -> None:
    for name in (*bundle.ensure(played).names.values(), f"goi/{played.bundle[:2]}/{played.bundle}.json"):
        storage.delete(name)
    assert client.get(f"/h5p/goi/{played.bundle}.js").status_code == 404
    client.get(played.address)
    assert client.get(f"/h5p/goi/{played.bundle}.js").status_code == 200


def test_letters_that_the_core_brings_are_left_out(played: playing.Playing, core: Path) -> None:
    (core / "dist" / "fonts" / "core.woff2").write_bytes(b"wOF2" + b"\0" * joining.MOST_ICONS)
    style = text(played, "css")
    assert "font-family: h5p" not in style
    assert "core.woff2" not in style
    assert "font-family: 'icons'" in style

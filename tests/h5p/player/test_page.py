"""The page in the frame: the same for everybody, able to do nothing but play, and told nothing about anybody."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from content.h5p.models import Approval, Library, Revision
from content.h5p.player import page, playing
from content.h5p.player.texts import texts
from learners.people.models import Account
from tests.h5p.player import making

pytestmark = pytest.mark.django_db
# Some of those the core asks for.
CORE_KEYS = {
    "fullscreen",
    "copyrights",
    "license",
    "close",
    "confirmLabel",
    "licenseCCBY",
    "licenseV3",
    "offlineDialogBody",
}


@pytest.fixture
def revision() -> Revision:
    base = making.library("H5P.Base", {"base.js": "window.base=1", "base.css": ".base{color:red}"}, version="1.2")
    main = making.library("H5P.Quiz", {"quiz.js": "window.quiz=1"}, version="2.1")
    return making.content([base, main], {"text": "<b>Đúng</b> hay </script> sai?"}, title='Tin "lạ"', license="CC BY")


def address(revision: Revision) -> str:
    return playing.of(revision).address


def integration(html: str) -> Any:
    found = re.search(r"window.H5PIntegration=(\{.*\});</script>", html)
    assert found
    return json.loads(found[1])


def test_all_the_core_asks_for(client: Client, revision: Revision) -> None:
    answer = client.get(address(revision))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert html.count("</script>") == 2
    assert '<html class="h5p-iframe" lang="vi">' in html
    assert "<title>Tin &quot;lạ&quot;</title>" in html
    told = integration(html)
    key = f"cid-{revision.content.key}"
    content = told["contents"][key]
    assert f'data-content-id="{revision.content.key}"' in html
    assert "user" not in told
    assert content["library"] == "H5P.Quiz 2.1"
    assert json.loads(content["jsonContent"]) == revision.parameters
    assert content["metadata"] == {"title": 'Tin "lạ"', "license": "CC BY"}
    assert content["url"].startswith(django_settings.XAPI_ACTIVITY_BASE)
    assert content["contentUrl"] == f"/h5p/noi-dung/{revision.pk}"
    assert told["urlLibraries"] == "/h5p/thu-vien"
    digests = {str(one.machine_name): one.digest for one in Library.objects.all()}
    assert told["libraryDirectories"] == {"H5P.Base-1.2": digests["H5P.Base"], "H5P.Quiz-2.1": digests["H5P.Quiz"]}
    assert (told["postUserStatistics"], told["hubIsEnabled"], told["fullscreenDisabled"]) == (False, False, True)
    assert content["displayOptions"]["export"] is content["displayOptions"]["embed"] is False


def test_its_code_is_handed_down_by_the_page_around_it(client: Client, revision: Revision) -> None:
    """So that it comes from the store of that page the second time; the frame has none."""
    html = client.get(address(revision)).content.decode()
    bundle = playing.of(revision).bundle
    assert f'<script data-style="/h5p/goi/{bundle}.css" data-script="/h5p/goi/{bundle}.js">/*!' in html
    assert not re.search(r"<(link|script) [^>]*(href|src)=", html)
    assert "stylesheet" in html, "it fetches them itself where nobody hands them down"
    assert integration(html)["l10n"] == {"H5P": {}}, "the code brings its words"


@pytest.mark.parametrize(
    ("files", "handed"),
    [
        ({}, []),
        ({"images/a.png": b"a", "b/ổ.png": b"b", "c.mp4": b"c" * 9, "d.txt": b"d"}, ["b/ổ.png", "images/a.png"]),
        ({"images/a.png": b"a" * (page.MOST_HANDED - 1), "b.png": b"b"}, ["b.png", "images/a.png"]),
        ({"images/a.png": b"a" * page.MOST_HANDED, "b.png": b"b"}, []),
        ({f"{number}.png": b"%d" % number for number in range(page.MOST_PICTURES + 1)}, []),
    ],
)
def test_few_pictures_are_handed_down_too(client: Client, files: dict[str, bytes], handed: list[str]) -> None:
    revision = making.content([making.library("H5P.Quiz", {"quiz.js": "window.quiz=1"})], files=files)
    assert integration(client.get(address(revision)).content.decode())["pictures"] == handed


def test_it_can_do_nothing_but_play(client: Client, revision: Revision) -> None:
    answer = client.get(address(revision))
    policy = dict(part.strip().partition(" ")[::2] for part in answer["Content-Security-Policy"].split(";"))
    assets = "testserver/h5p/"
    assert policy == {
        "sandbox": "allow-scripts",
        "default-src": "'none'",
        "script-src": f"{assets} 'unsafe-inline' 'unsafe-eval'",
        "style-src": f"{assets} 'unsafe-inline'",
        "img-src": f"{assets} data: blob:",
        "media-src": f"{assets} data: blob:",
        "font-src": f"{assets} data: blob:",
        "connect-src": assets,
        "worker-src": "blob:",
        "base-uri": assets,
        "form-action": "'none'",
        "frame-ancestors": "'self'",
    }
    assert answer["Connection-Allowlist"] == "(response-origin)"
    assert "geolocation=()" in answer["Permissions-Policy"]
    assert answer["Cross-Origin-Opener-Policy"] == "unsafe-none"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "no-referrer"


def test_hosts_outside_are_those_of_the_setting_and_for_what_is_shown_alone(
    client: Client, revision: Revision, settings: Any
) -> None:
    before = address(revision)
    settings.H5P_OUTSIDE_HOSTS = ["anh.vn", "upload.example.org"]
    # What was kept under the address before says nothing of them.
    after = address(revision)
    assert after != before
    moved = client.get(before)
    assert (moved.status_code, moved["Location"], moved["Cache-Control"]) == (302, after, "no-store")
    answer = client.get(after)
    policy = dict(part.strip().partition(" ")[::2] for part in answer["Content-Security-Policy"].split(";"))
    own, outside = "testserver/h5p/", "https://anh.vn https://upload.example.org"
    assert policy["img-src"] == policy["media-src"] == f"{own} data: blob: {outside}"
    # Frames stay closed: one in this frame would have all that was taken from it.
    assert {name for name, sources in policy.items() if "anh.vn" in sources} == {"img-src", "media-src"}
    assert "Connection-Allowlist" not in answer
    assert policy["sandbox"] == "allow-scripts"
    settings.H5P_OUTSIDE_HOSTS = []
    assert address(revision) == before


def test_it_is_the_same_for_everybody_and_kept_for_ever(client: Client, revision: Revision, lan: Account) -> None:
    first = client.get(address(revision))
    client.force_login(lan)
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "en"
    before = {name: morsel.value for name, morsel in client.cookies.items()}
    second = client.get(address(revision))
    assert first.content == second.content
    assert first["Cache-Control"] == second["Cache-Control"] == "public, max-age=31536000, immutable"
    assert first["Content-Language"] == second["Content-Language"]
    for answer in (first, second):
        assert "cookie" not in answer.get("Vary", "").lower()
        assert not answer.cookies
    assert {name: morsel.value for name, morsel in client.cookies.items()} == before
    assert str(lan.pk) not in second.content.decode()


def test_queries(
    client: Client, revision: Revision, lan: Account, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Once to put the bundle together, and never again; signed in or not."""
    found = address(revision)
    with django_assert_num_queries(4):
        client.get(found)
    client.force_login(lan)
    with django_assert_num_queries(3):
        client.get(found)


def test_another_library_is_another_page(client: Client, revision: Revision) -> None:
    before = address(revision)
    newer = making.library("H5P.Quiz", {"quiz.js": "window.quiz=2"}, version="2.1")
    revision.pins.filter(position=1).update(library=newer)
    after = address(Revision.objects.get())
    assert before != after
    moved = client.get(before)
    assert (moved.status_code, moved["Location"], moved["Cache-Control"]) == (302, after, "no-store")


def test_another_core_is_another_page(revision: Revision, tmp_path: Path, settings: Any) -> None:
    before = address(revision)
    settings.H5P_CORE = making.core(tmp_path / "newer")
    (settings.H5P_CORE / "dist" / "frame.bundle.js").write_text("window.H5P={core:2}")
    assert address(revision) != before


@pytest.mark.parametrize("approval", [Approval.PENDING, Approval.WITHDRAWN])
def test_nothing_runs_on_what_nobody_stands_for(client: Client, revision: Revision, approval: str) -> None:
    found = address(revision)
    library = Library.objects.get(machine_name="H5P.Base")
    library.approval, library.decided_at = approval, None if approval == Approval.PENDING else library.created_at
    library.save()
    answer = client.get(found)
    assert answer.status_code == 404
    assert answer["Cache-Control"] == "no-store"
    assert "Chưa mở được phần tương tác" in answer.content.decode()
    assert "H5PIntegration" not in answer.content.decode()


def test_what_waits_for_libraries_says_so(client: Client, revision: Revision) -> None:
    found = address(revision)
    revision.pins.all().delete()
    Revision.objects.update(parameters=None, missing=["H5P.Base 1.2"])
    answer = client.get(found)
    assert answer.status_code == 404
    assert "chờ người quản trị duyệt" in answer.content.decode()


def test_without_the_core_it_says_so(client: Client, revision: Revision, settings: Any, tmp_path: Path) -> None:
    found = address(revision)
    settings.H5P_CORE = tmp_path / "nothing"
    answer = client.get(found)
    assert answer.status_code == 404
    assert "chưa cài bộ phát" in answer.content.decode()


@pytest.mark.parametrize(
    "path", ["/h5p/choi/00000000-0000-4000-8000-000000000000/x/", "/h5p/choi/khong/x/", "/h5p/choi/"]
)
def test_unknown(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_only_read(client: Client, revision: Revision) -> None:
    assert client.post(address(revision)).status_code == 405


def test_words_of_the_core_in_every_language() -> None:
    found = texts()
    assert set(found) == {"vi", "en"}
    assert CORE_KEYS <= set(found["vi"]) == set(found["en"])
    assert all(found["vi"].values())
    assert found["vi"]["close"] == "Đóng"

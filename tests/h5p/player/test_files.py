"""Files of libraries and contents: as what they are, whole or in part, and nothing but them."""

from typing import Any

import pytest
from django.core.files.storage import InMemoryStorage
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from content.h5p import store
from content.h5p.models import Approval, Library, Revision
from content.h5p.player import playing
from tests.h5p.player import making

pytestmark = pytest.mark.django_db
FILM = bytes(range(256)) * 40


@pytest.fixture
def revision() -> Revision:
    library = making.library("H5P.Quiz", {"a/mark.svg": "<svg/>", "quiz.js": "window.quiz=1", "ảnh 1.png": b"\x89PNG"})
    return making.content([library], files={"videos/phim.mp4": FILM, "images/lúa.png": b"\x89PNGlua"})


def of_library(path: str) -> str:
    return f"/h5p/thu-vien/{Library.objects.get().digest}/{path}"


def of_content(revision: Revision, path: str) -> str:
    return f"/h5p/noi-dung/{revision.pk}/{path}"


def test_a_file_of_a_library(
    client: Client, revision: Revision, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = of_library("a/mark.svg")
    with django_assert_num_queries(1):
        answer = client.get(address)
    assert b"".join(answer) == b"<svg/>"
    assert answer["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert answer["Content-Security-Policy"] == "sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Vary" not in answer
    assert not answer.cookies
    assert b"".join(client.get(of_library("ảnh 1.png"))) == b"\x89PNG"


def test_a_file_of_a_content_in_parts(client: Client, revision: Revision) -> None:
    address = of_content(revision, "videos/phim.mp4")
    answer = client.get(address, headers={"Range": "bytes=100-299"})
    assert (answer.status_code, answer["Content-Range"]) == (206, f"bytes 100-299/{len(FILM)}")
    assert b"".join(answer) == FILM[100:300]
    assert answer["Content-Type"] == "video/mp4"
    assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert client.get(address, headers={"Range": f"bytes={len(FILM)}-"}).status_code == 416


@pytest.mark.parametrize(
    "path",
    [
        "khong-co.png",
        "../quiz.js",
        "..%2F..%2Fquiz.js",
        "images/",
        "images",
        "/etc/passwd",
        "images/../images/lúa.png",
        "%00",
    ],
)
def test_nothing_else(client: Client, revision: Revision, path: str) -> None:
    assert client.get(of_content(revision, path)).status_code == 404
    assert client.get(of_library(path)).status_code == 404


def test_only_what_an_administrator_approved(client: Client, revision: Revision) -> None:
    assert client.get(of_library("quiz.js")).status_code == 200
    Library.objects.update(approval=Approval.WITHDRAWN)
    assert client.get(of_library("quiz.js")).status_code == 404


def test_a_content_that_waits_shows_nothing(client: Client, revision: Revision) -> None:
    Revision.objects.update(parameters=None)
    assert client.get(of_content(revision, "images/lúa.png")).status_code == 404


def test_a_file_that_is_gone(client: Client, revision: Revision, storage: InMemoryStorage) -> None:
    for row in revision.files.all():
        storage.delete(store.name_of(row.file_id))
    assert client.get(of_content(revision, "images/lúa.png")).status_code == 404


def test_files_of_the_core(client: Client) -> None:
    digest = playing.core_digest()[:32]
    answer = client.get(f"/h5p/loi/{digest}/core.woff2")
    assert (answer.content, answer["Content-Type"]) == (b"wOF2core", "font/woff2")
    assert answer["Access-Control-Allow-Origin"] == "*"
    for path in (
        f"{digest}/h5p.css",
        f"{digest}/frame.bundle.js",
        f"{'0' * 32}/core.woff2",
        f"{digest}/..%2Fpackage.json",
    ):
        assert client.get(f"/h5p/loi/{path}").status_code == 404


def test_a_storage_elsewhere_serves_them_itself(
    client: Client, revision: Revision, storage: InMemoryStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def url(name: str | None) -> str:
        return f"https://tep.invalid/h5p/{name}?signed"

    monkeypatch.setattr(storage, "url", url)
    address = playing.of(revision).address
    answer = client.get(of_content(revision, "images/lúa.png"))
    file: Any = revision.files.get(path="images/lúa.png").file_id
    assert (answer.status_code, answer["Location"]) == (302, url(store.name_of(file)))
    assert "immutable" not in answer["Cache-Control"]
    page = client.get(address)
    policy = page["Content-Security-Policy"]
    assert "Connection-Allowlist" not in page
    assert "img-src testserver/h5p/ tep.invalid data: blob:" in policy

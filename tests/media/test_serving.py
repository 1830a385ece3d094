"""A picture of a lesson reaches the reader; nothing else of the folder does."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from content.blocks.lesson import FigureBlock
from content.media.models import CourseDocument, CourseImage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def picture() -> CourseImage:
    data = io.BytesIO()
    Image.new("RGB", (1200, 800), "green").save(data, "PNG")
    return CourseImage.objects.create(title="Ruộng lúa", file=SimpleUploadedFile("ruong.png", data.getvalue()))


def addresses(picture: CourseImage) -> list[str]:
    """Of every size a page offers."""
    block = FigureBlock()
    html = block.render(block.to_python({"image": picture.pk, "caption": ""}))
    return sorted(set(re.findall(r"/media/[^\s\",]+", html)))


def test_every_size_of_a_picture_is_there(
    client: Client, picture: CourseImage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    found = addresses(picture)
    assert len(found) == 4
    for address in found:
        with django_assert_num_queries(0):
            answer = client.get(address)
        assert answer.status_code == 200
        assert answer["Content-Type"] in {"image/webp", "image/jpeg"}
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "immutable" in answer["Cache-Control"]
        assert Image.open(io.BytesIO(b"".join(answer))).width in {480, 960}


def test_a_picture_that_is_known_is_not_sent_again(client: Client, picture: CourseImage) -> None:
    (address, *_others) = addresses(picture)
    first = client.get(address)
    again = client.get(address, headers={"If-Modified-Since": first["Last-Modified"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "name", ["khong-co.png", "../original_images/ruong.png", "..%2Foriginal_images%2Fruong.png", ""]
)
def test_nothing_else_of_the_folder(client: Client, picture: CourseImage, folder: Path, name: str) -> None:
    assert (folder / "original_images" / "ruong.png").exists()
    assert client.get(f"/media/images/{name}").status_code in {400, 404}
    assert client.get("/media/original_images/ruong.png").status_code == 404


def test_a_document_goes_by_its_own_address(client: Client, folder: Path) -> None:
    document = CourseDocument.objects.create(title="Mẫu đơn", file=SimpleUploadedFile("mau.txt", b"noi dung"))
    answer = client.get(document.url)
    assert (answer.status_code, b"".join(answer)) == (200, b"noi dung")
    assert client.get(f"/media/{document.file.name}").status_code == 404

"""A picture is published with words for those who do not see it, or as decoration."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.test.utils.form_data import nested_form_data, streamfield

from content.blocks.lesson import FigureBlock
from content.media.models import CourseImage
from courses.catalogue.models import CoursePage, LessonPage
from tests.editions.admin import edit_url, fields_of
from tests.editions.conftest import editor
from tests.editions.editing import lesson_of

__all__ = ["editor"]


@pytest.fixture
def picture(db: None, settings: Any, tmp_path: Path) -> CourseImage:
    settings.MEDIA_ROOT = tmp_path
    data = io.BytesIO()
    Image.new("RGB", (1200, 800), "green").save(data, "PNG")
    return CourseImage.objects.create(title="Ruộng lúa", file=SimpleUploadedFile("ruong.png", data.getvalue()))


def send(browser: Client, page: LessonPage, picture: CourseImage, **said: Any) -> str:
    """Save the lesson with the picture in it; ``said`` has its words and the button that is pressed."""
    image = {"image": picture.pk, "alt_text": said.pop("alt", ""), **said.pop("marks", {})}
    body = nested_form_data({"body": streamfield([("figure", {"image": image, "caption": ""})])})
    found = fields_of(browser.get(edit_url(page)).content.decode())
    html: str = browser.post(edit_url(page), {**found, **body, **said}, follow=True).content.decode()
    return html


def test_a_picture_without_words_is_not_published(editor: Client, course: CoursePage, picture: CourseImage) -> None:
    html = send(editor, lesson_of(course), picture, **{"action-publish": "yes"})
    # Wagtail's script shows it in the block.
    assert json.dumps("Khối Ảnh “Ruộng lúa”: hãy ghi ảnh cho thấy gì, hoặc đánh dấu là ảnh trang trí.")[1:-1] in html
    assert [block.block_type for block in lesson_of(course).body] == ["text"]


def test_a_draft_may_wait_for_its_words(editor: Client, course: CoursePage, picture: CourseImage) -> None:
    send(editor, lesson_of(course), picture)
    draft = lesson_of(course).get_latest_revision_as_object()
    assert [block.block_type for block in draft.body] == ["figure"]


@pytest.mark.parametrize("said", [{"alt": "Ruộng lúa mùa nước nổi"}, {"marks": {"decorative": "on"}}])
def test_described_or_decoration_it_is(
    editor: Client, course: CoursePage, picture: CourseImage, said: dict[str, Any]
) -> None:
    send(editor, lesson_of(course), picture, **{"action-publish": "yes"}, **said)
    assert [block.block_type for block in lesson_of(course).body] == ["figure"]


@pytest.mark.parametrize("alt", ["IMG_2231.JPG", "Anh-chup.png", "   "])
def test_the_name_of_a_file_tells_nothing(picture: CourseImage, alt: str) -> None:
    block = FigureBlock()
    value = block.to_python({"image": {"image": picture.pk, "alt_text": alt, "decorative": False}, "caption": ""})
    with pytest.raises(StructBlockValidationError):
        block.clean(value)


def test_what_was_only_a_picture_takes_the_words_it_has_in_the_library(picture: CourseImage) -> None:
    picture.alt_text = "Ruộng lúa"
    picture.save()
    block = FigureBlock()
    value = block.clean(block.to_python({"image": picture.pk, "caption": ""}))
    assert 'alt="Ruộng lúa"' in block.render(value)

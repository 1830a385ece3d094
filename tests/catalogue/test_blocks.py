"""The blocks of a lesson as learners see them."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.blocks import ListBlock, RichTextBlock

from content.media.models import CourseImage
from courses.catalogue.models import LessonPage


def shown(kind: str, value: Any) -> str:
    body = LessonPage._meta.get_field("body").to_python([{"type": kind, "value": value, "id": "1"}])
    return str(body)


@pytest.fixture
def image(db: None, settings: Any, tmp_path: Path) -> CourseImage:
    settings.MEDIA_ROOT = tmp_path
    data = BytesIO()
    Image.new("RGB", (1200, 800)).save(data, "PNG")
    return CourseImage.objects.create(title="Ruộng lúa", file=SimpleUploadedFile("ruong.png", data.getvalue()))


def test_a_picture_comes_in_the_size_of_the_screen(image: CourseImage) -> None:
    value = {"image": image.pk, "alt_text": "Ruộng lúa mùa nước nổi", "decorative": False}
    html = shown("figure", {"image": value, "caption": "Đồng Tháp"})

    for part in (
        'alt="Ruộng lúa mùa nước nổi"',
        'loading="lazy"',
        'width="480"',
        'height="320"',
        "image/webp",
        " 960w",
        "<figcaption>Đồng Tháp</figcaption>",
    ):
        assert part in html


def test_a_decorative_picture_is_silent(image: CourseImage) -> None:
    html = shown("figure", {"image": {"image": image.pk, "alt_text": "", "decorative": True}, "caption": ""})

    assert 'alt=""' in html
    assert "figcaption" not in html


@pytest.mark.parametrize(("tone", "word"), [("note", "Ghi nhớ"), ("warning", "Cẩn thận"), ("example", "Ví dụ")])
def test_a_callout_says_what_it_is(tone: str, word: str) -> None:
    html = shown("callout", {"tone": tone, "text": "<p>Không đọc mã OTP.</p>"})

    assert word in html
    assert "<p>Không đọc mã OTP.</p>" in html


def test_steps_are_an_ordered_list() -> None:
    html = shown("steps", {"title": "Cài ứng dụng", "steps": ["<p>Mở kho.</p>", "<p>Tìm tên.</p>"]})

    assert html.index("Cài ứng dụng") < html.index("<ol>") < html.index("Mở kho.") < html.index("Tìm tên.")


def test_practice_says_how_long_it_takes() -> None:
    html = shown("practice", {"minutes": 20, "task": "<p>Bật xác thực hai lớp.</p>"})

    assert "khoảng 20 phút" in html
    assert "Bật xác thực hai lớp." in html


@pytest.mark.parametrize(
    ("kind", "wrapped"),
    [
        ("text", lambda text: text),
        ("callout", lambda text: {"tone": "note", "text": text}),
        ("steps", lambda text: {"title": "", "steps": [text]}),
        ("practice", lambda text: {"minutes": 5, "task": text}),
    ],
)
def test_what_is_typed_letter_by_letter_may_stand_in_every_text(kind: str, wrapped: Any) -> None:
    assert "<code>..an</code>" in shown(kind, wrapped("<p>Gõ <code>..an</code></p>"))
    block: Any = LessonPage._meta.get_field("body").stream_block.child_blocks[kind]
    assert "code" in rich_text_of(block).features


def rich_text_of(block: Any) -> RichTextBlock:
    """The first block of rich text within."""
    if isinstance(block, RichTextBlock):
        return block
    if isinstance(block, ListBlock):
        return rich_text_of(block.child_block)
    return next(rich_text_of(one) for one in block.child_blocks.values() if isinstance(one, RichTextBlock | ListBlock))

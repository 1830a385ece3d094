"""What a writer is told of a lesson: pure functions over its blocks."""

from typing import Any

import pytest

from courses.catalogue.block_text import Parsed, recordings, texts
from courses.catalogue.pace import SYLLABLES_A_MINUTE
from courses.catalogue.proofreading import KILO, Report, blocking, misleads, proofread
from courses.catalogue.weighing import picture_sizes


def text(html: str, name: str = "a") -> dict[str, Any]:
    return {"type": "text", "value": html, "id": name}


def figure(alt: str, decorative: bool = False, image: int = 7) -> dict[str, Any]:
    chosen = {"image": image, "alt_text": alt, "decorative": decorative}
    return {"type": "figure", "value": {"image": chosen, "caption": "Chợ nổi"}, "id": "anh"}


def read(*raw: dict[str, Any], minutes: int = 1, sizes: dict[int, int] | None = None) -> Report:
    return proofread(raw, minutes=minutes, frame=30 * KILO, sizes=sizes or {})


def said(*raw: dict[str, Any], **extra: Any) -> str:
    return " ".join(finding.text for finding in read(*raw, **extra).findings)


def test_a_short_plain_lesson_needs_nothing() -> None:
    assert read(text("<h2>Mở đầu</h2><p>Xin chào.</p><h3>Nhỏ</h3><p>Hết.</p>")).findings == []


def test_a_picture_needs_words_or_to_be_decoration() -> None:
    assert [finding.block for finding in blocking([figure("")])] == ["anh"]
    assert "chưa có mô tả" in said(figure("  "))
    assert blocking([figure("Chợ nổi Cái Răng lúc sáng sớm")]) == []
    assert blocking([figure("", decorative=True)]) == []


@pytest.mark.parametrize(
    ("html", "wrong"),
    [
        ("<h2>Một</h2><h3>Hai</h3><h2>Ba</h2>", ""),
        ("<p>Trước</p><h2>Một</h2>", ""),
        ("<h3>Nhỏ trước</h3><h2>Lớn sau</h2>", "“Nhỏ trước” nhảy cấp"),
        ("<h2>Một</h2><h4>Quá nhỏ</h4>", "“Quá nhỏ” nhảy cấp"),
        ("<h2> </h2>", "tiêu đề trống"),
    ],
)
def test_headings_come_in_order(html: str, wrong: str) -> None:
    found = blocking([text(html)])
    assert len(found) == bool(wrong)
    assert wrong in " ".join(finding.text for finding in found)


def test_headings_are_read_across_blocks() -> None:
    assert blocking([text("<h2>Một</h2>"), text("<h3>Hai</h3>", "b")]) == []
    assert [found.block for found in blocking([text("<p>Một</p>"), text("<h3>Hai</h3>", "b")])] == ["b"]


def test_what_is_still_to_be_written_keeps_the_course_back() -> None:
    steps = {
        "type": "steps",
        "id": "s",
        "value": {"title": "", "steps": [{"type": "item", "value": "<p>[Viết: bước]</p>"}]},
    }
    assert [finding.block for finding in blocking([steps])] == ["s"]
    assert blocking([text("<p>Bấm nút [Viết] để soạn thư.</p>")]) == []


def test_links_out_are_listed_once_and_plain_http_is_told() -> None:
    report = read(
        text('<p><a href="https://dichvucong.gov.vn">Cổng</a> <a href="http://cu.vn/x">cũ</a></p>'),
        text('<p><a href="https://dichvucong.gov.vn">lần nữa</a> <a linktype="page" id="3">trong</a></p>', "b"),
    )
    assert report.links == ["https://dichvucong.gov.vn", "http://cu.vn/x"]
    assert [(found.block, found.blocks_release) for found in report.findings] == [("a", False)]
    assert "http://cu.vn/x" in report.findings[0].text


def test_reading_takes_as_long_as_the_pace_says() -> None:
    words = " ".join(["tiếng"] * SYLLABLES_A_MINUTE * 4)
    practice = {"type": "practice", "value": {"minutes": 15, "task": "<p>Làm thử.</p>"}, "id": "p"}
    report = read(text(f"<p>{words}</p>"), practice, minutes=19)
    assert (report.syllables, report.minutes) == (SYLLABLES_A_MINUTE * 4 + 2, 19)
    assert report.findings == []


def test_minutes_that_mislead_are_told() -> None:
    words = " ".join(["tiếng"] * SYLLABLES_A_MINUTE * 12)
    assert "ghi 5 phút, nhưng đọc và làm hết khoảng 12 phút" in said(text(words), minutes=5)
    assert "ghi 90 phút" in said(text(words), minutes=90)
    assert "ghi 12 phút, nhưng đọc và làm hết khoảng 1 phút" in said(text("<p>Ngắn.</p>"), minutes=12)
    assert said(text(words), minutes=15) == ""
    assert "nên tách bài" in said(text(words), text(words, "b"), minutes=24)


@pytest.mark.parametrize(
    ("told", "found", "wrong"),
    [(12, 1, True), (1, 12, True), (30, 21, False), (20, 10, True), (19, 10, False), (2, 1, False), (4, 1, True)],
)
def test_twice_as_long_or_half_as_long_misleads(told: int, found: int, wrong: bool) -> None:
    assert misleads(told, found) == wrong


def test_practice_away_from_the_screen_makes_no_lesson_too_long() -> None:
    practice = {"type": "practice", "value": {"minutes": 45, "task": "<p>Làm thử ở cơ quan.</p>"}, "id": "p"}
    assert said(text("<p>Đọc trước.</p>"), practice, minutes=46) == ""


def test_weights_are_told_against_their_budgets() -> None:
    plain = read(figure("Ảnh"), sizes={7: 300 * KILO})
    assert (plain.media, plain.findings) == (300 * KILO, [])
    assert "nặng 1200 KB" in said(figure("Ảnh"), figure("Ảnh", image=8), sizes={7: 600 * KILO, 8: 600 * KILO})
    many = " ".join(f"{number * 7919 % 104729:x}" for number in range(9000))
    assert "Phần chữ nặng" in said(text(f"<p>{many}</p>"), minutes=50)


def test_sounds_and_videos_are_weighed_apart_and_take_their_time() -> None:
    raw = [{"type": "video", "value": 3, "id": "v"}, text("<p>Xem rồi làm.</p>")]
    report = proofread(raw, minutes=9, frame=30 * KILO, sizes={}, played=[(30 * KILO * KILO, 480)])
    assert (report.minutes, report.media, report.played_kb) == (9, 0, 30 * KILO)
    assert report.findings == []
    assert (recordings(raw, "video"), recordings(raw, "audio")) == ([3], [])


def test_keys_and_choices_are_no_text() -> None:
    value = {"tone": "note", "text": "<p>Chữ</p>", "items": [{"type": "item", "id": "1f", "value": "Mục"}]}
    assert list(texts(value)) == ["<p>Chữ</p>", "Mục"]
    assert Parsed("<p>a &amp; b</p>").words == ["a", "&", "b"]


@pytest.mark.django_db
def test_pictures_weigh_at_most_what_is_sent_of_them() -> None:
    from wagtail.images.tests.utils import get_test_image_file

    from content.media.models import CourseImage

    wide = CourseImage.objects.create(title="Rộng", file=get_test_image_file(size=(1920, 10)), file_size=4000)
    small = CourseImage.objects.create(title="Nhỏ", file=get_test_image_file(size=(100, 10)), file_size=500)
    assert picture_sizes([wide.pk, small.pk, 0]) == {wide.pk: 1000, small.pk: 500}

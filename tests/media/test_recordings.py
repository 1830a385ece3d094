"""Oanh puts sound and video into a lesson; they play for whoever is shown the lesson."""

import datetime as dt
import os
import re
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from content.media.actions import sweep
from content.media.kinds import AUDIO, VIDEO, kind_of
from content.media.recordings import Audio, Video
from courses.catalogue.models import CoursePage
from courses.editions.actions import release
from learners.enrolment.actions import enrol
from learners.people.models import Account
from tests import factories
from tests.editions.admin import fields_of
from tests.editions.editing import lesson_of, publish, unit_of
from tests.media import files

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(factories.editor("bien-tap"))
    return client


@pytest.fixture
def video() -> Video:
    file = SimpleUploadedFile("quet-ma.mp4", files.MP4)
    size = len(files.MP4)
    return Video.objects.create(title="Quét mã", file=file, mime="video/mp4", size=size, captions=files.CAPTIONS)


def add(editor: Client, model: str, content: bytes, name: str = "tep.bin", **fields: Any) -> str:
    """Fill in the form of a new recording; the page that answers."""
    address = reverse(f"wagtailsnippets_media_{model}:add")
    found = fields_of(editor.get(address).content.decode())
    sent = {**found, "title": "Quét mã QR", "file": SimpleUploadedFile(name, content), **fields}
    html: str = editor.post(address, sent, follow=True).content.decode()
    return html


@pytest.mark.parametrize(
    ("content", "video", "audio"),
    [
        (files.MP4, "video/mp4", "audio/mp4"),
        (files.M4A, None, "audio/mp4"),
        (files.WEBM, "video/webm", "audio/webm"),
        (files.OGG, None, "audio/ogg"),
        (files.wav(), None, "audio/wav"),
        (files.MP3, None, "audio/mpeg"),
        (files.MP3_FRAMES, None, "audio/mpeg"),
        (files.AAC, None, "audio/aac"),
        (files.MOV, None, None),
        (files.MKV, None, None),
        (files.HTML, None, None),
        (b"\xff\xd8\xff\xe0JFIF", None, None),
        (b"", None, None),
    ],
)
def test_a_file_is_what_its_first_bytes_say(content: bytes, video: str | None, audio: str | None) -> None:
    found = [kind_of(content[:64], what) for what in (VIDEO, AUDIO)]
    assert [kind.mime if kind else None for kind in found] == [video, audio]


def test_a_video_with_captions_is_kept(editor: Client) -> None:
    captions = SimpleUploadedFile("phu-de.vtt", files.CAPTIONS.encode())
    add(editor, "video", files.MP4, "Phim của tôi.avi", captions_file=captions, seconds=95)
    video = Video.objects.get()
    assert re.fullmatch(r"recordings/quet-ma-qr(_\w+)?\.mp4", video.file.name)
    assert (video.mime, video.size, video.captions) == ("video/mp4", len(files.MP4), files.CAPTIONS)
    assert video.created_by.username == "bien-tap"
    assert (video.length_words, video.size_words) == ("2 phút", "1 KB")


@pytest.mark.parametrize(
    ("model", "content", "fields", "told"),
    [
        ("video", files.MP4, {}, "Video cần phụ đề cho người không nghe được"),
        ("video", files.MP4, {"captions": "WEBVTT\n\nlạc"}, "Phụ đề, dòng 3:"),
        ("video", files.MOV, {"silent": "on"}, "Tệp này không phải video MP4 hay WebM"),
        ("video", files.HTML, {"silent": "on"}, "Tệp này không phải video MP4 hay WebM"),
        ("audio", files.wav(), {}, "Âm thanh cần lời thoại viết ra"),
        ("audio", files.HTML, {"transcript": "Chào."}, "Tệp này không phải âm thanh MP3"),
    ],
)
def test_what_is_missing_or_wrong_is_told_and_nothing_kept(
    editor: Client, folder: Path, model: str, content: bytes, fields: dict[str, str], told: str
) -> None:
    assert told in add(editor, model, content, **fields)
    assert not Video.objects.exists()
    assert not Audio.objects.exists()
    assert not (folder / "recordings").exists()


def test_a_file_that_is_too_large(editor: Client, settings: Any) -> None:
    settings.RECORDING_MB = 1
    html = add(editor, "audio", files.wav() + bytes(2**20), transcript="Chào.")
    assert "Tệp lớn 2 MB, nhiều nhất là 1 MB." in html


def test_words_are_corrected_and_the_file_stays(editor: Client, video: Video) -> None:
    address = reverse("wagtailsnippets_media_video:edit", args=[video.pk])
    sent = fields_of(editor.get(address).content.decode())
    assert "file" not in sent
    editor.post(address, {**sent, "captions": files.CAPTIONS.replace("bà con", "cô bác")})
    kept = Video.objects.get()
    assert kept.words[0] == "Chào cô bác."
    assert kept.file.name == video.file.name


def test_the_database_asks_for_the_words_too() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Video.objects.create(title="Câm", file="recordings/x.mp4", mime="video/mp4", size=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Audio.objects.create(title="Câm", file="recordings/x.mp3", mime="audio/mpeg", size=1)


def test_nobody_deletes_one(client: Client, son: Account, video: Video) -> None:
    client.force_login(son)
    client.post(reverse("wagtailsnippets_media_video:delete", args=[video.pk]))
    assert Video.objects.exists()


@pytest.fixture
def lesson(client: Client, course: CoursePage, lan: Account, oanh: Account, video: Video) -> str:
    """The address of Lan's lesson with the video and a sound in it; Lan is signed in."""
    content = files.wav()
    file = SimpleUploadedFile("chao.wav", content)
    audio = Audio.objects.create(
        title="Lời chào", file=file, mime="audio/wav", size=len(content), transcript="Chào.\nHọc nhé.", seconds=1
    )
    publish(lesson_of(course), body=[("video", video), ("audio", audio)])
    release(course=course, acting_user=oanh, at=factories.at(1))
    mine = enrol(person=lan.person, course_key=course.translation_key, acting_user=lan)
    client.force_login(lan)
    return reverse("study:unit", args=[mine.pk, unit_of(course, "Bài 1").unit_key])


def test_a_lesson_fetches_nothing_before_it_is_asked_and_has_the_words(client: Client, lesson: str) -> None:
    answer = client.get(lesson)
    html = answer.content.decode()
    assert html.count('preload="none"') == 2
    assert "autoplay" not in html
    for part in (
        'kind="captions"',
        "Quét mã · 1 KB",
        "Lời chào · 1 giây · 8 KB",
        "<p>Học nhé.</p>",
        "<p>Chào bà con.</p>",
    ):
        assert part in html
    assert "media-src 'self'" in answer["Content-Security-Policy"]


def test_it_plays_piece_by_piece(client: Client, lesson: str) -> None:
    address = re.findall(r'src="(/ghi/[^"]+/)" type="video/mp4"', client.get(lesson).content.decode())[0]
    whole = client.get(address)
    assert (whole.status_code, b"".join(whole)) == (200, files.MP4)
    assert (whole["Content-Type"], whole["Accept-Ranges"]) == ("video/mp4", "bytes")
    assert (whole["X-Content-Type-Options"], whole["Content-Security-Policy"]) == ("nosniff", "default-src 'none'")
    assert "private" in whole["Cache-Control"]

    head = client.head(address)
    assert (head.status_code, head["Content-Length"], b"".join(head)) == (200, str(len(files.MP4)), b"")

    part = client.get(address, headers={"Range": "bytes=4-11"})
    assert (part.status_code, b"".join(part)) == (206, b"ftypmp42")
    assert (part["Content-Range"], part["Content-Length"]) == (f"bytes 4-11/{len(files.MP4)}", "8")

    beyond = client.get(address, headers={"Range": f"bytes={len(files.MP4)}-"})
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(files.MP4)}")

    known = client.get(address, headers={"If-None-Match": whole["ETag"]})
    assert (known.status_code, known.content) == (304, b"")
    for tag, status in ((whole["ETag"], 206), ('"another"', 200)):
        assert client.get(address, headers={"Range": "bytes=0-1", "If-Range": tag}).status_code == status


def test_the_captions_are_those_of_the_video(client: Client, lesson: str) -> None:
    address = re.findall(r'<track kind="captions" src="([^"]+)"', client.get(lesson).content.decode())[0]
    answer = client.get(address)
    assert (answer["Content-Type"], answer.content.decode()) == ("text/vtt; charset=utf-8", files.CAPTIONS)


def test_an_address_opens_for_who_was_shown_it_and_not_for_long(
    client: Client, video: Video, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = video.address
    assert client.get(address).status_code == 200
    assert client.get(f"/media/{video.file.name}").status_code == 404
    assert client.get(address.replace("video-", "audio-")).status_code == 404
    assert client.get(re.sub(r"video-\d+", f"video-{video.pk + 1}", address)).status_code == 404
    today = timezone.localdate()
    for days, status in ((1, 200), (2, 404), (-1, 404)):
        monkeypatch.setattr("django.utils.timezone.localdate", lambda days=days: today + dt.timedelta(days=days))
        assert client.get(address).status_code == status


def test_the_web_server_may_send_it(client: Client, video: Video, settings: Any) -> None:
    settings.MEDIA_ACCEL = "/noi-bo/"
    answer = client.get(video.address)
    assert (answer["X-Accel-Redirect"], answer.content) == (f"/noi-bo/{video.file.name}", b"")
    assert answer["Content-Type"] == "video/mp4"


def test_a_file_that_is_gone_is_not_found(client: Client, video: Video) -> None:
    Path(video.file.path).unlink()
    assert client.get(video.address).status_code == 404


def test_a_file_nobody_kept_is_swept_after_a_day(video: Video, folder: Path) -> None:
    old, new = folder / "recordings" / "cu.mp4", folder / "recordings" / "moi.mp4"
    long_ago = time.time() - 2 * 24 * 3600
    for path in (old, new):
        path.write_bytes(b"x")
    for path in (old, Path(video.file.path)):
        os.utime(path, (long_ago, long_ago))
    assert sweep() == 1
    assert (old.exists(), new.exists(), Path(video.file.path).exists()) == (False, True, True)


def test_sizes_are_told_as_people_say_them(video: Video) -> None:
    sizes = {300: "1 KB", 640 * 1024: "640 KB", 1_572_864: "1,5 MB", 12 * 2**20: "12 MB"}
    for size, told in sizes.items():
        video.size = size
        assert video.size_words == told

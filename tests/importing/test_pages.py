"""From the file to the draft, as Oanh does it."""

import datetime as dt
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from content.media.models import CourseImage
from courses.catalogue.models import LessonPage, ModulePage
from courses.importing.actions import KEPT, Described, NotMade, make_lesson, sweep
from courses.importing.models import WaitingFile
from learners.people.models import Account
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.importing import files

WORDS = {"title": "Mật khẩu dài", "minutes": "5", "required": "on"}


@pytest.fixture
def module(db: None) -> ModulePage:
    factories.course(lessons=1)
    return ModulePage.objects.get()


@pytest.fixture
def oanh(module: ModulePage) -> Account:
    return factories.editor("oanh")


@pytest.fixture
def browser(oanh: Account) -> Client:
    client = Client()
    client.force_login(oanh)
    return client


def upload(browser: Client, module: ModulePage, name: str = "bài một.docx", content: bytes = b"") -> WaitingFile:
    file = SimpleUploadedFile(name, content or files.lesson_docx())
    browser.post(reverse("importing:choose", args=[module.pk]), {"file": file})
    return WaitingFile.objects.get()


def url(waiting: WaitingFile, name: str = "preview") -> str:
    return reverse(f"importing:{name}", args=[waiting.pk])


def test_a_word_file_becomes_a_draft_once_its_picture_is_described(
    browser: Client, module: ModulePage, oanh: Account, settings: object, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    waiting = upload(browser, module)
    page = browser.get(url(waiting)).content.decode()
    assert "Bảng chưa có tên." in page
    assert 'value="Mật khẩu dài"' in page

    refused = browser.post(url(waiting), {**WORDS, "alt_0": " "}).content.decode()
    assert "Anh/chị mô tả ảnh 1" in refused
    assert (LessonPage.objects.count(), CourseImage.objects.count()) == (1, 0)

    answer = browser.post(url(waiting), {**WORDS, "alt_0": "Màn hình đổi mật khẩu"})
    lesson = LessonPage.objects.get(title="Mật khẩu dài")
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    assert (lesson.live, lesson.owner, lesson.slug, lesson.minutes) == (False, oanh, "mat-khau-dai", 5)
    image = CourseImage.objects.get()
    assert (image.alt_text, image.width, image.uploaded_by_user) == ("Màn hình đổi mật khẩu", 8, oanh)
    figure = lesson.latest_revision.as_object().body.raw_data[-1]
    assert figure["value"]["image"]["image"] == image.pk
    assert figure["value"]["image"]["alt_text"] == "Màn hình đổi mật khẩu"
    assert AuditEntry.objects.filter(verb="import_lesson", subject_id=str(lesson.pk), actor=str(oanh.pk)).exists()
    assert not WaitingFile.objects.exists()
    assert browser.get(answer["Location"]).status_code == 200


def test_the_frame_shows_what_a_learner_will_see(browser: Client, module: ModulePage) -> None:
    waiting = upload(browser, module)
    shown = browser.get(url(waiting, "shown"))
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    html = shown.content.decode()
    assert '<div class="callout callout-warning"' in html
    assert "data:image/webp;base64," in html
    assert "Màn hình đổi mật khẩu" in html


def test_giving_up_leaves_nothing(browser: Client, module: ModulePage) -> None:
    waiting = upload(browser, module)
    browser.post(url(waiting, "give_up"))
    assert (WaitingFile.objects.count(), LessonPage.objects.count()) == (0, 1)


def test_a_file_is_its_owners_and_a_module_her_groups(browser: Client, module: ModulePage) -> None:
    waiting = upload(browser, module)
    other = Client()
    other.force_login(factories.editor("thu"))
    for name in ("preview", "shown"):
        assert other.get(url(waiting, name)).status_code == 404
    assert other.post(url(waiting, "give_up")).status_code == 404
    assert other.get(reverse("importing:choose", args=[0])).status_code == 404
    assert WaitingFile.objects.exists()


def test_a_lesson_is_made_once_and_its_pictures_go_with_it(
    browser: Client, module: ModulePage, oanh: Account, settings: object, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    first = upload(browser, module)
    words = {"title": "Mật khẩu dài", "minutes": 5, "required": True, "described": [Described("", True)]}
    again = WaitingFile.objects.get()
    make_lesson(waiting=first, acting_user=oanh, **words)
    with pytest.raises(NotMade, match="đã được tạo"):
        make_lesson(waiting=again, acting_user=oanh, **words)
    assert LessonPage.objects.filter(title="Mật khẩu dài").count() == 1
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == CourseImage.objects.count() == 1


def test_the_address_that_is_taken_gets_a_number(browser: Client, module: ModulePage) -> None:
    for number in (1, 2):
        waiting = upload(browser, module, "a.md", b"Xin.")
        browser.post(url(waiting), {**WORDS, "title": f"Kiểm tra{' ' * number}!"})
    slugs = set(LessonPage.objects.exclude(title="Bài 1").values_list("slug", flat=True))
    assert slugs == {"kiem-tra-2", "kiem-tra-3"}


def test_what_nobody_came_back_for_is_forgotten(browser: Client, module: ModulePage) -> None:
    waiting = upload(browser, module)
    assert sweep() == 0
    WaitingFile.objects.filter(pk=waiting.pk).update(created_at=timezone.now() - KEPT - dt.timedelta(minutes=1))
    assert sweep() == 1


def test_the_module_offers_it_to_who_may(browser: Client, module: ModulePage) -> None:
    assert (
        reverse("importing:choose", args=[module.pk])
        in browser.get(reverse("wagtailadmin_explore", args=[module.pk])).content.decode()
    )


def test_a_long_file_costs_no_more_queries_than_a_short_one(
    browser: Client, module: ModulePage, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    waiting = upload(browser, module, "a.md", b"Xin.\n\n> Ghi.\n\n" * 120)
    browser.get(url(waiting, "shown"))
    with django_assert_max_num_queries(8):
        browser.get(url(waiting, "shown"))

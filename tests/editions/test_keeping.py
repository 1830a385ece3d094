"""Pictures and documents that released text shows stay, and whoever would delete one is told where it is used."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import ModelLogEntry, ReferenceIndex

from content.media.models import CourseDocument, CourseImage
from courses.catalogue.models import CoursePage
from courses.editions.actions import release
from courses.editions.correcting import correct_unit
from courses.editions.models import KeptFile
from learners.people.models import Account
from tests import factories
from tests.editions.editing import lesson_of, publish


@pytest.fixture
def image(db: None) -> CourseImage:
    return CourseImage.objects.create(title="Chợ nổi", file=get_test_image_file())


@pytest.fixture
def document(db: None) -> CourseDocument:
    return CourseDocument.objects.create(title="Mẫu đơn", file=ContentFile(b"x", "mau-don.pdf"))


@pytest.fixture
def shown(course: CoursePage, oanh: Account, image: CourseImage, document: CourseDocument) -> CoursePage:
    """The second release shows both; the page no longer does."""
    chosen = {"image": image.pk, "alt_text": "Ghe bán trái cây", "decorative": False}
    body = [
        {"type": "text", "value": f'<p><a linktype="document" id="{document.pk}">Mẫu</a></p>'},
        {"type": "figure", "value": {"image": chosen, "caption": ""}},
    ]
    lesson = lesson_of(course)
    publish(lesson, body=lesson._meta.get_field("body").to_python(body))
    release(course=course, acting_user=oanh, at=factories.at(1))
    publish(lesson_of(course), body=[("text", "<p>Không còn ảnh.</p>")])
    return course


def test_what_a_release_shows_is_not_deleted(shown: CoursePage, image: CourseImage, document: CourseDocument) -> None:
    for file in (image, document):
        with pytest.raises(ProtectedError):
            file.delete()
    assert [str(kept) for kept in KeptFile.objects.filter(image=image)] == [
        "Chuyển đổi số cơ bản, lần phát hành 2: Bài 1"
    ]


def test_who_would_delete_one_is_told_where_it_is_used(
    shown: CoursePage, son: Account, image: CourseImage, document: CourseDocument
) -> None:
    # What the worker does after every page that is saved.
    call_command("rebuild_references_index", verbosity=0)
    browser = Client()
    browser.force_login(son)
    for address in (
        reverse("wagtailimages:delete", args=[image.pk]),
        reverse("wagtaildocs:delete", args=[document.pk]),
    ):
        assert f'action="{address}"' not in browser.get(address).content.decode()
        browser.post(address)
        assert KeptFile.objects.count() == 2
    usage = browser.get(reverse("wagtailimages:image_usage", args=[image.pk])).content.decode()
    assert "lần phát hành 2: Bài 1" in usage


@pytest.mark.parametrize("script", [False, True])
def test_before_the_worker_has_looked_she_is_told_as_well(
    shown: CoursePage, son: Account, image: CourseImage, document: CourseDocument, script: bool
) -> None:
    ReferenceIndex.objects.all().delete()
    browser = Client()
    browser.force_login(son)
    name, headers = ("delete_multiple", {"X-Requested-With": "XMLHttpRequest"}) if script else ("delete", {})
    for file, room, name_of in ((image, "wagtailimages", "Ảnh"), (document, "wagtaildocs", "Tài liệu")):
        asked = browser.get(reverse(f"{room}:delete", args=[file.pk])).content.decode()
        assert f"{name_of} này được dùng ở 0 chỗ" in asked
        answer = browser.post(reverse(f"{room}:{name}", args=[file.pk]), headers=headers)
        where = f"“{file.title}”: Chuyển đổi số cơ bản, lần phát hành 2: Bài 1"
        if script:
            assert answer.json()["success"] is False
            assert where in answer.json()["error_message"]
        else:
            assert answer["Location"] == reverse(f"{room}:index")
        page = browser.get(reverse(f"{room}:index")).content.decode()
        assert "Chưa xóa gì. Bài đã phát hành còn dùng tệp này" in page
        assert where in page
    assert KeptFile.objects.count() == 2
    assert not ModelLogEntry.objects.filter(action="wagtail.delete").exists()
    image.refresh_from_db()
    assert image.file.storage.exists(image.file.name)


def test_what_no_release_shows_goes_as_ever(shown: CoursePage, son: Account) -> None:
    free = CourseImage.objects.create(title="Chưa dùng", file=get_test_image_file())
    browser = Client()
    browser.force_login(son)
    address = reverse("wagtailimages:delete", args=[free.pk])
    assert f'action="{address}"' in browser.get(address).content.decode()
    browser.post(address)
    assert not CourseImage.objects.filter(pk=free.pk).exists()


def test_many_at_once_are_refused_together(shown: CoursePage, son: Account, image: CourseImage) -> None:
    free = CourseImage.objects.create(title="Chưa dùng", file=get_test_image_file())
    browser = Client()
    browser.force_login(son)
    address = reverse("wagtail_bulk_action", args=["media", "courseimage", "delete"])
    page = browser.post(f"{address}?id={image.pk}&id={free.pk}", follow=True).content.decode()
    assert "Chưa xóa gì" in page
    assert "“Chợ nổi”: Chuyển đổi số cơ bản, lần phát hành 2: Bài 1" in page
    assert CourseImage.objects.count() == 2


def test_a_correction_lets_go_of_what_is_shown_no_more(shown: CoursePage, oanh: Account, image: CourseImage) -> None:
    correct_unit(page=lesson_of(shown), acting_user=oanh, reason="Bỏ ảnh sai")
    assert not KeptFile.objects.exists()
    image.delete()


def test_what_was_released_before_is_noted_too(shown: CoursePage, image: CourseImage, document: CourseDocument) -> None:
    KeptFile.objects.all().delete()
    migration = import_module("courses.editions.migrations.0005_note_kept_files")
    migration.note(apps, None)
    assert set(KeptFile.objects.values_list("image", "document")) == {(image.pk, None), (None, document.pk)}

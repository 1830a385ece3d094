"""Pages that are being read: unpublished, they stay readable; released, they are not deleted."""

import pytest
from django.core.management import call_command
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from courses.catalogue.models import CoursePage
from courses.editions.models import EditionUnit
from courses.editions.queries import released_unit
from learners.people.models import Account
from tests import factories
from tests.editions.editing import lesson_of, module_of, publish, unit_of


@pytest.fixture
def administrator(son: Account) -> Client:
    browser = Client()
    browser.force_login(son)
    return browser


def reads(unit: EditionUnit) -> str:
    return released_unit(unit, "vi").page.title


def test_an_unpublished_page_is_still_read(course: CoursePage) -> None:
    lesson_of(course).unpublish()
    course.unpublish()

    assert reads(unit_of(course, "Bài 1")) == "Bài 1"


def test_a_page_moved_elsewhere_is_still_read(course: CoursePage) -> None:
    other = factories.course("Khóa khác", lessons=0, assessment=False)
    lesson_of(course).move(module_of(other), pos="last-child")

    assert reads(unit_of(course, "Bài 1")) == "Bài 1"


def test_the_released_revision_outlives_the_purge(course: CoursePage) -> None:
    publish(lesson_of(course), title="Bài mới")
    call_command("purge_revisions", verbosity=0)

    assert reads(unit_of(course, "Bài 1")) == "Bài 1"


@pytest.mark.parametrize("which", ["lesson", "module", "course"])
def test_a_released_page_is_not_deleted(administrator: Client, course: CoursePage, which: str) -> None:
    page: Page = {"lesson": lesson_of(course), "module": module_of(course), "course": course}[which]
    answer = administrator.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True)

    assert "đã phát hành nên không xóa được" in answer.content.decode()
    assert Page.objects.filter(pk=page.pk).exists()
    with pytest.raises(ProtectedError):
        page.delete()


def test_many_at_once_are_not_deleted_when_one_is_released(administrator: Client, course: CoursePage) -> None:
    fresh = factories.lesson(module_of(course), "Bài chưa phát hành")
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    query = f"?id={fresh.pk}&id={lesson_of(course).pk}"
    answer = administrator.post(url + query, follow=True)

    assert "“Bài 1” đã phát hành nên không xóa được" in answer.content.decode()
    assert Page.objects.filter(pk=fresh.pk).exists()


def test_a_page_never_released_is_deleted(administrator: Client, course: CoursePage) -> None:
    fresh = factories.lesson(module_of(course), "Bài chưa phát hành")
    administrator.post(reverse("wagtailadmin_pages:delete", args=[fresh.pk]))

    assert not Page.objects.filter(pk=fresh.pk).exists()

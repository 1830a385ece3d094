"""A new installation gets a home page and its first plain pages in place of Wagtail's greeting."""

from wagtail.models import Page, Site

from content.pages.actions import found_site
from content.pages.models import HomePage, StandardPage
from tests import factories


def test_the_greeting_makes_room_for_our_first_pages(db: None) -> None:
    home = found_site(acting_user=None)

    assert Site.objects.get(is_default_site=True).root_page_id == home.pk
    assert [page.title for page in Page.objects.filter(depth=2)] == [home.title]
    assert [page.url for page in home.get_children().live()] == [
        "/gioi-thieu/",
        "/tin-tuc/",
        "/tro-giup/",
        "/quyen-rieng-tu/",
        "/ho-tro-tiep-can/",
    ]


def test_once_is_enough(db: None) -> None:
    home = found_site(acting_user=None)
    StandardPage.objects.get(slug="gioi-thieu").delete()
    assert found_site(acting_user=None) == home
    assert (HomePage.objects.count(), StandardPage.objects.count()) == (1, 2)


def test_what_was_under_the_greeting_moves_along(db: None) -> None:
    course = factories.course()
    assert found_site(acting_user=None).get_descendants().filter(pk=course.pk).exists()
    course.refresh_from_db()
    assert course.get_parent().url == "/khoa-hoc/"

"""What search engines and messengers are told, and pages for what went wrong."""

from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.views.defaults import server_error
from wagtail.models import PageViewRestriction

from content.pages.models import StandardPage
from courses.catalogue.models import CoursePage
from learners.people.models import Account
from tests import factories

pytestmark = pytest.mark.django_db
PLACES = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def listed(client: Client) -> list[str]:
    answer = client.get("/sitemap.xml")
    found = ElementTree.fromstring(answer.content).iter(PLACES)
    return [unquote(place.text or "").split("//", 1)[1].partition("/")[2] for place in found]


def test_the_map_lists_what_everybody_may_read(client: Client, course: CoursePage) -> None:
    factories.found_site()
    factories.course("Chưa phát hành")
    hidden = StandardPage.objects.get(slug="gioi-thieu")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    course.refresh_from_db()
    rest = ["", "ho-tro-tiep-can/", "khoa-hoc/", f"khoa-hoc/{course.slug}/", "quyen-rieng-tu/", "tin-tuc/", "tro-giup/"]
    assert sorted(listed(client)) == rest


def test_robots_are_told_of_the_map_and_kept_from_what_needs_a_sign_in(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert {"Disallow: /quan-tri/", "Disallow: /hoc/", "Disallow: /phu-trach/"} <= set(text.splitlines())


def test_a_shared_course_shows_its_title_and_what_it_is_about(client: Client, course: CoursePage) -> None:
    page = client.get(course.url).content.decode()
    assert f'<meta property="og:title" content="{course.title}">' in page
    assert f'<meta property="og:description" content="{course.summary}">' in page
    assert '<meta property="og:image" content="http://testserver/static/img/card.png">' in page


def test_what_belongs_to_one_person_has_no_card(client: Client, lan: Account) -> None:
    client.force_login(lan)
    assert "og:title" not in client.get("/hoc/").content.decode()


def test_a_missing_page_offers_the_search_and_says_who_is_signed_in(client: Client, lan: Account) -> None:
    answer = client.get("/khong-co/")
    assert answer.status_code == 404
    assert 'role="search"' in answer.content.decode()
    client.force_login(lan)
    assert "Anh/chị đang đăng nhập với tên Nguyễn Thị Lan." in client.get("/khong-co/").content.decode()


def test_the_page_of_a_broken_server_asks_no_database(rf: Any, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        answer = server_error(rf.get("/"))
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "Lỗi là ở hệ thống, không phải do anh/chị." in page
    assert '<html lang="vi">' in page

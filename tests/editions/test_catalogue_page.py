"""The public catalogue: what is offered, how it is found, what it costs."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from courses.catalogue.actions import found_catalogue
from courses.catalogue.models import CoursePage
from courses.editions.actions import release
from learners.people.models import Account
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(oanh: Account, django_capture_on_commit_callbacks: Any) -> CoursePage:
    """Released, below the catalogue of a founded site."""
    factories.found_site()
    found_catalogue(acting_user=None)
    made = factories.course("Chuyển đổi số cơ bản")
    made.audience = ["can-bo-cong-chuc-vien-chuc"]
    made.save_revision().publish()
    with django_capture_on_commit_callbacks(execute=True):
        release(course=made, acting_user=oanh, at=factories.at(0))
    return made


def page(client: Client, query: str = "") -> str:
    return client.get(f"/khoa-hoc/{query}").content.decode()


@pytest.mark.parametrize("typed", ["chuyen doi so", "CĐS", "C%C3%90S", "cds", "Chuyển Đổi", "Bài 2"])
def test_a_course_is_found_however_it_is_typed(client: Client, course: CoursePage, typed: str) -> None:
    assert "Chuyển đổi số cơ bản" in page(client, f"?q={typed}")


def test_a_code_finds_its_course_alone(client: Client, course: CoursePage) -> None:
    CoursePage.objects.filter(pk=course.pk).update(code="KNS-07")
    assert "Chuyển đổi số cơ bản" in page(client, "?q=kns 07")
    assert "Chuyển đổi số cơ bản" not in page(client, "?q=kns")


def test_what_nobody_teaches_gets_advice(client: Client, course: CoursePage) -> None:
    shown = page(client, "?q=bóng đá")
    assert "Chuyển đổi số cơ bản" not in shown
    assert "Hãy thử ít chữ hơn" in shown


def test_a_draft_course_is_offered_to_nobody(client: Client, course: CoursePage) -> None:
    factories.course("Khóa chưa phát hành")
    assert "Khóa chưa phát hành" not in page(client)
    assert "Khóa chưa phát hành" not in client.get("/").content.decode()


def test_the_audience_narrows_the_list(client: Client, course: CoursePage) -> None:
    assert "Chuyển đổi số cơ bản" in page(client, "?danh-cho=can-bo-cong-chuc-vien-chuc")
    assert "Chuyển đổi số cơ bản" not in page(client, "?danh-cho=nong-dan")


def test_a_card_leads_to_the_course_and_its_contents(client: Client, course: CoursePage) -> None:
    assert f'href="/khoa-hoc/{course.slug}/"' in page(client)
    shown = client.get(f"/khoa-hoc/{course.slug}/").content.decode()
    assert "Bài 1" in shown
    assert "2 bài học" in shown
    assert "1 bài kiểm tra" in shown


def test_a_lesson_published_after_the_release_is_not_shown_yet(client: Client, course: CoursePage) -> None:
    factories.lesson(course.get_children()[0].specific, "Bài của lần sau")
    assert "Bài của lần sau" not in client.get(f"/khoa-hoc/{course.slug}/").content.decode()


def test_an_unpublished_course_is_gone(client: Client, course: CoursePage) -> None:
    course.unpublish()
    assert "Chuyển đổi số cơ bản" not in page(client)
    assert client.get(f"/khoa-hoc/{course.slug}/").status_code == 404


def test_a_visitor_s_catalogue_takes_five_queries_at_most(
    client: Client, course: CoursePage, django_assert_max_num_queries: Any
) -> None:
    for number in range(3):
        made = factories.course(f"Khóa {number}")
        release(course=made, acting_user=None)
    cache.clear()
    with django_assert_max_num_queries(5):
        page(client)


def test_home_and_plain_pages_are_there_from_the_first_day(client: Client, course: CoursePage) -> None:
    home = client.get("/").content.decode()
    assert "Chuyển đổi số cơ bản" in home
    assert "/tro-giup/" in home
    assert client.get("/tro-giup/").status_code == 200


def test_a_course_is_told_in_the_preview_as_well(client: Client, course: CoursePage, son: Account) -> None:
    client.force_login(son)
    answer = client.get(f"/quan-tri/pages/{course.pk}/view_draft/")
    assert answer.status_code == 200
    assert "Chuyển đổi số cơ bản" in answer.content.decode()

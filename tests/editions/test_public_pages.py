"""What the public, learners and editors see of courses, and what it costs."""

from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from courses.catalogue.actions import found_catalogue
from courses.catalogue.models import AssessmentPage, CatalogIndexPage, CoursePage, LessonPage, ModulePage
from courses.editions.actions import release
from courses.editions.correcting import correct_unit
from learners.people.models import Account
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(oanh: Account) -> CoursePage:
    found_catalogue(acting_user=None)
    made = factories.course("An toàn thông tin")
    made.law_refs = ["116/2025/QH15"]
    made.save_revision().publish()
    release(course=made, acting_user=oanh, at=factories.at(0))
    return made


@pytest.fixture
def draft(course: CoursePage) -> CoursePage:
    """Published, not released."""
    return factories.course("Khóa đang soạn")


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_course_tells_what_a_learner_wants_to_know(client: Client, course: CoursePage) -> None:
    page = shown(client, course.url)
    for wanted in (
        "An toàn thông tin",
        "Học phần 1",
        "Bài 1",
        "10 phút",
        "116/2025/QH15",
        "giấy chứng nhận hoàn thành",
    ):
        assert wanted in page
    assert "Đăng nhập để ghi danh" in page


def test_a_learner_can_enrol_and_go_on(client: Client, course: CoursePage, lan: Account) -> None:
    client.force_login(lan)
    assert "Ghi danh" in shown(client, course.url)
    assert "/hoc/" in shown(client, "/")


def test_what_is_not_released_editors_see_in_the_preview(client: Client, draft: CoursePage, son: Account) -> None:
    assert client.get(draft.url).status_code == 404
    client.force_login(son)
    assert client.get(draft.url).status_code == 404
    assert "Khóa đang soạn" in shown(client, f"/quan-tri/pages/{draft.pk}/view_draft/")


@pytest.mark.parametrize("model", [CatalogIndexPage, ModulePage, LessonPage, AssessmentPage])
def test_every_page_has_a_preview(client: Client, course: CoursePage, son: Account, model: type[Page]) -> None:
    client.force_login(son)
    page = model.objects.first()
    assert page.title in shown(client, f"/quan-tri/pages/{page.pk}/view_draft/")


def test_a_draft_of_a_course_is_previewed_and_not_shown(client: Client, course: CoursePage, son: Account) -> None:
    course.title = "Tên mới chưa đăng"
    course.save_revision()
    assert "Tên mới chưa đăng" not in shown(client, course.url)
    client.force_login(son)
    assert "Tên mới chưa đăng" in shown(client, f"/quan-tri/pages/{course.pk}/view_draft/")


@pytest.mark.parametrize("model", [ModulePage, LessonPage, AssessmentPage])
def test_what_is_below_a_course_leads_to_it(client: Client, course: CoursePage, model: type[Page]) -> None:
    answer = client.get(model.objects.first().url)
    assert (answer.status_code, answer.headers["Location"]) == (302, course.url)


def test_a_restricted_course_asks_as_wagtail_does(client: Client, course: CoursePage, lan: Account) -> None:
    PageViewRestriction.objects.create(page=course, restriction_type=PageViewRestriction.LOGIN)
    assert "An toàn thông tin" not in shown(client, "/khoa-hoc/")
    assert client.get(course.url).status_code == 302
    client.force_login(lan)
    assert client.get(course.url).status_code == 200


def test_a_restricted_catalogue_asks_for_all_its_courses(client: Client, course: CoursePage) -> None:
    PageViewRestriction.objects.create(page=course.get_parent(), restriction_type=PageViewRestriction.LOGIN)
    assert [client.get(address).status_code for address in ("/khoa-hoc/", course.url)] == [302, 302]
    assert "An toàn thông tin" not in shown(client, "/")


@pytest.mark.parametrize("address", ["/", "/khoa-hoc/", "/khoa-hoc/?q=an+toan", "course"])
def test_a_visitor_s_page_takes_five_queries(
    client: Client, course: CoursePage, address: str, django_assert_max_num_queries: Any
) -> None:
    for number in range(3):
        release(course=factories.course(f"Khóa {number}", lessons=4), acting_user=None)
    address = course.url if address == "course" else address
    cache.clear()
    # The search itself is one more.
    with django_assert_max_num_queries(6 if "?" in address else 5):
        shown(client, address)


@pytest.mark.parametrize("address", ["/", "/khoa-hoc/", "course"])
def test_a_visitor_s_second_page_is_kept(
    client: Client, course: CoursePage, address: str, django_assert_num_queries: Any
) -> None:
    address = course.url if address == "course" else address
    first = shown(client, address)
    with django_assert_num_queries(1):
        assert shown(client, address) == first


def test_a_kept_page_gives_way_to_whatever_editors_change(client: Client, course: CoursePage, oanh: Account) -> None:
    for address in ("/", "/khoa-hoc/", course.url):
        shown(client, address)
    course.title = "An toàn trên mạng"
    course.save_revision().publish()
    assert all("An toàn trên mạng" in shown(client, address) for address in ("/", "/khoa-hoc/", course.url))

    lesson = LessonPage.objects.first()
    lesson.title = "Bài đã sửa"
    lesson.save_revision().publish()
    lesson.refresh_from_db()
    assert "Bài đã sửa" not in shown(client, course.url)
    correct_unit(page=lesson, acting_user=oanh, reason="Lỗi chính tả")
    assert "Bài đã sửa" in shown(client, course.url)

    factories.lesson(ModulePage.objects.first(), "Bài thêm")
    assert "Bài thêm" not in shown(client, course.url)
    release(course=course, acting_user=oanh)
    assert "Bài thêm" in shown(client, course.url)

    course.unpublish()
    assert "An toàn trên mạng" not in shown(client, "/khoa-hoc/")


def test_a_kept_page_is_nobody_s_own(client: Client, course: CoursePage, lan: Account) -> None:
    shown(client, course.url)
    client.force_login(lan)
    assert "Nguyễn Thị Lan" in shown(client, course.url)
    client.logout()
    page = shown(client, course.url)
    assert "Nguyễn Thị Lan" not in page
    assert "csrfmiddlewaretoken" not in page


def test_another_language_and_a_search_are_pages_of_their_own(client: Client, course: CoursePage) -> None:
    vietnamese = shown(client, "/khoa-hoc/")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    english = client.get("/khoa-hoc/")
    assert english.headers["Content-Language"] == "en"
    assert client.get("/khoa-hoc/").content == english.content != vietnamese.encode()
    del client.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert shown(client, "/khoa-hoc/") == vietnamese
    assert "An toàn thông tin" not in shown(client, "/khoa-hoc/?q=bong+da")


def test_a_search_keeps_what_was_typed_and_survives_anything(client: Client, course: CoursePage) -> None:
    for typed in ('"', "a AND (b", "%00", "*", "x" * 500, "%E2%80%A6"):
        shown(client, f"/khoa-hoc/?q={typed}")
    assert 'value="an toan"' in shown(client, "/khoa-hoc/?q=an%20%20toan&danh-cho=khong-co")
    assert "&lt;b&gt;" in shown(client, "/khoa-hoc/?q=<b>")

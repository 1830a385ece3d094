"""Taking a course from its page."""

from urllib.parse import parse_qs, quote, unquote, urlsplit

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import Client, RequestFactory
from pytest_django.fixtures import DjangoAssertNumQueries

from courses.catalogue.models import CoursePage
from courses.editions.models import EditionUnit
from learners.enrolment.models import Enrolment
from learners.people.actions import merge_people
from learners.people.models import Account
from tests import factories

pytestmark = pytest.mark.django_db


def enrol(client: Client, course: CoursePage) -> object:
    return client.post(f"/hoc/ghi-danh/{course.translation_key}/")


def test_lan_enrols_and_stands_before_the_outline(client: Client, lan: Account, course: CoursePage) -> None:
    client.force_login(lan)
    answer = enrol(client, course)
    enrolment = Enrolment.objects.get(person=lan.person, course_key=course.translation_key)
    assert answer.url == f"/hoc/{enrolment.pk}/"
    assert "Chuyển đổi số cơ bản" in client.get(answer.url).content.decode()


def test_twice_is_once(client: Client, lan: Account, course: CoursePage) -> None:
    client.force_login(lan)
    assert enrol(client, course).url == enrol(client, course).url
    assert Enrolment.objects.count() == 1


def test_a_visitor_signs_in_and_comes_back_to_the_course(client: Client, course: CoursePage) -> None:
    answer = enrol(client, course)
    assert parse_qs(urlsplit(answer.url).query)["next"] == [course.url]
    assert Enrolment.objects.count() == 0


def test_an_account_without_a_person_is_told_why(client: Client, son: Account, course: CoursePage) -> None:
    client.force_login(son)
    answer = client.post(f"/hoc/ghi-danh/{course.translation_key}/")
    assert answer.url == course.url
    assert "không gắn với người học nào" in client.get("/hoc/").content.decode()
    assert Enrolment.objects.count() == 0


def test_a_course_never_released_takes_nobody(client: Client, lan: Account) -> None:
    unreleased = factories.course("Chưa phát hành")
    client.force_login(lan)
    assert enrol(client, unreleased).url == unreleased.url
    assert "hiện không nhận ghi danh" in client.get("/hoc/").content.decode()
    assert Enrolment.objects.count() == 0


def test_a_course_taken_down_takes_nobody_new_and_keeps_who_is_on_it(
    client: Client, lan: Account, oanh: Account, course: CoursePage
) -> None:
    client.force_login(lan)
    before = enrol(client, course).url
    course.unpublish()
    assert enrol(client, course).url == before
    client.force_login(oanh)
    assert enrol(client, course).url == "/hoc/"
    assert Enrolment.objects.count() == 1


def test_no_such_course(client: Client, lan: Account) -> None:
    client.force_login(lan)
    assert client.post("/hoc/ghi-danh/00000000-0000-4000-8000-000000000000/").status_code == 404
    assert client.get("/hoc/ghi-danh/00000000-0000-4000-8000-000000000000/").status_code == 405


def test_merged_records_study_as_one(client: Client, lan: Account, son: Account, course: CoursePage) -> None:
    kept, other = lan.person, factories.account("lan2", of=factories.person("Nguyễn Thị Lan"))
    client.force_login(other)
    mine = enrol(client, course).url
    client.force_login(lan)
    assert client.get(mine).status_code == 404
    merge_people(kept=kept, absorbed=other.person, acting_user=son, reason="Một người")
    client.force_login(Account.objects.get(pk=lan.pk))
    assert client.get(mine).status_code == 200
    assert enrol(client, course).url == mine


def offer(reader: Account | None, course: CoursePage) -> str:
    """The course page's action as the reader sees it."""
    request = RequestFactory().get(course.url)
    request.user = reader or AnonymousUser()
    template = Template("{% load study_tags %}{% own_enrolment page as mine %}{% course_action page None mine %}")
    return template.render(Context({"request": request, "page": course, "csrf_token": "ma"}))


def test_what_a_course_offers(client: Client, lan: Account, son: Account, course: CoursePage) -> None:
    visitor = offer(None, course)
    assert f"/dang-nhap/?next={quote(unquote(course.url))}" in visitor
    assert "csrfmiddlewaretoken" not in visitor
    assert "không ghi danh được" in offer(son, course)
    assert "Ghi danh</button>" in offer(lan, course)
    client.force_login(lan)
    enrol(client, course)
    assert "Bắt đầu học" in offer(lan, course)
    assert "chưa mở ghi danh" in offer(lan, factories.course("Chưa phát hành"))


def test_lessons_of_a_course_lead_who_is_on_it_to_where_they_count(
    client: Client, lan: Account, course: CoursePage
) -> None:
    client.force_login(lan)
    assert f'href="{course.url}doc/' in client.get(course.url).content.decode()
    enrol(client, course)
    enrolment = Enrolment.objects.get(person=lan.person)
    unit = EditionUnit.objects.filter(edition__course_key=course.translation_key).earliest("position")
    counted = f'href="/hoc/{enrolment.pk}/bai/{unit.unit_key}/"'
    page = client.get(course.url).content.decode()
    assert counted in page
    assert f'href="{course.url}doc/' not in page
    assert counted in client.get(f"{course.url}doc/{unit.unit_key}/").content.decode()


def test_a_visitor_costs_the_course_page_one_query(
    course: CoursePage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert course.url  # the site's root is remembered
    with django_assert_num_queries(1):
        offer(None, course)


@pytest.mark.parametrize("address", ["/hoc/", "/bat-dau/", "/hoc/00000000-0000-4000-8000-000000000000/"])
def test_signing_in_comes_first(client: Client, db: None, address: str) -> None:
    assert client.get(address).url == f"/dang-nhap/?next={address}"

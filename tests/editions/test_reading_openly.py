"""Lessons of open courses are read without an account, as they were released, and nothing is recorded."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from courses.catalogue.models import CoursePage, LessonPage
from courses.editions.actions import release
from courses.editions.models import EditionUnit
from learners.people.models import Account
from tests import factories
from tests.progress.lrs import queries_of
from xapi.models import Statement

pytestmark = pytest.mark.django_db
# Site, page, edition with its units, the unit's text, the stamp of kept pages, what the frame shows of the site.
MOST = 6


def place(course: CoursePage, position: int) -> str:
    unit = EditionUnit.objects.order_by("position")[position]
    return reverse("catalogue:read", args=[course.slug, unit.unit_key])


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_two_taps_from_the_catalogue(client: Client, course: CoursePage) -> None:
    catalogue = text(client, "/khoa-hoc/")
    assert f'href="/khoa-hoc/{course.slug}/"' in catalogue
    page = text(client, f"/khoa-hoc/{course.slug}/")
    found = re.search(r'<a class="button" href="([^"]+)">Đọc bài đầu tiên</a>', page)
    assert found
    lesson = text(client, found[1])
    assert "Nội dung của Bài 1." in lesson
    assert "Đọc không cần tài khoản" in lesson
    assert not Statement.objects.exists()
    assert client.cookies.keys() <= {"csrftoken"}


def test_lessons_lead_to_one_another_and_no_further(client: Client, course: CoursePage) -> None:
    first, second = text(client, place(course, 0)), text(client, place(course, 1))
    assert f'href="{place(course, 1)}">Bài tiếp theo: Bài 2</a>' in first
    assert f'href="{place(course, 0)}">Bài trước: Bài 1</a>' in second
    assert "Về trang khóa học" in second


def test_it_is_read_as_it_was_released(client: Client, course: CoursePage) -> None:
    lesson = LessonPage.objects.get(title="Bài 1")
    lesson.body = [("text", "<p>Chưa ai được đọc.</p>")]
    lesson.save_revision().publish()
    assert "Nội dung của Bài 1." in text(client, place(course, 0))


def test_what_is_not_offered_to_everybody_is_not_found(client: Client, course: CoursePage) -> None:
    assert client.get(place(course, 2)).status_code == 404  # the assessment
    path = place(course, 0)
    unit = EditionUnit.objects.earliest("position")
    assert client.get(f"/khoa-hoc/khong-co/doc/{unit.unit_key}/").status_code == 404
    restriction = PageViewRestriction.objects.create(page=course, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(path).status_code == 404
    restriction.delete()
    course.unpublish()
    assert client.get(path).status_code == 404


def test_a_question_is_shown_but_not_asked(client: Client, oanh: Account) -> None:
    made = factories.course("Khóa có câu hỏi", lessons=1, assessment=False)
    lesson = LessonPage.objects.get(title="Bài 1")
    lesson.body = [("question", factories.question("Ngày nào?"))]
    lesson.save_revision().publish()
    release(course=made, acting_user=oanh, at=factories.at(0))
    page = text(client, place(made, 0))
    assert "Ngày nào?" in page
    assert 'method="post" action="#' not in page


def test_who_is_signed_in_is_told_that_reading_here_counts_nowhere(
    client: Client, lan: Account, course: CoursePage
) -> None:
    client.force_login(lan)
    assert "Đọc ở đây không được ghi lại" in text(client, place(course, 0))


def test_it_is_kept_for_visitors(client: Client, course: CoursePage) -> None:
    path = place(course, 0)
    assert len(queries_of(lambda: text(client, path))) <= MOST
    assert len(queries_of(lambda: text(client, path))) == 1

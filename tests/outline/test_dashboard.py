"""The editors' part of the first screen: what waits for her, her drafts, releases to come, where learners stopped."""

import datetime as dt

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, Workflow

from courses.catalogue.editors import found_writers
from courses.catalogue.models import CoursePage, LessonPage
from courses.editions.actions import release
from courses.editions.models import LearnerPolicy
from courses.editions.queries import latest
from courses.editions.scheduling import plan_release
from courses.outline.dashboard import dashboard_of
from courses.outline.moderating import submit
from learners.enrolment.actions import enrol, leave
from learners.people.models import Account
from learners.progress.actions import complete_lesson
from learners.progress.models import Progress
from tests import factories
from tests.editions.editing import lesson_of

HOME = "/quan-tri/"


@pytest.fixture
def oanh(db: None) -> Account:
    return factories.editor("oanh", of=factories.person("Trần Kim Oanh"))


@pytest.fixture
def yen(course: CoursePage) -> Account:
    made = factories.account("yen", of=factories.person("Đặng Hải Yến"), is_staff=True)
    made.groups.add(found_writers())
    return made


@pytest.fixture
def browser(oanh: Account) -> Client:
    client = Client()
    client.force_login(oanh)
    return client


def draft(course: CoursePage, by: Account, title: str = "Bài 1") -> LessonPage:
    lesson = lesson_of(course, title)
    lesson.title = f"{title} viết lại"
    lesson.save_revision(user=by)
    return lesson


def read_one(course: CoursePage, days_ago: int) -> Progress:
    """Somebody reads the first lesson, and does nothing since."""
    edition = latest(course.translation_key)
    assert edition
    enrolment = enrol(person=factories.person("Người học"), course_key=course.translation_key, acting_user=None)
    complete_lesson(enrolment=enrolment, unit=edition.units.order_by("position")[0])
    moment = timezone.now() - dt.timedelta(days=days_ago)
    Progress.objects.filter(pk=enrolment.pk).update(last_at=moment)
    return Progress.objects.get(pk=enrolment.pk)


def test_what_waits_for_her_leads_to_the_board(
    browser: Client, course: CoursePage, yen: Account, oanh: Account
) -> None:
    draft(course, yen)
    draft(course, yen, "Bài 2")
    submit(course=course, page_id=None, acting_user=yen)
    found = dashboard_of(oanh)
    assert found
    assert [(item.course.pk, item.pages) for item in found.waiting] == [(course.pk, 2)]
    page = browser.get(HOME).content.decode()
    assert "Khóa học của tôi" in page
    assert f'href="/quan-tri/so-do/{course.pk}/"' in page
    hers = dashboard_of(yen)
    assert hers
    assert hers.waiting == []


def test_drafts_are_hers(course: CoursePage, yen: Account, oanh: Account) -> None:
    draft(course, yen)
    draft(course, oanh, "Bài 2")
    found = dashboard_of(yen)
    assert found
    assert [(page.draft_title, above.pk) for page, above in found.drafts] == [("Bài 1 viết lại", course.pk)]


def test_releases_to_come_are_told(browser: Client, course: CoursePage, oanh: Account) -> None:
    at = timezone.now() + dt.timedelta(days=1)
    plan_release(course=course, at=at, policy=LearnerPolicy.STAY, note="", acting_user=oanh)
    assert "Trần Kim Oanh hẹn" in browser.get(HOME).content.decode()


def test_learners_who_stopped_are_counted_by_unit(browser: Client, course: CoursePage, oanh: Account) -> None:
    for days in (15, 40, 13):
        read_one(course, days)
    gone = read_one(course, 50)
    leave(enrolment=gone.enrolment, acting_user=None)
    found = dashboard_of(oanh)
    assert found
    assert [(item.learners, item.units) for item in found.stopped] == [(2, [("Bài 1", 2)])]
    page = browser.get(HOME).content.decode()
    assert "2 người" in page
    assert "Người học</a>" not in page


def test_learners_who_stopped_stand_below_their_course_the_most_first(course: CoursePage, oanh: Account) -> None:
    other = factories.course("Khóa nhiều người dừng")
    release(course=other, acting_user=oanh)
    read_one(course, 40)
    read_one(course, 40)
    for place in (0, 0, 1):
        progress = read_one(other, 40)
        unit = progress.edition.units.order_by("position")[place]
        Progress.objects.filter(pk=progress.pk).update(last_unit=unit.unit_key)
    found = dashboard_of(oanh)
    assert found
    assert [(item.course.title, item.learners, item.units) for item in found.stopped] == [
        ("Khóa nhiều người dừng", 3, [("Bài 1", 2), ("Bài 2", 1)]),
        (course.title, 2, [("Bài 1", 2)]),
    ]


def test_nobody_who_stopped_is_said(browser: Client, course: CoursePage) -> None:
    assert "Không ai học dở rồi dừng quá 14 ngày." in browser.get(HOME).content.decode()


def test_another_editors_courses_are_not_told(course: CoursePage, oanh: Account, lan: Account) -> None:
    read_one(course, 40)
    assert dashboard_of(lan) is None


def test_without_courses_there_is_the_way_to_begin_one(browser: Client) -> None:
    page = browser.get(HOME).content.decode()
    assert 'href="/quan-tri/khoa-hoc-moi/"' in page
    assert "Chờ tôi duyệt" not in page


def test_many_courses_cost_as_many_queries_as_one(
    browser: Client, course: CoursePage, yen: Account, oanh: Account
) -> None:
    def fill(one: CoursePage) -> None:
        draft(one, yen)
        submit(course=one, page_id=None, acting_user=yen)
        draft(one, oanh, "Bài 2")
        read_one(one, 40)
        at = timezone.now() + dt.timedelta(days=1)
        plan_release(course=one, at=at, policy=LearnerPolicy.STAY, note="", acting_user=oanh)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert dashboard_of(oanh)
        return len(found)

    fill(course)
    queries()
    few = queries()
    for number in range(3):
        made = factories.course(f"Khóa {number}")
        release(course=made, acting_user=oanh, at=factories.at(0))
        fill(made)
    assert queries() == few <= 12
    assert Page.objects.type(CoursePage).count() == 4


def test_nothing_of_the_software_is_announced_to_editors(browser: Client) -> None:
    page = browser.get(HOME).content.decode()
    assert "keyboard-shortcuts-trigger" in page
    for theirs in ("whats-new-in-wagtail", "editor-guide", "Wagtail 8", "page-types-usage"):
        assert theirs not in page


def test_page_types_are_for_administrators_and_written_as_vietnamese_is(son: Account, course: CoursePage) -> None:
    client = Client()
    client.force_login(son)
    assert "page-types-usage" in client.get(HOME).content.decode()
    shown = client.get("/quan-tri/reports/page-types-usage/").content.decode()
    assert "Bài học" in shown
    assert "Bài Học" not in shown


def test_what_comes_with_the_software_has_vietnamese_names(db: None) -> None:
    names = [*Group.objects.values_list("name", flat=True), *Workflow.objects.values_list("name", flat=True)]
    assert "Kiểm duyệt trước khi xuất bản" in names
    assert not {"Editors", "Moderators", "Moderators approval"} & set(names)

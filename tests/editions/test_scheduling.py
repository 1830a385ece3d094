"""A release at a set hour: what is live then is frozen; where it cannot be, nothing is and who planned it is told."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.catalogue.editors import found_editors
from courses.catalogue.models import CoursePage
from courses.editions.models import Edition, LearnerPolicy, Outcome, PlannedRelease
from courses.editions.queries import latest
from courses.editions.scheduling import CannotPlan, cancel_release, last_plan, plan_release, release_due
from learners.enrolment.actions import enrol
from learners.enrolment.models import EditionPin
from learners.notices.models import Notice
from learners.people.models import Account
from mooc.foundation.models import AuditEntry
from mooc.foundation.recurring import tasks
from tests import factories
from tests.editions.editing import lesson_of, publish, translate

NOW = factories.at(30)
Clock = Callable[[dt.datetime], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    def set_to(moment: dt.datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    set_to(NOW)
    return set_to


@pytest.fixture
def oanh(db: None) -> Account:
    return factories.editor("oanh", of=factories.person("Trần Kim Oanh"))


def plan(course: CoursePage, by: Account, hours: int = 2, policy: str = LearnerPolicy.STAY) -> PlannedRelease:
    at = timezone.now() + dt.timedelta(hours=hours)
    return plan_release(course=course, at=at, policy=policy, note="Bản tháng mười hai", acting_user=by)


def alive() -> None:
    """Nobody tells the worker to stop."""


def number(course: CoursePage) -> int:
    edition = latest(course.translation_key)
    assert edition
    return edition.number


def test_what_is_live_at_the_hour_is_released(course: CoursePage, oanh: Account, lan: Account, clock: Clock) -> None:
    enrolment = enrol(person=lan.person, course_key=course.translation_key, acting_user=lan)
    made = plan(course, oanh, policy=LearnerPolicy.MOVE)
    publish(lesson_of(course), title="Bài 1, viết sau khi hẹn")
    assert release_due(alive) == 0
    clock(NOW + dt.timedelta(hours=2))
    assert release_due(alive) == 1
    made.refresh_from_db()
    edition = latest(course.translation_key)
    assert edition
    assert (made.outcome, made.edition) == (Outcome.RELEASED, edition)
    assert (edition.number, edition.note, edition.released_by) == (2, "Bản tháng mười hai", oanh)
    assert edition.units.filter(title="Bài 1, viết sau khi hẹn").exists()
    assert EditionPin.objects.filter(enrolment=enrolment, edition=edition).exists()
    assert "đã phát hành theo giờ hẹn" in Notice.objects.filter(kind="planned-release").get(account=oanh).text
    assert release_due(alive) == 0


def test_pages_due_by_then_are_published_first(course: CoursePage, oanh: Account, clock: Clock) -> None:
    page = lesson_of(course)
    page.title, page.go_live_at = "Bài hẹn giờ", NOW + dt.timedelta(hours=1)
    page.save_revision(user=oanh).publish(user=oanh)
    plan(course, oanh)
    clock(NOW + dt.timedelta(hours=2))
    release_due(alive)
    edition = latest(course.translation_key)
    assert edition
    assert edition.units.filter(title="Bài hẹn giờ").exists()


def test_what_is_unfinished_then_keeps_it_back_and_is_told(course: CoursePage, oanh: Account, clock: Clock) -> None:
    made = plan(course, oanh)
    publish(lesson_of(course), body=[("text", "<p>[Viết: phần này]</p>")])
    clock(NOW + dt.timedelta(hours=3))
    assert release_due(alive) == 0
    made.refresh_from_db()
    assert (made.outcome, made.edition, number(course)) == (Outcome.REFUSED, None, 1)
    assert "“Bài 1”: Còn chỗ chưa viết" in made.reason
    notice = Notice.objects.get(account=oanh, kind="planned-release")
    assert made.reason in notice.text
    assert notice.url == reverse("editions:release", args=[course.pk])
    assert AuditEntry.objects.get(verb="refuse_release").reason == made.reason
    browser = Client()
    browser.force_login(oanh)
    for address in (reverse("outline:show", args=[course.pk]), notice.url):
        assert "Còn chỗ chưa viết" in browser.get(address).content.decode()


def test_nothing_new_is_no_release(course: CoursePage, oanh: Account, clock: Clock) -> None:
    made = plan(course, oanh)
    clock(NOW + dt.timedelta(hours=3))
    release_due(alive)
    made.refresh_from_db()
    assert (made.outcome, made.reason) == (Outcome.REFUSED, "Chưa có gì mới để phát hành.")


def test_who_may_no_longer_release_does_not(course: CoursePage, oanh: Account, clock: Clock) -> None:
    made = plan(course, oanh)
    publish(lesson_of(course), minutes=30)
    found_editors().user_set.clear()
    clock(NOW + dt.timedelta(hours=3))
    assert release_due(alive) == 0
    made.refresh_from_db()
    assert "không còn quyền" in made.reason
    assert number(course) == 1


def test_one_waits_at_a_time_and_not_for_what_is_past(course: CoursePage, oanh: Account, clock: Clock) -> None:
    plan(course, oanh)
    with pytest.raises(CannotPlan, match="đã có một lần hẹn"):
        plan(course, oanh, hours=5)
    cancel_release(course=course, acting_user=oanh)
    with pytest.raises(CannotPlan, match="Giờ hẹn đã qua"):
        plan(course, oanh, hours=0)
    with pytest.raises(CannotPlan, match="Không còn lần hẹn nào"):
        cancel_release(course=course, acting_user=oanh)
    verbs = AuditEntry.objects.filter(subject_type="editions.plannedrelease").order_by("pk")
    assert [entry.verb for entry in verbs] == ["plan_release", "cancel_release"]


def test_the_database_too_keeps_one_waiting(course: CoursePage, oanh: Account, clock: Clock) -> None:
    made = plan(course, oanh)
    made.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save(force_insert=True)


def test_a_cancelled_one_releases_nothing(course: CoursePage, oanh: Account, clock: Clock) -> None:
    plan(course, oanh)
    publish(lesson_of(course), minutes=30)
    cancel_release(course=course, acting_user=oanh)
    clock(NOW + dt.timedelta(days=1))
    assert release_due(alive) == 0
    assert number(course) == 1


def test_one_that_cannot_be_released_does_not_keep_the_others(course: CoursePage, oanh: Account, clock: Clock) -> None:
    plan(course, oanh)
    other = factories.course("Khóa khác")
    plan(other, oanh, hours=3)
    clock(NOW + dt.timedelta(hours=4))
    assert release_due(alive) == 1
    assert Edition.objects.get(course_key=other.translation_key).number == 1


def test_a_translation_plans_the_course_itself(course: CoursePage, oanh: Account, son: Account, clock: Clock) -> None:
    english = translate(lesson_of(course), "Lesson 1").get_parent().get_parent().specific
    assert plan(english, son).course == course


def test_an_old_failure_is_no_news_after_a_release(course: CoursePage, oanh: Account, clock: Clock) -> None:
    plan(course, oanh)
    clock(NOW + dt.timedelta(hours=3))
    release_due(alive)
    edition = latest(course.translation_key)
    assert last_plan(course, edition)
    publish(lesson_of(course), minutes=30)
    from courses.editions.actions import release

    assert last_plan(course, release(course=course, acting_user=oanh)) is None


def test_the_worker_looks_every_minute() -> None:
    assert str(tasks["release_planned"].schedule) == "every 1 min"


# -- In the admin ----------------------------------------------------------------


def send(browser: Client, course: CoursePage, at: str) -> str:
    sent = {"plan-at": at, "plan-policy": LearnerPolicy.STAY, "plan-note": "Bản tháng mười hai"}
    return browser.post(reverse("editions:plan", args=[course.pk]), sent, follow=True).content.decode()


def test_an_editor_plans_sees_and_cancels(course: CoursePage, oanh: Account, clock: Clock) -> None:
    browser = Client()
    browser.force_login(oanh)
    page = send(browser, course, "2026-12-24T07:30")
    assert "Đã hẹn phát hành “Chuyển đổi số cơ bản” lúc 07:30 ngày 24/12/2026." in page
    assert "Sẽ phát hành lúc <strong>07:30 ngày 24/12/2026</strong>, do Trần Kim Oanh hẹn." in page
    assert PlannedRelease.objects.get().at == dt.datetime(2026, 12, 24, 0, 30, tzinfo=dt.UTC)
    assert (
        "07:30 ngày 24/12/2026, do Trần Kim Oanh hẹn."
        in browser.get(reverse("outline:show", args=[course.pk])).content.decode()
    )
    after = browser.post(reverse("editions:cancel", args=[course.pk]), follow=True).content.decode()
    assert "Đã hủy hẹn phát hành" in after
    assert PlannedRelease.objects.get().outcome == Outcome.CANCELLED


@pytest.mark.parametrize("at", ["", "mai", "2020-01-01T08:00"])
def test_an_hour_that_is_none_is_told_and_nothing_lost(
    course: CoursePage, oanh: Account, clock: Clock, at: str
) -> None:
    browser = Client()
    browser.force_login(oanh)
    page = send(browser, course, at)
    assert "Bản tháng mười hai" in page
    assert "w-field__errors" in page
    assert not PlannedRelease.objects.exists()


def test_who_may_not_release_plans_nothing(course: CoursePage, oanh: Account, clock: Clock) -> None:
    found_editors().page_permissions.filter(permission__codename="publish_page").delete()
    browser = Client()
    browser.force_login(oanh)
    for name in ("plan", "cancel"):
        assert browser.post(reverse(f"editions:{name}", args=[course.pk])).status_code == 404

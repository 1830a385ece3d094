"""Lan leaves a course she chose, and comes back to it where she was."""

import pytest
from django.test import Client

from courses.catalogue.models import CoursePage
from courses.editions.actions import release
from learners.enrolment.actions import enrol, rejoin
from learners.enrolment.models import Enrolment
from learners.people.actions import merge_people
from learners.people.models import Account
from learners.progress.models import Progress, Status
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.certificates import world as certificates
from tests.coverage import world as agencies
from tests.study.world import text

pytestmark = pytest.mark.django_db
# A day of the campaign of tests.coverage.world.
WITHIN = factories.at(20)


def leave_page(enrolment: Enrolment) -> str:
    return f"/hoc/{enrolment.pk}/roi/"


def left(enrolment: Enrolment) -> bool:
    return Enrolment.objects.get(pk=enrolment.pk).left_at is not None


def test_it_is_asked_once_and_what_was_learnt_is_kept(lan_in: Client, mine: Enrolment) -> None:
    certificates.read_lessons(mine)
    assert leave_page(mine) in text(lan_in, f"/hoc/{mine.pk}/")
    assert "Rời khóa học này?" in text(lan_in, leave_page(mine))
    assert not left(mine)
    gone = lan_in.post(leave_page(mine), follow=True)
    assert "Anh/chị đã rời khóa học" in gone.content.decode()
    assert left(mine)
    assert lan_in.get(f"/hoc/{mine.pk}/").status_code == 404
    assert AuditEntry.objects.filter(verb="leave", subject_id=str(mine.pk)).count() == 1


def test_coming_back_goes_on_where_she_was(lan_in: Client, mine: Enrolment, full_course: CoursePage) -> None:
    certificates.read_lessons(mine)
    lan_in.post(leave_page(mine))
    back = lan_in.post(f"/hoc/ghi-danh/{full_course.translation_key}/")
    assert back.url == f"/hoc/{mine.pk}/"
    assert Progress.objects.get(pk=mine.pk).units_done == 2
    assert Enrolment.objects.count() == 1
    assert AuditEntry.objects.filter(verb="rejoin", subject_id=str(mine.pk)).count() == 1


def test_an_assigned_course_stays(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: WITHIN)
    made = agencies.province()
    account = factories.account("cuc", of=agencies.member("Lê Thị Cúc", made.health))
    course = factories.course()
    release(course=course, acting_user=None, at=factories.at(0))
    enrolment = enrol(person=account.person, course_key=course.translation_key, acting_user=account)
    agencies.campaign(made.root, course.translation_key)
    client.force_login(account)
    assert leave_page(enrolment) not in text(client, f"/hoc/{enrolment.pk}/")
    page = client.post(leave_page(enrolment), follow=True).content.decode()
    assert "Khóa học này không rời được" in page
    assert "được giao trong đợt “Chuyển đổi số 2026”" in page
    assert not left(enrolment)


def test_a_finished_course_stays_in_the_record(lan_in: Client, lan: Account, course: CoursePage) -> None:
    certificates.finish(lan.person, course)
    enrolment = Progress.objects.get(status=Status.COMPLETED).enrolment
    page = lan_in.post(leave_page(enrolment), follow=True).content.decode()
    assert "Anh/chị đã hoàn thành khóa học" in page
    assert not left(enrolment)


def test_nobody_leaves_for_her(client: Client, mine: Enrolment, huy: Account, son: Account) -> None:
    for other in (huy, son):
        client.force_login(other)
        assert client.post(leave_page(mine)).status_code == 404
    assert not left(mine)


def test_a_course_left_before_a_merger_is_gone_on_with(
    client: Client, lan_in: Client, lan: Account, mine: Enrolment, son: Account, full_course: CoursePage
) -> None:
    lan_in.post(leave_page(mine))
    kept = factories.account("lan-moi", of=factories.person("Nguyễn Thị Lan"))
    merge_people(kept=kept.person, absorbed=lan.person, acting_user=son, reason="một người")
    client.force_login(kept)
    assert client.post(f"/hoc/ghi-danh/{full_course.translation_key}/").url == f"/hoc/{mine.pk}/"


def test_coming_back_twice_is_coming_back_once(lan_in: Client, mine: Enrolment, lan: Account) -> None:
    lan_in.post(leave_page(mine))
    for _ in range(2):
        assert rejoin(enrolment=mine, acting_user=lan).pk == mine.pk
    assert AuditEntry.objects.filter(verb="rejoin").count() == 1

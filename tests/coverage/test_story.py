"""HR answers "it says I haven't finished": found by a name typed without marks, told why, and given a code."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from courses.catalogue.models import CoursePage
from learners.attempts.actions import open_attempt, save_answers, submit
from learners.campaigns.models import Campaign
from learners.enrolment.actions import enrol
from learners.people.codes import digest
from learners.people.models import Account, Person, SignInCode
from learners.progress.actions import complete_lesson
from tests import factories
from tests.coverage import world
from tests.coverage.test_new_codes import code_on
from tests.coverage.test_pages import text

pytestmark = pytest.mark.django_db


def link_to(page: str, text_of_link: str) -> str:
    """Where the link with exactly this text leads."""
    before = page.split(f">{text_of_link}</a>")[0]
    return before.rsplit('href="', 1)[1].split('"')[0]


def failed_the_test(course: CoursePage, person: Person) -> None:
    enrolment = enrol(person=person, course_key=course.translation_key, acting_user=None)
    first, second, test = course.editions.get().units.order_by("position")
    for lesson in (first, second):
        complete_lesson(enrolment=enrolment, unit=lesson)
    attempt = open_attempt(enrolment=enrolment, unit=test)
    save_answers(attempt=attempt, answers={0: 1})
    submit(attempt=attempt)


def test_it_says_i_have_not_finished(
    client: Client, province: world.Province, minh: Account, course: CoursePage
) -> None:
    made = world.campaign(province.root, course.translation_key)
    Campaign.objects.filter(pk=made.pk).update(closes_on=timezone.localdate() + dt.timedelta(days=3))
    world.count()
    dao = world.member("Đoàn Thị Đào", province.health)
    account = factories.account("dao.doan", of=dao)
    failed_the_test(course, dao)

    # Minh lands, and types what she hears on the telephone.
    client.force_login(minh)
    assert 'action="/phu-trach/nguoi/"' in text(client, "/phu-trach/")
    found = text(client, "/phu-trach/nguoi/?q=dao+doan")
    page = text(client, link_to(found, "Đoàn Thị Đào"))

    # The answer, in one sentence and then in full.
    assert "Khóa “Chuyển đổi số cơ bản” còn thiếu 1 phần." in page
    assert "<strong>Kiểm tra</strong> <span>Điểm cao nhất 0%, cần 80%; được làm lại.</span>" in page
    assert "Đã xong 2 phần" in page
    assert "còn 3 ngày" in page

    # She cannot get in either: a code, on a slip, once.
    answer = client.post(f"/phu-trach/nguoi/{dao.pk}/ma-moi/", {"phieu": "mot"})
    slip = answer.content.decode()
    assert "dao.doan" in slip
    kept = SignInCode.objects.get(account=account)
    assert kept.digest == digest(account.pk, code_on(slip))
    assert kept.issued_by == minh
    assert "Mã đang chờ dùng" in text(client, f"/phu-trach/nguoi/{dao.pk}/")

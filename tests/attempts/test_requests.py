"""Asking for more attempts and answering: once each, by whoever is first, and everybody concerned is told."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from courses.catalogue.models import CoursePage
from courses.editions.models import EditionUnit
from courses.outline.dashboard import dashboard_of
from learners.attempts.accommodations import NothingGranted
from learners.attempts.models import Accommodation, AttemptRequest
from learners.attempts.opening import Allowance, Opening, Refusal
from learners.attempts.requesting import AlreadyAnswered, NotStuck, ask, beyond, decline, give, grant, grant_unasked
from learners.attempts.requests import asked_of
from learners.attempts.standing import standing
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.notices.models import Notice
from learners.people.exporting import everything_about
from learners.people.models import Account
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.attempts.world import assessment, take

pytestmark = pytest.mark.django_db
LIST = "/quan-tri/luot-lam-bai/xin-them/"
NOW = dt.datetime(2026, 11, 20, 5, 0, tzinfo=dt.UTC)


@pytest.fixture
def oanh(db: None) -> Account:
    return factories.editor("oanh", of=factories.person("Trần Kim Oanh"))


@pytest.fixture
def enrolment(lan: Account, course: CoursePage) -> Enrolment:
    return enrol(person=lan.person, course_key=course.translation_key, acting_user=lan)


@pytest.fixture
def unit(course: CoursePage, enrolment: Enrolment) -> EditionUnit:
    """Of one attempt, which Lan has failed."""
    made = assessment(course, max_attempts=1)
    take(enrolment, made, right=0, day=3)
    return made


@pytest.fixture
def asked(enrolment: Enrolment, unit: EditionUnit, lan: Account) -> AttemptRequest:
    return ask(enrolment=enrolment, unit=unit, words="Mất điện khi đang làm", acting_user=lan)


@pytest.fixture
def browser(oanh: Account, client: Client) -> Client:
    client.force_login(oanh)
    return client


def told(account: Account) -> list[str]:
    return list(Notice.objects.filter(account=account).order_by("pk").values_list("text", flat=True))


def test_asked_twice_is_asked_once(
    asked: AttemptRequest, enrolment: Enrolment, unit: EditionUnit, lan: Account, oanh: Account
) -> None:
    assert ask(enrolment=enrolment, unit=unit, words="Lần nữa", acting_user=lan) == asked
    assert AttemptRequest.objects.get().words == "Mất điện khi đang làm"
    assert AuditEntry.objects.filter(verb="ask_attempts").count() == 1
    assert told(oanh) == ["Nguyễn Thị Lan xin làm thêm lượt bài “Kiểm tra” của khóa “Chuyển đổi số cơ bản”."]


def test_the_database_holds_one_open_request(asked: AttemptRequest) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        AttemptRequest.objects.create(
            enrolment=asked.enrolment, unit_key=asked.unit_key, words="Nữa", asked_at=timezone.now()
        )


def test_who_may_go_on_has_nothing_to_ask(course: CoursePage, enrolment: Enrolment, lan: Account) -> None:
    open_one = assessment(course, max_attempts=2)
    with pytest.raises(NotStuck):
        ask(enrolment=enrolment, unit=open_one, words="Cho em", acting_user=lan)
    take(enrolment, open_one, right=3, day=3)
    take(enrolment, open_one, right=0, day=4)
    with pytest.raises(NotStuck):
        ask(enrolment=enrolment, unit=open_one, words="Đã đạt rồi", acting_user=lan)


def test_a_grant_is_an_accommodation_and_everybody_is_told(
    asked: AttemptRequest, unit: EditionUnit, lan: Account, oanh: Account, son: Account
) -> None:
    made = grant(asked=asked, unit=unit, attempts=2, reason="Có xác nhận mất điện", acting_user=son)
    assert (made.extra_attempts, made.reason, made.granted_by) == (2, "Có xác nhận mất điện", son)
    assert standing(asked.enrolment, unit).left == 2
    asked.refresh_from_db()
    assert (asked.granted, asked.answered_by, asked.answer) == (made, son, "Có xác nhận mất điện")
    [hers] = told(lan)
    assert hers.startswith("Anh/chị được làm thêm lượt bài “Kiểm tra”")
    assert "Có xác nhận mất điện" in hers
    assert "đã cho Nguyễn Thị Lan làm thêm lượt" in told(oanh)[-1]
    assert {entry.verb for entry in AuditEntry.objects.all()} >= {"ask_attempts", "accommodate", "answer_request"}


def test_the_second_is_told_who_answered(asked: AttemptRequest, unit: EditionUnit, oanh: Account, son: Account) -> None:
    decline(asked=asked, reason="Bài đã chữa trên lớp", acting_user=oanh)
    with pytest.raises(AlreadyAnswered) as before:
        grant(asked=asked, unit=unit, attempts=1, reason="Cho", acting_user=son)
    assert before.value.asked.answered_by == oanh
    with pytest.raises(AlreadyAnswered):
        decline(asked=asked, reason="Không", acting_user=son)
    assert not Accommodation.objects.exists()


def test_after_a_no_she_may_ask_again(
    asked: AttemptRequest, enrolment: Enrolment, unit: EditionUnit, lan: Account, oanh: Account
) -> None:
    decline(asked=asked, reason="Cần xác nhận của cơ quan", acting_user=oanh)
    assert "chưa được thêm lượt" in told(lan)[-1]
    assert ask(enrolment=enrolment, unit=unit, words="Đã có xác nhận", acting_user=lan).pk != asked.pk


def test_what_is_given_elsewhere_answers_it_too(asked: AttemptRequest, unit: EditionUnit, son: Account) -> None:
    only_time = Allowance(extra_minutes=5)
    for allowance, is_open in ((only_time, True), (Allowance(extra_attempts=1), False)):
        give(enrolment=asked.enrolment, unit_key=unit.unit_key, allowance=allowance, reason="Ốm", acting_user=son)
        asked.refresh_from_db()
        assert asked.is_open is is_open


def test_given_unasked_twice_is_given_once(enrolment: Enrolment, unit: EditionUnit, son: Account) -> None:
    grant_unasked(enrolment=enrolment, unit=unit, reason="Cho làm lại", acting_user=son)
    with pytest.raises(NotStuck):
        grant_unasked(enrolment=enrolment, unit=unit, reason="Cho làm lại", acting_user=son)
    assert Accommodation.objects.get().extra_attempts == 1


def test_nothing_to_grant_where_nothing_is_limited(asked: AttemptRequest, unit: EditionUnit, son: Account) -> None:
    unit.rules["max_attempts"] = None
    unit.save()
    with pytest.raises(NothingGranted):
        grant(asked=asked, unit=unit, attempts=1, reason="Cho", acting_user=son)
    asked.refresh_from_db()
    assert asked.is_open


@pytest.mark.parametrize(
    ("opening", "attempts", "reopened"),
    [
        (Opening(Refusal.NONE_LEFT, left=0), 2, False),
        (Opening(Refusal.CLOSED, left=0), 2, True),
        (Opening(Refusal.CLOSED, left=1), 1, True),
        (Opening(Refusal.CLOSED, left=3), 0, True),
        (Opening(Refusal.CLOSED, left=None), 0, True),
        (Opening(None, left=1), 2, False),
    ],
)
def test_what_is_granted_lets_her_in(opening: Opening, attempts: int, reopened: bool) -> None:
    found = beyond(opening, 2, NOW)
    assert found.extra_attempts == attempts
    # To the end of the seventh day, by the clock of the installation.
    end = dt.datetime(2026, 11, 27, 16, 59, tzinfo=dt.UTC)
    assert found.closes_at == (end if reopened else None)


def test_a_closed_assessment_opens_for_her(
    course: CoursePage, enrolment: Enrolment, lan: Account, son: Account
) -> None:
    shut = assessment(course, max_attempts=1, closes_at=timezone.now() - dt.timedelta(days=1))
    waiting = ask(enrolment=enrolment, unit=shut, words="Em đi công tác", acting_user=lan)
    [line] = asked_of([waiting])
    assert line.reopens
    grant(asked=waiting, unit=shut, attempts=1, reason="Đồng ý", acting_user=son)
    assert standing(enrolment, shut).may_start


def test_an_author_grants_in_one_press(browser: Client, asked: AttemptRequest, oanh: Account) -> None:
    found = dashboard_of(oanh)
    assert found
    assert [(errand.words, errand.url) for errand in found.errands] == [("1 đề nghị thêm lượt làm bài", LIST)]
    page = browser.get(LIST).content.decode()
    for words in ("Nguyễn Thị Lan", "Mất điện khi đang làm", "Kiểm tra", "Theo đề nghị của người học."):
        assert words in page
    given = {"attempts": "1", "reason": "Theo đề nghị của người học."}
    for said in ("Đã cho thêm 1 lượt.", "Trần Kim Oanh đã cho thêm lượt trước đó."):
        assert said in browser.post(f"{LIST}{asked.pk}/", given, follow=True).content.decode()
    assert Accommodation.objects.get().extra_attempts == 1
    assert "đã cho thêm lượt lúc" in browser.get(f"{LIST}{asked.pk}/").content.decode()
    assert dashboard_of(oanh).errands == []  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "given",
    [
        {"attempts": "0", "reason": "Cho"},
        {"attempts": "99", "reason": "Cho"},
        {"attempts": "1", "reason": " "},
        {"attempts": "1", "reason": "a" * 201},
        {"tu-choi": "1", "answer": ""},
    ],
)
def test_an_answer_that_lacks_something_is_shown_again(
    browser: Client, asked: AttemptRequest, given: dict[str, str]
) -> None:
    assert "Chưa trả lời được" in browser.post(f"{LIST}{asked.pk}/", given).content.decode()
    asked.refresh_from_db()
    assert asked.is_open


def test_an_author_says_no_with_a_reason(browser: Client, asked: AttemptRequest) -> None:
    given = {"tu-choi": "1", "answer": "Bài đã kết thúc"}
    assert "không cho thêm lượt" in browser.post(f"{LIST}{asked.pk}/", given, follow=True).content.decode()
    asked.refresh_from_db()
    assert (asked.granted, asked.answer) == (None, "Bài đã kết thúc")


def test_who_does_not_write_in_the_course_sees_nothing(
    client: Client, asked: AttemptRequest, course: CoursePage
) -> None:
    stranger = factories.editor("la", of=factories.person("Người Lạ"))
    stranger.groups.clear()
    client.force_login(stranger)
    assert client.get(LIST).status_code == 302
    assert client.get(f"{LIST}{asked.pk}/").status_code == 302


def test_nobody_answers_herself(browser: Client, course: CoursePage, oanh: Account) -> None:
    mine = enrol(person=oanh.person, course_key=course.translation_key, acting_user=oanh)
    made = assessment(course, max_attempts=1)
    take(mine, made, right=0, day=3)
    own = ask(enrolment=mine, unit=made, words="Cho tôi", acting_user=oanh)
    assert browser.get(f"{LIST}{own.pk}/").status_code == 404


def test_many_requests_cost_as_many_queries_as_one(
    asked: AttemptRequest, unit: EditionUnit, course: CoursePage, django_assert_num_queries: Any
) -> None:
    for number in range(3):
        person = factories.person(f"Người {number}")
        other = enrol(person=person, course_key=course.translation_key, acting_user=None)
        take(other, unit, right=0, day=3)
        ask(enrolment=other, unit=unit, words="Xin", acting_user=None)
    rows = list(AttemptRequest.objects.all())
    with django_assert_num_queries(4):
        assert len(asked_of(rows)) == 4


def test_they_are_part_of_her_own_data(asked: AttemptRequest, lan: Account) -> None:
    [row] = everything_about(lan)["attempt_requests"]
    assert (row["words"], row["answered_at"]) == ("Mất điện khi đang làm", None)

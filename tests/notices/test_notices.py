"""Lan is told things, reads them, and nobody else does."""

import datetime as dt
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from courses.catalogue.models import CoursePage
from courses.editions.actions import release
from courses.editions.models import LearnerPolicy
from learners.certificates.actions import revoke
from learners.certificates.models import Certificate
from learners.certificates.telling import tell_owners
from learners.enrolment.actions import enrol
from learners.notices.actions import notify, notify_person
from learners.notices.models import Notice
from learners.notices.tasks import email_notices
from learners.notices.upkeep import forget_read
from learners.people.actions import merge_people
from learners.people.consents import give, text_in_force, withdraw
from learners.people.models import Account, DataPurpose
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.certificates import world

pytestmark = pytest.mark.django_db
PAGE = "/thong-bao/"


def tell(account: Account, text: str = "Có tin mới.", **extra: Any) -> Notice:
    notify(account_ids=[account.pk], kind="test", text=text, **extra)
    return Notice.objects.get(account=account, text=text)


def text(client: Client, path: str = PAGE) -> str:
    page = client.get(path)
    assert page.status_code == 200
    return page.content.decode()


def test_many_are_told_in_one_insert(
    lan: Account, oanh: Account, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        told = notify(account_ids=[lan.pk, oanh.pk, lan.pk], kind="test", text="Có tin mới.")
    assert told == 2
    assert set(Notice.objects.values_list("account", "read_at")) == {(lan.pk, None), (oanh.pk, None)}


def test_nobody_is_told_nothing(son: Account) -> None:
    assert notify(account_ids=[], kind="test", text="Có tin mới.", acting_user=son) == 0
    assert not AuditEntry.objects.filter(verb="notify").exists()


def test_what_somebody_tells_by_hand_is_audited(lan: Account, son: Account) -> None:
    tell(lan, acting_user=son)
    assert AuditEntry.objects.get(verb="notify").new == {"kind": "test", "accounts": 1}


@pytest.mark.parametrize("url", ["https://elsewhere.invalid/", "//elsewhere.invalid/", "/\\elsewhere.invalid", "hoc/"])
def test_a_notice_leads_nowhere_but_to_this_site(lan: Account, url: str) -> None:
    with pytest.raises(ValueError, match="not a path of this site"):
        tell(lan, url=url)
    assert not Notice.objects.exists()


def test_the_frame_counts_the_unread_and_the_page_puts_them_first(client: Client, lan: Account) -> None:
    client.force_login(lan)
    assert "Chưa có thông báo nào" in text(client)
    older, newer = tell(lan, "Tin cũ hơn."), tell(lan, "Tin mới hơn.")
    Notice.objects.filter(pk=newer.pk).update(read_at=timezone.now())
    page = text(client)
    assert "Thông báo (1)" in page
    assert page.index(older.text) < page.index(newer.text)


def test_a_reader_of_english_is_told_that_they_are_in_vietnamese(client: Client, lan: Account) -> None:
    client.force_login(lan)
    tell(lan)
    assert "tiếng Việt." not in text(client)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = text(client)
    assert page.count("These notices are in Vietnamese.") == 1
    assert '<p class="notices-text" lang="vi">Có tin mới.</p>' in page


def test_opening_a_notice_marks_it_and_leads_on(client: Client, lan: Account) -> None:
    client.force_login(lan)
    notice = tell(lan, url="/hoc/")
    assert client.get(f"{PAGE}{notice.pk}/da-doc/").url == PAGE
    assert Notice.objects.get().read_at is None
    assert client.post(f"{PAGE}{notice.pk}/da-doc/").url == "/hoc/"
    assert Notice.objects.get().read_at is not None
    assert "Thông báo (" not in text(client)


def test_all_are_marked_at_once(client: Client, lan: Account, oanh: Account) -> None:
    client.force_login(lan)
    for account in (lan, lan, oanh):
        notify(account_ids=[account.pk], kind="test", text="Có tin mới.")
    assert client.post(f"{PAGE}da-doc/").url == PAGE
    assert list(Notice.objects.filter(read_at=None).values_list("account", flat=True)) == [oanh.pk]


def test_nobody_reads_what_others_were_told(client: Client, lan: Account, son: Account) -> None:
    notice = tell(lan)
    client.force_login(son)
    assert notice.text not in text(client)
    assert client.post(f"{PAGE}{notice.pk}/da-doc/").status_code == 404
    assert Notice.objects.get().read_at is None


def test_a_long_list_is_paged_at_the_same_cost(
    client: Client, lan: Account, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(lan)
    for number in range(45):
        tell(lan, f"Tin số {number}.")
    # What the foot shows of the site is read once in five minutes.
    text(client)
    with django_assert_max_num_queries(6):
        first = text(client)
    assert "Tin số 44." in first
    assert "Tin số 24." not in first
    assert "Tin số 0." in text(client, f"{PAGE}?trang=3")
    assert "Tin số 0." in text(client, f"{PAGE}?trang=99")


def test_a_human_being_is_told_on_every_account_she_has(lan: Account, son: Account) -> None:
    kept = factories.account("lan-moi", of=factories.person("Nguyễn Thị Lan"))
    gone = factories.account("lan-cu", of=factories.person("Nguyễn Thị Lan", merged_into=kept.person), is_active=False)
    merge_people(kept=kept.person, absorbed=lan.person, acting_user=son, reason="một người")
    assert notify_person(person_id=kept.person.pk, kind="test", text="Có tin mới.") == 2
    assert set(Notice.objects.values_list("account", flat=True)) == {kept.pk, lan.pk} - {gone.pk}
    assert Notice.objects.earliest("pk").created_at <= timezone.now()
    assert notify_person(person_id=factories.person("Lê Văn An").pk, kind="test", text="Có tin mới.") == 0


def test_a_certificate_is_told(client: Client, lan: Account, course: CoursePage) -> None:
    certificate = world.finish(lan.person, course)
    assert not Notice.objects.exists()
    assert (tell_owners(lambda: None), tell_owners(lambda: None)) == (1, 0)
    client.force_login(lan)
    assert f"khóa học “{certificate.course_title}”" in text(client)
    assert Notice.objects.get().url == f"/giay-chung-nhan/{Certificate.objects.get().pk}/"


def test_a_certificate_that_was_taken_back_meanwhile_is_not_told(lan: Account, course: CoursePage) -> None:
    revoke(certificate=world.finish(lan.person, course), acting_user=lan, reason="Nhầm người.")
    tell_owners(lambda: None)
    assert not Notice.objects.exists()


def test_a_release_that_moves_is_told_to_those_in_the_middle_of_the_course(
    lan: Account, course: CoursePage, oanh: Account
) -> None:
    enrol(person=lan.person, course_key=course.translation_key, acting_user=lan)
    done = factories.account("huy", of=factories.person("Trương Gia Huy"))
    world.finish(done.person, course)
    for policy in (LearnerPolicy.STAY, LearnerPolicy.MOVE):
        factories.lesson(course.get_children().get().specific, f"Bài {policy}")
        release(course=course, acting_user=oanh, policy=policy)
    told = Notice.objects.filter(kind="release")
    assert [notice.account_id for notice in told] == [lan.pk]
    assert course.title in told[0].text


def test_read_ones_go_after_a_year_and_unread_ones_stay(lan: Account) -> None:
    now = timezone.now()
    for days in (None, 364, 366):
        notice = tell(lan, f"Tin {days}.")
        read_at = now - dt.timedelta(days=days) if days else None
        Notice.objects.filter(pk=notice.pk).update(read_at=read_at, created_at=now - dt.timedelta(days=900))
    assert forget_read(lambda: None) == 1
    assert set(Notice.objects.values_list("text", flat=True)) == {"Tin None.", "Tin 364."}


@pytest.fixture
def mailed(settings: Any, tasks_at_once: None) -> None:
    settings.EMAIL_HOST = "thu.invalid"
    settings.WAGTAILADMIN_BASE_URL = "https://hoc.invalid"


def test_mail_goes_only_to_those_with_an_address_who_allowed_it(
    mailed: None, lan: Account, oanh: Account, son: Account, django_capture_on_commit_callbacks: Any
) -> None:
    Account.objects.filter(pk=lan.pk).update(email="lan@thu.invalid")
    Account.objects.filter(pk=son.pk).update(email="son@thu.invalid")
    for account in (lan, oanh):
        give(account=account, text=text_in_force(DataPurpose.EMAIL), acting_user=account)
    with django_capture_on_commit_callbacks(execute=True):
        notify(account_ids=[lan.pk, oanh.pk, son.pk], kind="test", text="Có tin mới.", url="/hoc/")
    assert [message.to for message in mail.outbox] == [["lan@thu.invalid"]]
    assert "Có tin mới.\n\nhttps://hoc.invalid/hoc/" in str(mail.outbox[0].body)
    email_notices.call([notice.pk for notice in Notice.objects.all()])
    assert len(mail.outbox) == 1  # a task that is repeated sends nothing twice


def test_a_message_that_waits_is_not_sent_once_mail_is_no_longer_allowed(
    mailed: None, lan: Account, django_capture_on_commit_callbacks: Any
) -> None:
    Account.objects.filter(pk=lan.pk).update(email="lan@thu.invalid")
    consent = give(account=lan, text=text_in_force(DataPurpose.EMAIL), acting_user=lan)
    with django_capture_on_commit_callbacks() as waiting:
        tell(lan)
    withdraw(consent=consent, acting_user=lan)
    assert len(waiting) == 1
    waiting[0]()
    assert mail.outbox == []


def test_without_mail_nothing_is_queued(
    settings: Any, tasks_at_once: None, lan: Account, django_capture_on_commit_callbacks: Any
) -> None:
    settings.EMAIL_HOST = ""
    Account.objects.filter(pk=lan.pk).update(email="lan@thu.invalid")
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        tell(lan)
    assert callbacks == []
    assert mail.outbox == []

"""What is read and allowed at the first sign-in and later, stored with its words, and taken back."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from courses.catalogue.models import CoursePage
from learners.enrolment.actions import enrol
from learners.people.codes import issue
from learners.people.consents import NotWithdrawable, give, issue_text, text_in_force, withdraw
from learners.people.models import Account, Channel, Consent, DataPurpose
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.people.pages import shown_notice
from tests.study.world import address

PASSWORD = "mat-khau-tot-2026"
NOTICE, DATA = "/lan-dau/du-lieu/", "/ho-so-ca-nhan/du-lieu/"
pytestmark = pytest.mark.django_db


def sign_in(client: Client, username: str = "lan", to: str = "") -> str:
    return client.post("/dang-nhap/", {"username": username, "password": PASSWORD, "next": to}).url


def new_version(purpose: DataPurpose, title: str = "Bản mới") -> None:
    issue_text(purpose=purpose, version="2027-01", title=title, body="Đoạn mới.\n- Một", acting_user=None)


def allowing(account: Account, purpose: DataPurpose = DataPurpose.READING) -> Consent:
    return give(account=account, text=text_in_force(purpose), acting_user=account)


def test_the_first_sign_in_stores_what_was_read_and_what_was_ticked(client: Client, son: Account) -> None:
    [issued] = issue(people=[factories.person("Đặng Thị Bưởi")], acting_user=son)
    client.post("/lan-dau/", {"username": issued.username, "code": issued.code})
    path, reading = "/lan-dau/mat-khau/", text_in_force(DataPurpose.READING)
    page = client.get(path).content.decode()
    assert "Trang này ghi lại gì về anh/chị" in page
    assert f'name="allowed" value="{reading.pk}"' in page
    assert "checked" not in page
    form = {"password": PASSWORD, "again": "khác", "notice": shown_notice(client, path), "allowed": str(reading.pk)}
    assert client.post(path, form).content.decode().count(" checked") == 1
    assert not Consent.objects.filter(account__username=issued.username).exists()
    assert client.post(path, {**form, "again": PASSWORD}).url == "/bat-dau/"
    rows = Consent.objects.filter(account__username=issued.username)
    assert {(row.text.purpose, row.text.version, row.channel, row.given_by) for row in rows} == {
        ("notice", "2026-11", Channel.WEB, ""),
        ("reading", "2026-11", Channel.WEB, ""),
    }
    account = Account.objects.get(username=issued.username)
    assert (account.allows_reading, account.allows_email) == (True, False)
    assert AuditEntry.objects.filter(verb="consent", actor=str(account.pk)).count() == 2


def test_who_registers_reads_it_on_the_same_page(client: Client) -> None:
    form = {"full_name": "Đỗ Thị Mận", "birth_year": "1990", "password": PASSWORD, "again": PASSWORD}
    assert client.post("/dang-ky/", {**form, "notice": shown_notice(client, "/dang-ky/")}).url == "/dang-ky/xong/"
    assert Consent.objects.get().text.purpose == DataPurpose.NOTICE


def test_a_new_version_is_shown_once_and_before_a_lesson(client: Client, lan: Account, course: CoursePage) -> None:
    mine = enrol(person=lan.person, course_key=course.translation_key, acting_user=lan)
    assert sign_in(client) == "/bat-dau/"
    new_version(DataPurpose.NOTICE, "Có thêm một điều")
    assert sign_in(client, to="/hoc/") == f"{NOTICE}?next=/hoc/"
    lesson = address(mine, 0)
    assert client.get(lesson).url == f"{NOTICE}?next={lesson}"
    for path in ("/bat-dau/", "/hoc/", f"/hoc/{mine.pk}/"):
        assert client.get(path).url.startswith(NOTICE)
    page = client.get(f"{NOTICE}?next={lesson}").content.decode()
    assert "Có thêm một điều" in page
    assert f'name="next" value="{lesson}"' in page
    notice = shown_notice(client, NOTICE)
    assert client.post(NOTICE, {"next": lesson, "notice": notice}).url == lesson
    assert client.get(lesson).status_code == 200
    assert client.get(NOTICE).url == "/bat-dau/"
    assert sign_in(Client()) == "/bat-dau/"
    assert Consent.objects.filter(account=lan, text__purpose=DataPurpose.NOTICE).count() == 2


def test_a_notice_replaced_while_it_was_read_is_shown_again(client: Client, lan: Account) -> None:
    new_version(DataPurpose.NOTICE)
    sign_in(client)
    older = Consent.objects.get(account=lan).text_id
    assert client.post(NOTICE, {"notice": older}).url == "/bat-dau/"
    assert client.get("/bat-dau/").url.startswith(NOTICE)


@pytest.mark.parametrize("to", ["https://elsewhere.invalid/", "//elsewhere.invalid/"])
def test_the_notice_leads_nowhere_but_to_this_site(client: Client, lan: Account, to: str) -> None:
    new_version(DataPurpose.NOTICE)
    sign_in(client)
    assert client.post(NOTICE, {"next": to, "notice": shown_notice(client, NOTICE)}).url == "/bat-dau/"


def test_one_press_allows_and_one_takes_back(client: Client, lan: Account) -> None:
    client.force_login(lan)
    page = client.get(DATA).content.decode()
    assert "Chưa cho phép" in page
    answer = client.post(f"{DATA}cho-phep/", {"purpose": "reading"}, follow=True)
    assert "Đang cho phép" in answer.content.decode()
    consent = Consent.objects.get(account=lan, text__purpose=DataPurpose.READING)
    assert Account.objects.get(pk=lan.pk).allows_reading
    answer = client.post(f"{DATA}{consent.pk}/rut-lai/", follow=True)
    assert "Đã rút lại" in answer.content.decode()
    assert not Account.objects.get(pk=lan.pk).allows_reading
    consent.refresh_from_db()
    assert consent.withdrawn_at is not None
    assert AuditEntry.objects.get(verb="withdraw_consent").actor == str(lan.pk)
    assert "đã rút lại từ trước" in client.post(f"{DATA}{consent.pk}/rut-lai/", follow=True).content.decode()


def test_what_was_agreed_to_stays_readable_after_a_new_version_which_asks_again(client: Client, lan: Account) -> None:
    allowing(lan)
    new_version(DataPurpose.READING, "Cho đo cả điểm dừng")
    assert not Account.objects.get(pk=lan.pk).allows_reading
    client.force_login(lan)
    page = client.get(DATA).content.decode()
    for words in (
        "Cho đo thời gian tôi đọc bài",
        "bản 2026-11",
        "Đã có bản mới",
        "Cho đo cả điểm dừng",
        "Chưa cho phép",
    ):
        assert words in page


def test_taking_back_takes_back_every_version(lan: Account) -> None:
    older = allowing(lan)
    new_version(DataPurpose.READING)
    allowing(lan)
    withdraw(consent=older, acting_user=lan)
    assert not Account.objects.get(pk=lan.pk).allows_reading
    assert not Consent.objects.filter(account=lan, text__purpose=DataPurpose.READING, withdrawn_at=None).exists()


def test_a_second_consent_to_the_same_words_changes_nothing(lan: Account) -> None:
    assert allowing(lan).pk == allowing(lan).pk
    assert AuditEntry.objects.filter(verb="consent").count() == 1


def test_what_was_read_is_not_taken_back(client: Client, lan: Account) -> None:
    read = Consent.objects.get(account=lan)
    with pytest.raises(NotWithdrawable):
        withdraw(consent=read, acting_user=lan)
    client.force_login(lan)
    client.post(f"{DATA}{read.pk}/rut-lai/")
    assert Consent.objects.get(account=lan).withdrawn_at is None


def test_mail_is_offered_where_there_is_a_server_and_an_address(client: Client, lan: Account, settings: Any) -> None:
    client.force_login(lan)
    for host, email, is_offered in [("", "", False), ("", "lan@thu.invalid", False), ("thu.invalid", "", False)]:
        settings.EMAIL_HOST = host
        Account.objects.filter(pk=lan.pk).update(email=email)
        assert ("qua thư điện tử" in client.get(DATA).content.decode()) is is_offered
        client.post(f"{DATA}cho-phep/", {"purpose": "email"})
        assert not Account.objects.get(pk=lan.pk).allows_email
    Account.objects.filter(pk=lan.pk).update(email="lan@thu.invalid")
    assert "qua thư điện tử" in client.get(DATA).content.decode()
    client.post(f"{DATA}cho-phep/", {"purpose": "email"})
    assert Account.objects.get(pk=lan.pk).allows_email


@pytest.mark.parametrize("purpose", ["notice", "guardian", "quang-cao", ""])
def test_nothing_else_is_allowed_by_a_press(client: Client, lan: Account, purpose: str) -> None:
    client.force_login(lan)
    client.post(f"{DATA}cho-phep/", {"purpose": purpose})
    assert Consent.objects.filter(account=lan).count() == 1


def test_nobody_takes_back_what_another_allowed(client: Client, lan: Account, son: Account) -> None:
    consent = allowing(lan)
    client.force_login(son)
    assert client.post(f"{DATA}{consent.pk}/rut-lai/").status_code == 404
    assert Account.objects.get(pk=lan.pk).allows_reading


def test_my_data_costs_the_same_however_much_there_is(
    client: Client, lan: Account, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(lan)
    for _ in range(5):
        withdraw(consent=allowing(lan), acting_user=lan)
    client.get(DATA)
    with django_assert_max_num_queries(5):
        assert client.get(DATA).content.decode().count("Đã rút lại") == 5


def test_only_the_three_cookies_are_set_along_the_way(client: Client, son: Account, settings: Any) -> None:
    factories.catalogue()
    [issued] = issue(people=[factories.person("Đặng Thị Bưởi")], acting_user=son)
    Account.objects.filter(username=issued.username).update(language="vi")
    client.get("/khoa-hoc/")
    client.get("/dang-ky/")
    client.post("/lan-dau/", {"username": issued.username, "code": issued.code})
    client.get("/lan-dau/xac-nhan/")
    notice = shown_notice(client, "/lan-dau/mat-khau/")
    form = {"password": "con-thuyen-xanh-7", "again": "con-thuyen-xanh-7", "notice": notice}
    client.post("/lan-dau/mat-khau/", form, follow=True)
    for path in ("/hoc/", "/khoa-hoc/", DATA, "/thong-bao/", "/hoc/ho-so/"):
        client.get(path)
    assert client.cookies.keys() == {"sessionid", "csrftoken", settings.LANGUAGE_COOKIE_NAME}

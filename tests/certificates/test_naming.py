"""Lan sees her name as it is printed: she confirms it, or HR corrects it and her certificates are issued anew."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from courses.catalogue.models import CoursePage
from learners.certificates.models import Certificate, NameConfirmation, NameCorrection, State
from learners.certificates.naming import AlreadyAsked, AlreadyDecided, ask_correction, decide_correction
from learners.certificates.queries import open_corrections
from learners.notices.models import Notice
from learners.people.models import Account, Person
from mooc.foundation.models import AuditEntry
from tests.certificates import world

pytestmark = pytest.mark.django_db
PAGE = "/ho-so-ca-nhan/ho-ten/"
RIGHT = "Nguyễn Thị Ngọc Lan"


@pytest.fixture
def lan_in(client: Client, lan: Account) -> Client:
    client.force_login(lan)
    return client


def text(client: Client) -> str:
    return client.get(PAGE).content.decode()


def asked(lan: Account) -> NameCorrection:
    return ask_correction(person=lan.person, full_name=RIGHT, note="Thiếu tên đệm", acting_user=lan)


def test_she_confirms_the_name_she_saw(lan_in: Client, lan: Account) -> None:
    assert "Đúng, đây là họ tên của tôi" in text(lan_in)
    assert lan_in.post(PAGE, {"confirmed": "Nguyễn Thị Lan"}).url == PAGE
    assert NameConfirmation.objects.get().full_name == "Nguyễn Thị Lan"
    assert "Anh/chị đã xác nhận ngày" in text(lan_in)
    Person.objects.filter(pk=lan.person.pk).update(full_name=RIGHT)
    assert "Đúng, đây là họ tên của tôi" in text(lan_in)


def test_a_name_changed_meanwhile_is_not_confirmed(lan_in: Client) -> None:
    page = lan_in.post(PAGE, {"confirmed": "Nguyễn Thị Lân"}, follow=True).content.decode()
    assert "Họ tên vừa được thay đổi" in page
    assert not NameConfirmation.objects.exists()


def test_she_asks_for_a_correction_and_waits(lan_in: Client, lan: Account) -> None:
    lan_in.post(PAGE, {"full_name": f"  {RIGHT} ", "note": "Thiếu tên đệm"})
    waiting = open_corrections().get()
    assert (waiting.person, waiting.full_name, waiting.note) == (lan.person, RIGHT, "Thiếu tên đệm")
    page = text(lan_in)
    assert f"<strong>{RIGHT}</strong>" in page
    assert "Gửi đề nghị sửa" not in page
    assert "đang chờ xử lý" in lan_in.post(PAGE, {"full_name": "Khác"}, follow=True).content.decode()
    with pytest.raises(AlreadyAsked):
        asked(lan)


@pytest.mark.parametrize(
    ("typed", "message"),
    [("", "Nhập họ và tên đúng"), ("Nguyễn Thị  Lan", "giống họ tên đang dùng"), ("123", "phải có chữ")],
)
def test_a_bad_request_says_what_is_wrong_and_loses_nothing(lan_in: Client, typed: str, message: str) -> None:
    page = lan_in.post(PAGE, {"full_name": typed, "note": "Ghi chú của tôi"}).content.decode()
    assert message in page
    assert "Ghi chú của tôi" in page
    assert not NameCorrection.objects.exists()


def test_a_correction_issues_her_certificates_anew(
    client: Client, lan: Account, son: Account, course: CoursePage
) -> None:
    old = world.finish(lan.person, course)
    [made] = decide_correction(correction=asked(lan), accept=True, answer="", acting_user=son)
    assert (made.full_name, made.state) == (RIGHT, State.VALID)
    assert made.number != old.number
    assert Person.objects.get(pk=lan.person.pk).folded_name == "nguyen thi ngoc lan"
    old_page = client.get(f"/xac-minh/{old.code}/").content.decode()
    assert "Giấy chứng nhận đã được thay thế" in old_page
    assert made.number in old_page
    assert not open_corrections().exists()
    assert NameConfirmation.objects.get().full_name == RIGHT
    assert AuditEntry.objects.filter(verb="correct_name", subject_id=str(lan.person.pk)).count() == 1
    assert RIGHT in Notice.objects.get(kind="name").text


def test_a_refusal_changes_nothing_and_is_told(lan: Account, son: Account, course: CoursePage) -> None:
    old = world.finish(lan.person, course)
    assert decide_correction(correction=asked(lan), accept=False, answer="Khác căn cước.", acting_user=son) == []
    assert Certificate.objects.get().pk == old.pk
    assert Person.objects.get(pk=lan.person.pk).full_name == "Nguyễn Thị Lan"
    assert "Khác căn cước." in Notice.objects.get(kind="name").text
    assert asked(lan)  # she may ask again


def test_it_is_decided_once(lan: Account, son: Account) -> None:
    correction = asked(lan)
    decide_correction(correction=correction, accept=False, answer="", acting_user=son)
    with pytest.raises(AlreadyDecided):
        decide_correction(correction=correction, accept=True, answer="", acting_user=son)


def test_the_page_costs_little(
    lan_in: Client, lan: Account, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    asked(lan)
    # The foot of the site is known to the process from its first page on.
    text(lan_in)
    with django_assert_max_num_queries(6):
        text(lan_in)

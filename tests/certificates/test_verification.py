"""Anybody holding a code is told in words: valid, replaced, revoked, not found."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from courses.catalogue.models import CoursePage
from learners.certificates.actions import replace, revoke
from learners.certificates.models import Certificate
from learners.people.models import Account
from tests.certificates import world

pytestmark = pytest.mark.django_db
VERIFY = "/xac-minh/"


@pytest.fixture
def certificate(lan: Account, course: CoursePage) -> Certificate:
    return world.finish(lan.person, course)


def read(client: Client, certificate: Certificate) -> str:
    page = client.get(reverse("certificates:verified", args=[certificate.code]))
    assert page.status_code == 200
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    return page.content.decode()


def test_a_valid_certificate(client: Client, certificate: Certificate) -> None:
    text = read(client, certificate)
    assert "Giấy chứng nhận có giá trị" in text
    for words in (certificate.full_name, certificate.course_title, certificate.number, certificate.issuer_name):
        assert words in text


def test_a_replaced_certificate_names_its_successor(client: Client, certificate: Certificate, son: Account) -> None:
    made = replace(certificate=certificate, acting_user=son, reason="Sai họ tên")
    text = read(client, certificate)
    assert "Giấy chứng nhận đã được thay thế" in text
    assert f'href="{reverse("certificates:verified", args=[made.code])}">{made.number}</a>' in text
    assert "có giá trị" in read(client, made)


def test_a_revoked_certificate_keeps_the_reason_to_itself(
    client: Client, certificate: Certificate, son: Account
) -> None:
    held = revoke(certificate=certificate, acting_user=son, reason="Lý do riêng")
    text = read(client, certificate)
    assert held.revoked_at
    assert "Giấy chứng nhận đã bị thu hồi" in text
    assert "Lý do riêng" not in text
    assert "Giấy chứng nhận có giá trị" not in text


@pytest.mark.parametrize("code", ["CFGHJKMNPRTW", "KHONG-CO", "'; DROP TABLE x --", "%3Cscript%3E"])
def test_an_unknown_code_is_said_to_be_unknown(client: Client, certificate: Certificate, code: str) -> None:
    page = client.get(f"{VERIFY}{code}/")
    text = page.content.decode()
    assert page.status_code == 404
    assert "Không tìm thấy giấy chứng nhận" in text
    assert certificate.full_name not in text
    assert "<script>" not in text


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("CFGH-JKMN", ["Mã thiếu 4 ký tự."]),
        ("CFGHJKMNPRTWX", ["Mã thừa 1 ký tự."]),
        ("CFGHJKMNPRTA", ["Mã không có chữ A."]),
        ("cfgh-0kmo-8", ["Mã thiếu 3 ký tự.", "Mã không có chữ O.", "Mã không có số 0, 8."]),
    ],
)
def test_a_code_that_cannot_be_ours_is_told_why(client: Client, code: str, said: list[str]) -> None:
    told = BeautifulSoup(client.get(f"{VERIFY}{code}/").content, "html.parser").select(".verdict p")
    assert [line.get_text() for line in told][1:] == [" ".join(said)]
    assert len(BeautifulSoup(client.get(f"{VERIFY}CFGHJKMNPRTW/").content, "html.parser").select(".verdict p")) == 1


def test_a_number_is_not_a_code(client: Client, certificate: Certificate) -> None:
    page = client.get(VERIFY, {"ma": certificate.number})
    assert certificate.full_name not in page.content.decode()


def test_the_form_takes_a_code_as_it_is_typed(client: Client, certificate: Certificate) -> None:
    assert client.get(VERIFY).status_code == 200
    page = client.get(VERIFY, {"ma": f" {certificate.grouped_code.lower().replace('-', ' ')} "}, follow=True)
    assert page.redirect_chain == [(reverse("certificates:verified", args=[certificate.code]), 302)]
    assert certificate.full_name in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "message"),
    [("", "Nhập mã xác minh"), ("CFGH-JK", "có 12 ký tự, mã vừa nhập có 6"), ("x" * 500, "Chưa kiểm tra được")],
)
def test_the_form_says_what_is_wrong_and_keeps_what_was_typed(client: Client, typed: str, message: str) -> None:
    page = client.get(VERIFY, {"ma": typed})
    text = page.content.decode()
    assert page.status_code == 200
    assert message in text
    assert f'value="{typed}"' in text or not typed


def test_verification_costs_little(
    client: Client, certificate: Certificate, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(5):
        read(client, certificate)

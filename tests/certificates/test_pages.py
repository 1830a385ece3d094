"""Lan's own certificate; nobody else's page."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from courses.catalogue.models import CoursePage
from learners.certificates.actions import replace, revoke
from learners.certificates.models import Certificate
from learners.people.actions import merge_people
from learners.people.models import Account
from tests import factories
from tests.certificates import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate(lan: Account, course: CoursePage) -> Certificate:
    return world.finish(lan.person, course)


def address(name: str, certificate: Certificate) -> str:
    return reverse(f"certificates:{name}", args=[certificate.pk])


def test_lan_sees_her_certificate_and_how_to_have_it_checked(
    client: Client, lan: Account, certificate: Certificate
) -> None:
    client.force_login(lan)
    page = client.get(address("show", certificate))
    text = page.content.decode()

    assert page.status_code == 200
    for words in ("Nguyễn Thị Lan", "Chuyển đổi số cơ bản", certificate.number, certificate.grouped_code, "2 giờ học"):
        assert words in text
    assert address("pdf", certificate) in text
    assert "<svg" in text
    assert "style=" not in text
    assert "chứng chỉ" not in text.lower()


def test_the_page_costs_little(
    client: Client,
    lan: Account,
    certificate: Certificate,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(lan)
    with django_assert_max_num_queries(8):
        client.get(address("show", certificate))


@pytest.mark.parametrize("name", ["show", "pdf"])
def test_for_anybody_else_there_is_no_such_page(
    client: Client, certificate: Certificate, oanh: Account, son: Account, name: str
) -> None:
    assert client.get(address(name, certificate)).status_code == 302
    for other in (oanh, son, factories.account("khac", of=factories.person("Nguyễn Thị Lan"))):
        client.force_login(other)
        assert client.get(address(name, certificate)).status_code == 404


def test_a_certificate_follows_its_person_through_a_merger(
    client: Client, lan: Account, certificate: Certificate, son: Account
) -> None:
    kept = factories.account("lan-moi", of=factories.person("Nguyễn Thị Lan"))
    merge_people(kept=kept.person, absorbed=lan.person, acting_user=son, reason="một người")
    for account in (kept, lan):
        client.force_login(Account.objects.get(pk=account.pk))
        assert client.get(address("show", certificate)).status_code == 200


def test_a_revoked_certificate_says_so_and_cannot_be_printed(
    client: Client, lan: Account, certificate: Certificate, son: Account
) -> None:
    revoke(certificate=certificate, acting_user=son, reason="Khai nhầm người")
    client.force_login(lan)
    text = client.get(address("show", certificate)).content.decode()

    assert "đã bị thu hồi ngày" in text
    assert "Khai nhầm người" in text
    assert "Tải bản in" not in text
    refused = client.get(address("pdf", certificate))
    assert (refused.status_code, refused["Location"]) == (302, address("show", certificate))


def test_a_replaced_certificate_leads_to_the_new_one(
    client: Client, lan: Account, certificate: Certificate, son: Account
) -> None:
    made = replace(certificate=certificate, acting_user=son, reason="Sai họ tên")
    client.force_login(lan)
    text = client.get(address("show", certificate)).content.decode()

    assert made.number in text
    assert address("show", made) in text

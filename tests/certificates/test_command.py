"""The administrator's verbs on the command line."""

import pytest
from django.core.management import CommandError, call_command

from courses.catalogue.models import CoursePage
from learners.certificates.models import Certificate, State
from learners.people.models import Account
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.certificates import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate(lan: Account, course: CoursePage) -> Certificate:
    return world.finish(lan.person, course)


def test_naming_the_issuer(course: CoursePage, son: Account) -> None:
    call_command("certificates", "issuer", "SKHCN", "Sở Khoa học và Công nghệ", "--as", "son")
    made = world.finish(factories.person("Lê Văn An"), course)
    assert made.issuer_name == "Sở Khoa học và Công nghệ"
    assert made.number.endswith("/GCN-SKHCN")
    assert AuditEntry.objects.get(verb="choose_issuer").actor == str(son.pk)


def test_revoking_and_replacing_by_number(certificate: Certificate) -> None:
    call_command("certificates", "replace", certificate.number, "--reason", "Sai họ tên")
    made = Certificate.objects.get(replaces=certificate)
    call_command("certificates", "revoke", made.number, "--reason", "Khai nhầm người")
    certificate.refresh_from_db()
    made.refresh_from_db()
    assert (certificate.state, made.state) == (State.REPLACED, State.REVOKED)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["revoke", "0009/2020/GCN-X", "--reason", "x"], "Không có giấy chứng nhận số 0009/2020/GCN-X"),
        (["revoke", "{number}", "--reason", " "], "Cần ghi lý do"),
        (["revoke", "{number}", "--reason", "x", "--as", "ai-do"], "Không có tài khoản ai-do"),
    ],
)
def test_wrong_input_is_named_and_changes_nothing(certificate: Certificate, arguments: list[str], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        call_command("certificates", *[part.format(number=certificate.number) for part in arguments])
    certificate.refresh_from_db()
    assert certificate.state == State.VALID

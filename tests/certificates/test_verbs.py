"""Revoking and replacing by a person: history stays, the log and the audit say why."""

import pytest

from courses.catalogue.models import CoursePage
from learners.certificates.actions import NotValid, ReasonMissing, choose_issuer, replace, revoke
from learners.certificates.models import Certificate, Issuer, State
from learners.certificates.queries import find_by_code, valid_certificate, valid_certificates
from learners.people.models import Account
from learners.progress.models import Completion, Progress, Status
from learners.progress.rebuilding import check
from mooc.foundation.models import AuditEntry
from tests.certificates import world
from tests.certificates.test_issuing import certified_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate(lan: Account, course: CoursePage) -> Certificate:
    return world.finish(lan.person, course)


def test_revoking_keeps_the_completion(certificate: Certificate, son: Account) -> None:
    held = revoke(certificate=certificate, acting_user=son, reason=" Khai nhầm người ")

    assert (held.state, held.revoked_reason) == (State.REVOKED, "Khai nhầm người")
    assert certified_of(held).voided_at is not None
    assert Progress.objects.get().status == Status.COMPLETED
    assert Completion.objects.get().withdrawn_at is None
    assert valid_certificate(held.enrolment_id) is None
    entry = AuditEntry.objects.get(verb="revoke")
    assert (entry.actor, entry.subject_id, entry.reason) == (str(son.pk), str(held.pk), "Khai nhầm người")
    assert list(check()) == []


def test_replacing_takes_the_present_name_and_the_next_number(certificate: Certificate, son: Account) -> None:
    person = certificate.person
    person.full_name = "Nguyễn Thị Lan Anh"
    person.save()
    made = replace(certificate=certificate, acting_user=son, reason="Sai họ tên")

    old = Certificate.objects.get(pk=certificate.pk)
    assert (old.state, old.replaced_by, old.full_name) == (State.REPLACED, made, "Nguyễn Thị Lan")
    assert (made.state, made.full_name, made.number[:4]) == (State.VALID, "Nguyễn Thị Lan Anh", "0002")
    assert (made.completed_on, made.course_title) == (old.completed_on, old.course_title)
    assert certified_of(old).voided_at is not None
    assert certified_of(made).voided_at is None
    assert valid_certificates([made.enrolment_id]) == {made.enrolment_id: made}
    assert AuditEntry.objects.get(verb="replace").new == {"number": made.number, "full_name": made.full_name}


@pytest.mark.parametrize("verb", [revoke, replace])
def test_no_verb_without_a_reason_or_twice(certificate: Certificate, son: Account, verb: object) -> None:
    assert callable(verb)
    with pytest.raises(ReasonMissing):
        verb(certificate=certificate, acting_user=son, reason="  ")
    verb(certificate=certificate, acting_user=son, reason="Có lý do")
    count = Certificate.objects.count()
    with pytest.raises(NotValid):
        verb(certificate=certificate, acting_user=son, reason="Lần nữa")
    assert Certificate.objects.count() == count


def test_there_is_one_default_issuer(son: Account, db: None) -> None:
    assert Issuer.objects.get().is_default
    choose_issuer(code="SKHCN", name="Sở KHCN", acting_user=son)
    choose_issuer(code="SKHCN", name="Sở Khoa học và Công nghệ", acting_user=son)

    assert Issuer.objects.get(is_default=True).name == "Sở Khoa học và Công nghệ"
    assert Issuer.objects.count() == 2


def test_a_code_is_found_as_it_is_stored(certificate: Certificate) -> None:
    assert find_by_code(certificate.code) == certificate
    assert find_by_code(certificate.code.lower()) is None
    assert find_by_code("") is None

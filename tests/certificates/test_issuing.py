"""A completed course is certified in the transaction that completes it, once, with the issuer's next number."""

from decimal import Decimal

import pytest
from django.utils import timezone

from courses.catalogue.models import CoursePage
from courses.editions.actions import release
from courses.editions.models import LearnerPolicy
from learners.certificates import actions
from learners.certificates.models import Certificate, Issuer, IssuerYear, State
from learners.enrolment.statements import derived_id, statement
from learners.people.models import Account
from learners.progress.models import Completion, Progress, Status
from learners.progress.rebuilding import check, rebuild
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.certificates import world
from tests.factories import at
from xapi.models import Authority, Statement, Trust
from xapi.recording import record
from xapi.vocabulary import Verb

pytestmark = pytest.mark.django_db


def certified_of(certificate: Certificate) -> Statement:
    return Statement.objects.get(statement_id=derived_id(certificate.pk, "certified"))


def test_a_completed_course_is_certified(lan: Account, course: CoursePage) -> None:
    certificate = world.finish(lan.person, course)

    today = timezone.localdate()
    assert certificate.number == f"0001/{today.year}/GCN-DHS"
    assert (certificate.full_name, certificate.course_title) == ("Nguyễn Thị Lan", "Chuyển đổi số cơ bản")
    assert (certificate.course_hours, certificate.issuer_name) == (Decimal(2), "Đại học số")
    assert (certificate.completed_on, certificate.issued_on) == (timezone.localdate(at(3)), today)
    assert (certificate.state, certificate.statement_id) == (State.VALID, Completion.objects.get().pk)
    said = certified_of(certificate)
    assert (said.verb, said.authority.trust, said.registration) == (
        Verb.CERTIFIED,
        Trust.SYSTEM,
        certificate.enrolment_id,
    )
    assert list(check()) == []


def test_the_day_of_completion_is_the_local_one(lan: Account, course: CoursePage) -> None:
    enrolment = world.enrolled(lan.person, course)
    world.read_lessons(enrolment)
    world.pass_assessment(enrolment, 3 + 17 / 24)  # 18:00 UTC is after midnight in Việt Nam

    assert Certificate.objects.get().completed_on == at(4).date()


def test_what_is_printed_is_frozen_and_of_the_pinned_edition(lan: Account, course: CoursePage, oanh: Account) -> None:
    enrolment = world.enrolled(lan.person, course)
    course.title, course.hours = "Tên mới", 9
    course.save_revision().publish()
    factories.lesson(course.get_children().get(), "Bài mới")
    release(course=course, acting_user=oanh, policy=LearnerPolicy.STAY)
    world.read_lessons(enrolment)
    world.pass_assessment(enrolment)
    lan.person.full_name = "Nguyễn Thị Lan Anh"
    lan.person.save()

    held = Certificate.objects.get()
    assert (held.course_title, held.course_hours, held.full_name) == ("Chuyển đổi số cơ bản", 2, "Nguyễn Thị Lan")


def test_a_rebuild_and_a_repeated_proof_issue_nothing(lan: Account, course: CoursePage) -> None:
    certificate = world.finish(lan.person, course)
    world.pass_assessment(certificate.enrolment, 4)
    rebuild()

    assert Certificate.objects.get() == certificate
    assert IssuerYear.objects.get().last_number == 1


def test_a_voided_proof_revokes_and_a_regained_one_issues_anew(lan: Account, course: CoursePage) -> None:
    enrolment = world.enrolled(lan.person, course)
    world.read_lessons(enrolment)
    world.void(enrolment, world.pass_assessment(enrolment))

    first = Certificate.objects.get()
    assert first.state == State.REVOKED
    assert first.revoked_reason
    assert certified_of(first).voided_at is not None

    world.pass_assessment(enrolment, 5)
    second = Certificate.objects.get(revoked_at=None)
    assert (second.number[:4], second.enrolment, second.code != first.code) == ("0002", enrolment, True)
    assert certified_of(second).voided_at is None
    assert list(check()) == []


def test_a_course_completed_elsewhere_has_no_certificate_of_ours(lan: Account, course: CoursePage) -> None:
    enrolment = world.enrolled(lan.person, course)
    agent = {"objectType": "Agent", "account": {"homePage": "https://example.org", "name": "onetouch"}}
    other = Authority.objects.create(key="onetouch", name="OneTouch", agent=agent, trust=Trust.TRUSTED_EXTERNAL)
    record([statement(enrolment, verb=Verb.COMPLETED, at=at(2))], authority=other)

    assert Progress.objects.get().status == Status.COMPLETED
    assert not Certificate.objects.exists()
    with pytest.raises(actions.CannotIssue):
        actions.issue(completion=Completion.objects.get(), acting_user=None)
    assert not Statement.objects.filter(verb=Verb.CERTIFIED).exists()


def test_a_failed_transaction_gives_the_number_back(
    lan: Account, course: CoursePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrolment = world.enrolled(lan.person, course)
    world.read_lessons(enrolment)
    with monkeypatch.context() as patched:
        patched.setattr(actions, "new_code", lambda: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            world.pass_assessment(enrolment)
    assert not Certificate.objects.exists()

    world.pass_assessment(enrolment)
    assert Certificate.objects.get().number.startswith("0001/")


def test_without_an_issuer_the_course_is_completed_all_the_same(lan: Account, course: CoursePage, son: Account) -> None:
    Issuer.objects.update(is_default=False)
    enrolment = world.enrolled(lan.person, course)
    world.read_lessons(enrolment)
    world.pass_assessment(enrolment)
    assert not Certificate.objects.exists()

    actions.choose_issuer(code="SKHCN", name="Sở Khoa học và Công nghệ", acting_user=son)
    made = actions.issue(completion=Completion.objects.get(), acting_user=son)
    assert made.number == f"0001/{made.issued_on.year}/GCN-SKHCN"
    assert list(AuditEntry.objects.values_list("verb", flat=True)[:2]) == ["issue", "choose_issuer"]
    with pytest.raises(actions.CannotIssue):
        actions.issue(completion=Completion.objects.get(), acting_user=son)
    assert IssuerYear.objects.get().last_number == 1


def test_each_issuer_counts_for_itself(lan: Account, course: CoursePage, son: Account) -> None:
    first = world.finish(lan.person, course)
    actions.choose_issuer(code="SNV", name="Sở Nội vụ", acting_user=son)
    second = world.finish(factories.person("Lê Văn An"), course)

    year = first.issued_on.year
    assert (first.number, second.number) == (f"0001/{year}/GCN-DHS", f"0001/{year}/GCN-SNV")
    assert (first.issuer_name, second.issuer_name) == ("Đại học số", "Sở Nội vụ")

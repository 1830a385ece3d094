"""A client that may void what others said takes back what the system said: paper and log agree afterwards."""

from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from courses.catalogue.models import CoursePage
from learners.certificates import actions
from learners.certificates.models import Certificate, State
from learners.people.models import Account
from learners.progress.models import Completion, Progress, Status
from learners.progress.rebuilding import check
from tests.certificates import world
from tests.certificates.test_issuing import certified_of
from tests.progress.lrs import Lrs, authority
from xapi.models import Statement
from xapi.vocabulary import Verb

pytestmark = pytest.mark.django_db


def void(*targets: UUID) -> HttpResponse:
    said = [
        {
            "id": str(uuid4()),
            "actor": {"mbox": "mailto:quan-tri@example.org"},
            "verb": {"id": "http://adlnet.gov/expapi/verbs/voided"},
            "object": {"objectType": "StatementRef", "id": str(target)},
        }
        for target in targets
    ]
    office = authority("phong-dao-tao")
    office.can_void = True
    office.save()
    return Lrs(office, "statements/write", "void").post(said)


def told(client: Client, certificate: Certificate) -> str:
    return client.get(reverse("certificates:verified", args=[certificate.code])).content.decode()


@pytest.mark.parametrize("both", [False, True])
def test_a_voided_completion_whose_units_stand_is_certified_anew(lan: Account, course: CoursePage, both: bool) -> None:
    first = world.finish(lan.person, course)
    more = [certified_of(first).statement_id] if both else []
    assert void(first.statement_id, *more).status_code == 200

    first.refresh_from_db()
    second = Certificate.objects.get(revoked_at=None)
    assert (first.state, second.number[:4], second.completed_on) == (State.REVOKED, "0002", first.completed_on)
    assert second.statement_id == Completion.objects.get(withdrawn_at=None).pk
    assert certified_of(first).voided_at is not None
    standing = Statement.objects.filter(verb=Verb.CERTIFIED, voided_at=None)
    assert [row.statement_id for row in standing] == [certified_of(second).statement_id]
    assert list(check()) == []


def test_a_voided_certification_revokes_the_paper_and_keeps_the_completion(
    client: Client, lan: Account, course: CoursePage, son: Account
) -> None:
    held = world.finish(lan.person, course)
    assert "Giấy chứng nhận có giá trị" in told(client, held)
    assert void(certified_of(held).statement_id).status_code == 200

    held.refresh_from_db()
    assert held.state == State.REVOKED
    assert held.revoked_reason
    assert Progress.objects.get().status == Status.COMPLETED
    assert Completion.objects.get().withdrawn_at is None
    assert "Giấy chứng nhận đã bị thu hồi" in told(client, held)
    made = actions.issue(completion=Completion.objects.get(), acting_user=son)
    assert (made.state, made.number[:4]) == (State.VALID, "0002")


def test_a_void_of_something_else_leaves_the_paper(lan: Account, course: CoursePage) -> None:
    held = world.finish(lan.person, course)
    enrolled = Statement.objects.order_by("seq").first()
    assert enrolled is not None
    assert void(enrolled.statement_id).status_code == 200

    held.refresh_from_db()
    assert held.state == State.VALID

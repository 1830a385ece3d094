"""More time, attempts or other hours for one learner: granted by her officer, obeyed at the door."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from courses.catalogue.models import CoursePage
from courses.editions.models import EditionUnit
from learners.attempts.accommodations import NothingGranted, accommodate
from learners.attempts.actions import open_attempt, submit
from learners.attempts.models import Accommodation
from learners.attempts.opening import NOTHING, Allowance, MayNotOpen
from learners.attempts.standing import standing
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.people.exporting import everything_about
from learners.people.models import Account
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.attempts.world import assessment
from tests.coverage import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan(province: world.Province) -> Account:
    """On the roster here, unlike the Lan of the cast."""
    return factories.account("lan", of=world.member("Nguyễn Thị Lan", province.health))


@pytest.fixture
def enrolment(lan: Account, course: CoursePage) -> Enrolment:
    return enrol(person=lan.person, course_key=course.translation_key, acting_user=lan)


@pytest.fixture
def unit(course: CoursePage) -> EditionUnit:
    return assessment(course, max_attempts=1, time_limit=20)


def address(enrolment: Enrolment, unit: EditionUnit) -> str:
    return f"/phu-trach/nguoi/{enrolment.person_id}/{enrolment.course_key}/{unit.unit_key}/"


def test_an_officer_grants_an_attempt_and_time(officer: Client, enrolment: Enrolment, unit: EditionUnit) -> None:
    first = open_attempt(enrolment=enrolment, unit=unit)
    submit(attempt=first)
    assert standing(enrolment, unit).left == 0
    given = {"extra_attempts": "1", "extra_minutes": "5", "extra_percent": "50", "reason": "Mất điện khi đang làm"}
    page = officer.post(address(enrolment, unit), given, follow=True).content.decode()
    assert "Thêm 1 lượt." in page
    assert "Mất điện khi đang làm" in page

    assert standing(enrolment, unit).left == 1
    second = open_attempt(enrolment=enrolment, unit=unit)
    assert second.due_at == second.opened_at + dt.timedelta(minutes=35)
    entry = AuditEntry.objects.get(verb="accommodate")
    assert (entry.reason, entry.new["extra_attempts"]) == ("Mất điện khi đang làm", 1)


def test_what_is_taken_back_counts_no_more(officer: Client, enrolment: Enrolment, unit: EditionUnit) -> None:
    officer.post(address(enrolment, unit), {"extra_minutes": "10", "reason": "Mắt kém"})
    opened = open_attempt(enrolment=enrolment, unit=unit)
    made = Accommodation.objects.get()
    for _ in range(2):
        officer.post(address(enrolment, unit), {"thu-hoi": str(made.pk)})
    made.refresh_from_db()
    assert made.withdrawn_at
    assert opened.due_at == opened.opened_at + dt.timedelta(minutes=30)
    assert AuditEntry.objects.filter(verb="take_back_accommodation").count() == 1
    assert officer.post(address(enrolment, unit), {"thu-hoi": "x"}).status_code == 404


def test_another_closing_hour_lets_one_learner_in(enrolment: Enrolment, unit: EditionUnit, minh: Account) -> None:
    unit.rules["closes_at"] = (timezone.now() - dt.timedelta(days=1)).isoformat()
    unit.save()
    with pytest.raises(MayNotOpen):
        open_attempt(enrolment=enrolment, unit=unit)
    later = Allowance(closes_at=timezone.now() + dt.timedelta(days=1))
    accommodate(enrolment=enrolment, unit_key=unit.unit_key, allowance=later, reason="Ốm", acting_user=minh)
    assert open_attempt(enrolment=enrolment, unit=unit).number == 1


def test_several_add_up(enrolment: Enrolment, unit: EditionUnit, minh: Account) -> None:
    for _ in range(2):
        more = Allowance(extra_minutes=5, extra_attempts=1)
        accommodate(enrolment=enrolment, unit_key=unit.unit_key, allowance=more, reason="Ốm", acting_user=minh)
    attempt = open_attempt(enrolment=enrolment, unit=unit)
    assert attempt.due_at == attempt.opened_at + dt.timedelta(minutes=30)
    assert standing(enrolment, unit).left == 2


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"reason": "Ốm"}, "Anh/chị ghi ít nhất một điều được thêm."),
        ({"extra_minutes": "5"}, "error-summary"),
        ({"extra_minutes": "-5", "reason": "Ốm"}, "error-summary"),
        (
            {"opens_at": "2026-11-20T10:00", "closes_at": "2026-11-20T09:00", "reason": "Ốm"},
            "Giờ đóng phải sau giờ mở.",
        ),
    ],
)
def test_a_form_that_grants_nothing_is_told_so(
    officer: Client, enrolment: Enrolment, unit: EditionUnit, given: dict[str, str], complaint: str
) -> None:
    assert complaint in officer.post(address(enrolment, unit), given).content.decode()
    assert not Accommodation.objects.exists()


def test_nothing_is_no_accommodation(enrolment: Enrolment, unit: EditionUnit, minh: Account) -> None:
    with pytest.raises(NothingGranted):
        accommodate(enrolment=enrolment, unit_key=unit.unit_key, allowance=NOTHING, reason="", acting_user=minh)


def test_only_her_officer_and_only_an_assessment(
    client: Client, tam: Account, enrolment: Enrolment, unit: EditionUnit, minh: Account
) -> None:
    client.force_login(tam)
    assert client.get(address(enrolment, unit)).status_code == 404
    client.force_login(minh)
    lesson = unit.edition.units.filter(kind="lesson")[0]
    assert client.get(address(enrolment, lesson)).status_code == 404
    assert client.get(address(enrolment, unit)).status_code == 200


def test_her_page_leads_there(officer: Client, enrolment: Enrolment, unit: EditionUnit) -> None:
    world.campaign(world.Agency.objects.get(pk=enrolment.person.memberships.get().agency_id), enrolment.course_key)
    page = officer.get(f"/phu-trach/nguoi/{enrolment.person_id}/").content.decode()
    assert address(enrolment, unit) in page


def test_it_is_part_of_her_own_data(lan: Account, enrolment: Enrolment, unit: EditionUnit, minh: Account) -> None:
    more = Allowance(extra_minutes=5)
    accommodate(enrolment=enrolment, unit_key=unit.unit_key, allowance=more, reason="Ốm", acting_user=minh)
    [row] = everything_about(lan)["accommodations"]
    assert (row["reason"], row["extra_minutes"]) == ("Ốm", 5)

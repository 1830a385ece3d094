"""More time or attempts for an agency: judged by where somebody counts on the day she opens an attempt."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from courses.catalogue.models import CoursePage
from courses.editions.models import EditionUnit
from learners.agencies.models import Agency
from learners.attempts.accommodations import NothingGranted, accommodate_agency, allowances, take_back
from learners.attempts.actions import open_attempt
from learners.attempts.models import AgencyAccommodation
from learners.attempts.opening import NOTHING, Allowance
from learners.attempts.requesting import give
from learners.attempts.standing import standing
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.people.actions import merge_people
from learners.people.models import Account
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.attempts.world import assessment
from tests.coverage import world
from tests.progress.lrs import queries_of

pytestmark = pytest.mark.django_db
MORE = Allowance(extra_minutes=10)


@pytest.fixture
def unit(course: CoursePage) -> EditionUnit:
    return assessment(course, max_attempts=1, time_limit=20)


@pytest.fixture
def lan(province: world.Province) -> Account:
    return factories.account("lan", of=world.member("Nguyễn Thị Lan", province.health))


def grant(agency: Agency, unit: EditionUnit, allowance: Allowance = MORE, **extra: Any) -> AgencyAccommodation:
    return accommodate_agency(
        **{"agency": agency, "with_descendants": True, "course_key": unit.edition.course_key, **extra},
        unit_key=unit.unit_key,
        allowance=allowance,
        reason="Mất điện toàn cơ quan",
        acting_user=None,
    )


def enrolled(person: Any, unit: EditionUnit) -> Enrolment:
    return enrol(person=person, course_key=unit.edition.course_key, acting_user=None)


def minutes(enrolment: Enrolment, unit: EditionUnit, day: dt.date | None = None) -> int:
    found = allowances([enrolment.pk], day or timezone.localdate())
    return found.get((enrolment.pk, unit.unit_key), NOTHING).extra_minutes


def address(agency: Agency) -> str:
    return f"/phu-trach/co-quan/{agency.pk}/them-gio/"


def test_it_holds_for_her_people_whenever_they_enrol(
    province: world.Province, lan: Account, unit: EditionUnit, django_assert_num_queries: Any
) -> None:
    before = enrolled(lan.person, unit)
    grant(province.root, unit)
    later = enrolled(world.member("Người Mới", province.home), unit)
    outside = enrolled(factories.person("Không thuộc đâu"), unit)
    with django_assert_num_queries(1):
        found = allowances([before.pk, later.pk, outside.pk], timezone.localdate())
    assert set(found) == {(before.pk, unit.unit_key), (later.pk, unit.unit_key)}
    attempt = open_attempt(enrolment=before, unit=unit)
    assert attempt.due_at == attempt.opened_at + dt.timedelta(minutes=30)


def test_an_opening_costs_what_it_did(province: world.Province, lan: Account, unit: EditionUnit) -> None:
    first, second = (enrolled(world.member(name, province.health), unit) for name in ("Một", "Hai"))
    enrolled(lan.person, unit)
    open_attempt(enrolment=enrolled(lan.person, unit), unit=unit)
    without = len(queries_of(lambda: open_attempt(enrolment=first, unit=unit)))
    grant(province.root, unit)
    assert len(queries_of(lambda: open_attempt(enrolment=second, unit=unit))) == without


def test_the_agency_that_counts_on_the_day_decides(province: world.Province, unit: EditionUnit) -> None:
    moves = dt.date(2026, 6, 1)
    person = world.member("Người Chuyển", province.health, valid_to=moves)
    world.join(person, province.home, moves)
    world.join(person, province.health, moves, is_primary=False)
    mine = enrolled(person, unit)
    grant(province.health, unit)
    assert minutes(mine, unit, moves - dt.timedelta(days=1)) == 10
    assert minutes(mine, unit, moves) == 0


def test_what_is_below_only_where_it_is_said(province: world.Province, lan: Account, unit: EditionUnit) -> None:
    mine = enrolled(lan.person, unit)
    grant(province.root, unit, with_descendants=False)
    assert minutes(mine, unit) == 0
    grant(province.health, unit, with_descendants=False)
    assert minutes(mine, unit) == 10


def test_another_course_or_agency_gets_nothing(province: world.Province, lan: Account, unit: EditionUnit) -> None:
    mine = enrolled(lan.person, unit)
    grant(province.home, unit)
    grant(province.health, unit, course_key=world.COURSE)
    assert minutes(mine, unit) == 0


def test_it_adds_to_her_own_and_is_taken_back(
    province: world.Province, lan: Account, unit: EditionUnit, minh: Account
) -> None:
    mine = enrolled(lan.person, unit)
    made = grant(province.health, unit, Allowance(extra_minutes=10, extra_attempts=1))
    give(enrolment=mine, unit_key=unit.unit_key, allowance=MORE, reason="Mắt kém", acting_user=minh)
    assert minutes(mine, unit) == 20
    assert standing(mine, unit).left == 2
    for _press in range(2):
        take_back(accommodation=made, acting_user=minh)
    assert minutes(mine, unit) == 10
    assert AuditEntry.objects.filter(verb="take_back_accommodation").count() == 1
    with pytest.raises(NothingGranted):
        grant(province.health, unit, NOTHING)


def test_merged_records_count_as_one(province: world.Province, lan: Account, unit: EditionUnit) -> None:
    double = factories.person("Nguyễn Thị Lan")
    mine = enrolled(double, unit)
    grant(province.health, unit)
    assert minutes(mine, unit) == 0
    merge_people(kept=lan.person, absorbed=double, acting_user=None, reason="Trùng")
    assert minutes(mine, unit) == 10


def test_an_officer_grants_and_takes_back(
    officer: Client, province: world.Province, lan: Account, unit: EditionUnit
) -> None:
    mine = enrolled(lan.person, unit)
    path = address(province.health)
    assert path in officer.get("/phu-trach/").content.decode()
    given = {"assessment": str(unit.pk), "extra_minutes": "10", "reason": "Mất điện"}
    page = officer.post(path, given, follow=True).content.decode()
    assert "Thêm 10 phút." in page
    made = AgencyAccommodation.objects.get()
    assert (made.course_key, made.unit_key, made.with_descendants) == (mine.course_key, unit.unit_key, True)
    hers = f"/phu-trach/nguoi/{lan.person_id}/{mine.course_key}/{unit.unit_key}/"
    for words in ("Theo cơ quan", "Sở Y tế", "Mất điện"):
        assert words in officer.get(hers).content.decode()
    officer.post(path, {"thu-hoi": str(made.pk)})
    made.refresh_from_db()
    assert made.withdrawn_at
    assert "Theo cơ quan" not in officer.get(hers).content.decode()


@pytest.mark.parametrize(
    "given",
    [
        {"extra_minutes": "5", "reason": "Ốm"},
        {"assessment": "0", "extra_minutes": "5", "reason": "Ốm"},
        {"assessment": "unit", "reason": "Ốm"},
        {"assessment": "unit", "extra_minutes": "5"},
    ],
)
def test_a_form_that_lacks_something_changes_nothing(
    officer: Client, province: world.Province, unit: EditionUnit, given: dict[str, str]
) -> None:
    if given.get("assessment") == "unit":
        given = {**given, "assessment": str(unit.pk)}
    assert "error-summary" in officer.post(address(province.health), given).content.decode()
    assert not AgencyAccommodation.objects.exists()


def test_who_answers_for_the_agency_alone_grants_it_alone(
    client: Client, province: world.Province, unit: EditionUnit
) -> None:
    alone = factories.account("rieng", of=world.member("Lê Văn Riêng", province.root))
    world.grant(alone, province.root, with_descendants=False)
    client.force_login(alone)
    given = {"assessment": str(unit.pk), "extra_minutes": "10", "reason": "Mất điện"}
    client.post(address(province.root), given)
    assert not AgencyAccommodation.objects.get().with_descendants


def test_other_officers_find_nothing(client: Client, tam: Account, province: world.Province) -> None:
    client.force_login(tam)
    assert client.get(address(province.health)).status_code == 404

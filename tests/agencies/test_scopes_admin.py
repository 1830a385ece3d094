"""Granting and ending the sight of agencies in the admin."""

import datetime as dt

import pytest
from django.test import Client

from learners.agencies.models import Agency, Scope
from learners.people.models import Account
from mooc.foundation.models import AuditEntry
from tests.coverage import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(db: None) -> Agency:
    return world.agency("Sở Y tế")


@pytest.fixture
def admin(client: Client, son: Account) -> Client:
    client.force_login(son)
    return client


def grant(admin: Client, lan: Account, agency: Agency) -> Scope:
    sent = {
        "account": str(lan.pk),
        "agency": str(agency.pk),
        "with_descendants": "on",
        "valid_from": "2026-11-01",
        "reason": "QĐ 12/QĐ-SYT",
    }
    answer = admin.post("/quan-tri/phan-cong/new/", sent)
    assert answer.status_code == 302, answer.content.decode()
    return Scope.objects.get(account=lan)


def test_a_grant_names_who_gave_it_and_is_audited(admin: Client, son: Account, lan: Account, agency: Agency) -> None:
    scope = grant(admin, lan, agency)
    assert (scope.granted_by, scope.valid_from, scope.valid_to) == (son, dt.date(2026, 11, 1), None)
    entry = AuditEntry.objects.get(verb="grant_scope")
    assert (entry.actor, entry.reason) == (str(son.pk), "QĐ 12/QĐ-SYT")


def test_it_is_ended_once_and_never_turned_into_something_else(
    admin: Client, son: Account, lan: Account, agency: Agency
) -> None:
    scope = grant(admin, lan, agency)
    edit = f"/quan-tri/phan-cong/edit/{scope.pk}/"
    assert "Phải sau ngày bắt đầu" in admin.post(edit, {"valid_to": "2026-11-01"}).content.decode()
    admin.post(edit, {"valid_to": "2026-11-20", "agency": str(world.agency("Sở Nội vụ").pk)})
    admin.post(edit, {"valid_to": "2026-12-31"})

    scope.refresh_from_db()
    assert (scope.agency, scope.valid_to) == (agency, dt.date(2026, 11, 20))
    assert AuditEntry.objects.filter(verb="end_scope").count() == 1


def test_agency_and_account_are_chosen_by_searching(admin: Client, agency: Agency) -> None:
    page = admin.get("/quan-tri/phan-cong/new/").content.decode()
    assert "/quan-tri/chon-co-quan/" in page
    assert "/quan-tri/chon-tai-khoan/" in page
    assert "<option" not in page.split('id="w-overwrite-changes-dialog"')[0].split("<form")[-1]


def test_nobody_deletes_one(admin: Client, lan: Account, agency: Agency) -> None:
    scope = grant(admin, lan, agency)
    admin.post(f"/quan-tri/phan-cong/delete/{scope.pk}/")
    assert Scope.objects.filter(pk=scope.pk).exists()


def test_the_list_says_who_answers_for_what_since_when(admin: Client, lan: Account, agency: Agency) -> None:
    grant(admin, lan, agency)
    page = admin.get("/quan-tri/phan-cong/").content.decode()
    assert "Nguyễn Thị Lan" in page
    assert "Sở Y tế" in page
    assert "01/11/2026" in page


@pytest.mark.parametrize(("typed", "found"), [("so y te", True), ("Sở Y Tế", True), ("nội vụ", False)])
def test_an_agency_is_found_without_marks(admin: Client, agency: Agency, typed: str, found: bool) -> None:
    answer = admin.get("/quan-tri/chon-co-quan/results/", {"q": typed})
    assert ("Sở Y tế" in answer.content.decode()) is found


def test_an_account_is_found_by_its_person(admin: Client, lan: Account) -> None:
    page = admin.get("/quan-tri/chon-tai-khoan/results/", {"q": "nguyen thi"}).content.decode()
    assert "Nguyễn Thị Lan" in page


def test_a_learner_has_no_business_here(client: Client, lan: Account) -> None:
    client.force_login(lan)
    assert client.get("/quan-tri/phan-cong/").status_code == 302

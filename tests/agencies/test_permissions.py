"""Who may see which agency: granted, below it, gone into it; nothing else."""

import datetime as dt
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser

from learners.agencies.actions import load_agencies
from learners.agencies.models import Agency, Scope
from learners.agencies.permissions import AgencyScope
from learners.people.models import Account
from tests import factories

FILE = Path(__file__).resolve().parents[2] / "mooc" / "demo" / "data" / "agencies.yaml"
TODAY = dt.date(2026, 11, 24)


@pytest.fixture
def minh(db: None) -> Account:
    load_agencies(path=FILE, acting_user=None)
    return factories.account("minh")


def grant(account: Account, key: str, *, with_descendants: bool = True) -> AgencyScope:
    agency = Agency.objects.get(source_key=key)
    Scope.objects.create(
        account=account, agency=agency, with_descendants=with_descendants, valid_from=dt.date(2025, 7, 1)
    )
    return AgencyScope(account)


def keys(scope: AgencyScope, day: dt.date = TODAY) -> set[str]:
    return set(scope.agencies(day).values_list("source_key", flat=True))


def test_a_city_s_officer_sees_its_agencies_and_the_provinces_that_became_it(minh: Account) -> None:
    seen = keys(grant(minh, "ct"))
    assert {"ct", "ct-snv", "p-vithanh-vp", "hg", "ct-cu", "x31338"} <= seen
    assert "ct-thanhuy" not in seen


def test_a_ward_s_officer_sees_its_ward_and_not_half_of_a_split_one(minh: Account) -> None:
    assert keys(grant(minh, "p-caikhe")) == {"p-caikhe", "x31120", "x31117"}


def test_a_grant_without_what_is_below_is_one_agency(minh: Account) -> None:
    assert keys(grant(minh, "ct", with_descendants=False)) == {"ct"}


def test_a_grant_begins_on_its_day(minh: Account) -> None:
    assert keys(grant(minh, "ct"), dt.date(2025, 6, 30)) == set()


def test_nobody_else_sees_anything(minh: Account) -> None:
    scope = grant(minh, "ct")
    assert keys(AgencyScope(AnonymousUser())) == keys(AgencyScope(factories.account("tam"))) == set()
    minh.is_active = False
    assert keys(scope) == set()


def test_the_object_check_and_the_queryset_agree_on_every_agency(minh: Account) -> None:
    scope = grant(minh, "p-vithanh")
    allowed = {agency.source_key for agency in Agency.objects.all() if scope.allows(agency, TODAY)}
    assert allowed == keys(scope)

"""What waits for an officer stands on her first page with how many of it there are, and is asked in one query."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from learners.agencies.models import Membership
from learners.campaigns.models import Campaign, Pending
from learners.coverage.errands import errands_of
from learners.coverage.permissions import PeopleScope
from learners.people.models import Account
from learners.rosters.models import RosterImport, State
from tests.campaigns import world as campaigns
from tests.coverage import world
from tests.coverage.test_pages import text

pytestmark = pytest.mark.django_db
HOME = "/phu-trach/"


def test_nothing_waits(officer: Client, province: world.Province) -> None:
    page = text(officer, HOME)
    assert "Không có việc nào đang chờ." in page
    # Every page of hers is found from here.
    for place in (
        "bao-cao-chot", "mien-gia-han", "canh-bao", "tuan", "danh-sach-can-bo", "noi-cong-tac", "chua-phan",
        "ho-so-trung", "noi-khac", "xin-them-luot", "ho-ten",
    ):  # fmt: skip
        assert f'href="/phu-trach/{place}/"' in page


def test_people_of_an_agency_that_is_gone_wait_to_be_placed(officer: Client, province: world.Province) -> None:
    ended = world.agency("Chi cục cũ", province.health, world.START, dt.date(2026, 3, 1))
    person = world.member("Người còn lại", ended)
    assert "1 người chưa phân đơn vị" in text(officer, HOME)
    Membership.objects.filter(person=person).update(valid_to=dt.date(2026, 3, 1))
    assert "người chưa phân đơn vị" not in text(officer, HOME)


def test_drafts_wait_for_whoever_may_give_them(officer: Client, minh: Account, province: world.Province) -> None:
    draft = campaigns.draft(province.health, minh, name="Đợt sau")
    assert "bản nháp" not in text(officer, HOME)
    minh.user_permissions.add(Permission.objects.get(codename="run"))
    assert "1 đợt tập huấn còn là bản nháp" in text(officer, HOME)
    Campaign.objects.filter(pk=draft.pk).update(announced_at=timezone.now())
    assert "bản nháp" not in text(officer, HOME)


def test_a_roster_waits_for_whoever_brought_it(
    officer: Client, minh: Account, tam: Account, province: world.Province
) -> None:
    now = timezone.now()
    roster = RosterImport.objects.create(
        agency=province.health, owner=minh, as_of=now.date(), name="a.xlsx", size=1, sha256="0" * 64,
        state=State.PREVIEW, created_at=now, touched_at=now,
    )  # fmt: skip
    assert "1 danh sách cán bộ đang nhập dở" in text(officer, HOME)
    RosterImport.objects.filter(pk=roster.pk).update(owner=tam)
    assert "đang nhập dở" not in text(officer, HOME)


def test_all_of_it_is_one_query(minh: Account, province: world.Province, django_assert_num_queries: Any) -> None:
    scope = PeopleScope(minh, timezone.localdate())
    scope.agencies.reach(scope.day)
    errands_of(scope)
    with django_assert_num_queries(1):
        assert errands_of(scope) == []


def test_campaigns_stand_apart_by_whether_they_run(officer: Client, province: world.Province) -> None:
    made = world.campaign(province.root)
    today = timezone.localdate()
    for opens, closes, heading in ((9, 19, "Đợt sắp mở"), (-19, -9, "Đợt đã kết thúc"), (-9, 9, "còn 9 ngày")):
        days = {"opens_on": today + dt.timedelta(opens), "closes_on": today + dt.timedelta(closes)}
        Campaign.objects.filter(pk=made.pk).update(**days)
        page = text(officer, HOME)
        assert heading in page
        assert made.name in page


def test_whoever_waits_to_be_placed_is_told_at_the_campaign(
    officer: Client, minh: Account, province: world.Province
) -> None:
    minh.user_permissions.add(Permission.objects.get(codename="run"))
    made = campaigns.running(province.health, minh)
    address = f"/phu-trach/dot-tap-huan/{made.pk}/"
    assert "đang được xếp" not in text(officer, address)
    person = Membership.objects.filter(agency=province.health).values_list("person_id", flat=True)[0]
    # In this campaign and in every one: she is one person.
    Pending.objects.create(campaign=made, person_id=person)
    Pending.objects.create(campaign=None, person_id=person)
    assert "1 người đang được xếp vào đợt hoặc ra khỏi đợt" in text(officer, address)

"""Tổ của tôi: Huy leads a team of volunteers and prints codes for it, and for nobody else."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from learners.agencies.models import CommunityTeam, TeamMembership
from learners.notices.models import Notice
from learners.people.actions import merge_people
from learners.people.codes import digest
from learners.people.models import Account, Outcome, Person, SignInCode
from learners.people.redeeming import refuse_code
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.coverage import world
from tests.coverage.test_new_codes import code_on, post
from tests.coverage.test_pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def huy(db: None) -> Account:
    return factories.account("huy", of=factories.person("Trương Gia Huy"))


@pytest.fixture
def team(province: world.Province, huy: Account) -> CommunityTeam:
    made = CommunityTeam.objects.create(name="Tổ công nghệ số cộng đồng ấp 1", agency=province.health)
    join(made, huy.person, is_leader=True)
    return made


@pytest.fixture
def sau(team: CommunityTeam) -> Person:
    person = factories.person("Bà Sáu", birth_year=1961)
    join(team, person)
    return person


@pytest.fixture
def leader(client: Client, huy: Account, team: CommunityTeam) -> Client:
    client.force_login(huy)
    return client


def join(team: CommunityTeam, person: Any, **extra: Any) -> TeamMembership:
    return TeamMembership.objects.create(**{"team": team, "person": person, "valid_from": world.START, **extra})


def page_of(team: CommunityTeam) -> str:
    return f"/to-cua-toi/{team.pk}/"


def test_her_navigation_leads_to_her_team(leader: Client, team: CommunityTeam, sau: Person) -> None:
    learning = text(leader, "/hoc/")
    # A role of hers beside learning, as an officer's is: no sixth place in a row of five.
    assert learning.index('class="roles"') < learning.index('href="/to-cua-toi/"') < learning.index('class="site-nav"')
    assert leader.get("/to-cua-toi/").url == page_of(team)
    page = text(leader, page_of(team))
    assert '<a href="/to-cua-toi/" aria-current="true">Tổ của tôi</a>' in page
    for said in (
        team.name,
        "2 thành viên",
        "1 thành viên chưa có tài khoản.",
        "Bà Sáu",
        "sinh 1961",
        "Đây là anh/chị.",
    ):
        assert said in page
    # Whoever has nothing is ticked; she herself cannot be.
    assert (page.count(" checked"), page.count(" disabled")) == (1, 1)


def test_a_slip_lets_a_member_in_and_is_audited(leader: Client, team: CommunityTeam, sau: Person, huy: Account) -> None:
    page = post(leader, page_of(team), nguoi=[sau.pk])
    account = Account.objects.get(person=sau)
    for mark in ("Bà Sáu", team.name, account.username, "testserver/lan-dau"):
        assert mark in page
    assert SignInCode.objects.get(account=account).digest == digest(account.pk, code_on(page))
    assert AuditEntry.objects.get(verb="issue_code").actor == str(huy.pk)
    again = post(leader, page_of(team), nguoi=[sau.pk])
    assert "Mã chỉ hiện một lần" in again
    assert SignInCode.objects.count() == 1
    assert "Mã đang chờ dùng" in text(leader, page_of(team))


def test_a_forgotten_password_is_set_anew(leader: Client, team: CommunityTeam, sau: Person) -> None:
    factories.account("sau", of=sau)
    assert "Chưa đăng nhập lần nào" in text(leader, page_of(team))
    post(leader, page_of(team), nguoi=[sau.pk])
    assert SignInCode.objects.get().purpose == "reset"


@pytest.mark.parametrize("ticked", ["another team's", "her own", "nobody's", "gone"])
def test_nobody_but_a_member_of_today_gets_a_code(
    leader: Client, team: CommunityTeam, province: world.Province, huy: Account, ticked: str
) -> None:
    other = CommunityTeam.objects.create(name="Tổ ấp 2", agency=province.health)
    people = {
        "another team's": factories.person("Ông Bảy"),
        "her own": huy.person,
        "nobody's": factories.person("Ông Tám"),
        "gone": factories.person("Bà Chín"),
    }
    join(other, people["another team's"])
    join(team, people["gone"], valid_to=timezone.localdate())
    page = post(leader, page_of(team), nguoi=[people[ticked].pk])
    assert "Có người không còn trong danh sách" in page
    assert not SignInCode.objects.exists()
    assert leader.get(page_of(other)).status_code == 404
    assert leader.post(page_of(other), {"phieu": "mot", "nguoi": [people["another team's"].pk]}).status_code == 404


def test_an_account_with_rights_gets_none_from_her(
    leader: Client, team: CommunityTeam, minh: Account, oanh: Account, sau: Person
) -> None:
    for account in (minh, oanh):
        join(team, account.person)
    page = text(leader, page_of(team))
    assert page.count("Tài khoản có quyền quản lý, không dùng mã in.") == 2
    refused = post(leader, page_of(team), nguoi=[sau.pk, minh.person.pk])
    assert "Không cấp được mã cho Phạm Thị Minh" in refused
    assert 'value="' + str(sau.pk) + '" checked' in refused
    assert not SignInCode.objects.exists()


def test_nobody_chosen_is_said(leader: Client, team: CommunityTeam, sau: Person) -> None:
    assert "Chưa chọn ai." in post(leader, page_of(team))


@pytest.mark.parametrize("change", [{"is_leader": False}, {"valid_to": dt.date(2026, 1, 1)}])
def test_whoever_leads_no_more_sees_nothing(
    leader: Client, team: CommunityTeam, huy: Account, change: dict[str, Any]
) -> None:
    TeamMembership.objects.filter(person=huy.person).update(**change)
    assert "/to-cua-toi/" not in text(leader, "/hoc/")
    assert leader.get("/to-cua-toi/").status_code == 404
    assert leader.get(page_of(team)).status_code == 404


def test_a_member_and_an_officer_see_nothing_of_it(
    client: Client, team: CommunityTeam, sau: Person, minh: Account
) -> None:
    for account in (factories.account("sau", of=sau), minh):
        client.force_login(account)
        assert client.get("/to-cua-toi/").status_code == 404
        assert client.get(page_of(team)).status_code == 404


def test_who_leads_several_chooses(leader: Client, team: CommunityTeam, huy: Account, province: world.Province) -> None:
    other = CommunityTeam.objects.create(name="Tổ ấp 2", agency=province.health)
    join(other, huy.person, is_leader=True)
    page = text(leader, "/to-cua-toi/")
    assert page_of(team) in page
    assert page_of(other) in page


def test_merged_records_are_one_human_being(
    leader: Client, team: CommunityTeam, sau: Person, huy: Account, son: Account
) -> None:
    again = factories.person("Nguyễn Thị Sáu")
    merge_people(kept=again, absorbed=sau, acting_user=son, reason="một người")
    merge_people(kept=factories.person("Trương Gia Huy"), absorbed=huy.person, acting_user=son, reason="một người")
    page = text(leader, page_of(team))
    assert "Nguyễn Thị Sáu" in page
    assert "Bà Sáu" not in page
    post(leader, page_of(team), nguoi=[again.pk])
    assert SignInCode.objects.get().account.person_id == again.pk


def test_not_me_is_told_and_the_slip_ticked_again(leader: Client, team: CommunityTeam, sau: Person) -> None:
    post(leader, page_of(team), nguoi=[sau.pk])
    SignInCode.objects.update(ended_at=timezone.now(), outcome=Outcome.REFUSED)
    page = text(leader, page_of(team))
    assert "Báo “không phải tôi”" in page
    assert page.count(" checked") == 1


def test_her_notice_of_a_refused_slip_leads_to_her_team(
    leader: Client, team: CommunityTeam, sau: Person, huy: Account
) -> None:
    post(leader, page_of(team), nguoi=[sau.pk])
    refuse_code(code_id=SignInCode.objects.get().pk)
    notice = Notice.objects.get(account=huy, kind="code-refused")
    assert leader.post(f"/thong-bao/{notice.pk}/da-doc/")["Location"] == page_of(team)


def test_the_notice_leads_nowhere_once_the_member_has_left(
    leader: Client, team: CommunityTeam, sau: Person, huy: Account
) -> None:
    post(leader, page_of(team), nguoi=[sau.pk])
    TeamMembership.objects.filter(person=sau).update(valid_to=timezone.localdate())
    refuse_code(code_id=SignInCode.objects.get().pk)
    assert Notice.objects.get(account=huy).url == ""


def test_who_came_in_has_signed_in_and_is_not_said_to_be_used(
    leader: Client, team: CommunityTeam, sau: Person, minh: Account, province: world.Province
) -> None:
    account = factories.account("sau", of=sau)
    Account.objects.filter(pk=account.pk).update(last_login=timezone.now())
    world.join(sau, province.health)
    assert '<span class="tag tag-done">Đã đăng nhập</span> <span class="hint">sau</span>' in text(leader, page_of(team))
    leader.force_login(minh)
    assert '<span class="tag tag-done">Đã đăng nhập</span>' in text(leader, f"/phu-trach/nguoi/{sau.pk}/")


def test_the_page_asks_a_constant_number_of_queries(
    leader: Client, team: CommunityTeam, django_assert_num_queries: Any
) -> None:
    for number in range(12):
        person = factories.person(f"Người {number}")
        join(team, person)
        if number % 2:
            factories.account(f"nguoi{number}", of=person)
    text(leader, page_of(team))
    with django_assert_num_queries(9):
        text(leader, page_of(team))


def test_being_a_leader_costs_the_frame_no_query(
    client: Client, team: CommunityTeam, huy: Account, lan: Account
) -> None:

    asked = []
    for account in (lan, huy):
        client.force_login(account)
        text(client, "/hoc/")
        with CaptureQueriesContext(connection) as found:
            text(client, "/hoc/")
        asked.append(len(found))
    assert asked[0] == asked[1]

"""What the frame of every page knows of who is signed in: its SQL is made once, its answer is of now."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import RequestFactory

from learners.agencies.contacts import Told, set_contact
from learners.agencies.models import CommunityTeam, Scope, TeamMembership
from learners.notices.models import Notice
from learners.people.actions import merge_people
from learners.people.models import Account
from learners.study.navigation import Standing, standing
from tests import factories
from tests.coverage import world


def of(account: Account) -> Standing:
    request: Any = RequestFactory().get("/")
    request.user = Account.objects.select_related("person").get(pk=account.pk)
    return standing(request)


def test_each_is_told_of_herself_alone(lan: Account, minh: Account, tam: Account, son: Account, province: Any) -> None:
    world.join(lan.person, province.health)
    contact = Told("Phạm Thị Minh", "0292 3820 000", "")
    set_contact(agency=province.health, told=contact, acting_user=son)
    Notice.objects.create(account=lan, kind="x", text="Một tin")
    for _ in range(2):
        assert of(lan) == Standing(unread=1, contact=contact)
        assert of(minh) == Standing(is_officer=True, contact=contact)
        assert of(tam) == Standing(is_officer=True)
        # He has no person: nothing of his can be looked for.
        assert of(son) == Standing(is_marker=True)


def test_what_changes_is_seen_at_once(lan: Account, minh: Account, province: Any) -> None:
    team = CommunityTeam.objects.create(name="Tổ ấp 1", agency=province.health)
    TeamMembership.objects.create(team=team, person=lan.person, is_leader=True, valid_from=world.START)
    lan.user_permissions.add(Permission.objects.get(codename="mark_answers"))
    assert of(lan) == Standing(is_leader=True, is_marker=True)
    Scope.objects.filter(account=minh).delete()
    assert of(minh) == Standing()


def test_what_another_record_of_hers_leads_is_hers(lan: Account, province: Any) -> None:
    other, team = factories.person("Nguyễn T. Lan"), CommunityTeam.objects.create(name="Tổ 2", agency=province.home)
    TeamMembership.objects.create(team=team, person=other, is_leader=True, valid_from=world.START)
    assert of(lan) == Standing()
    merge_people(kept=lan.person, absorbed=other, acting_user=None, reason="Trùng")
    assert of(lan) == Standing(is_leader=True)


def test_a_grant_ends_with_its_last_day(minh: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    last = world.START + dt.timedelta(days=9)
    Scope.objects.filter(account=minh).update(valid_to=last)
    for day, is_officer in ((last - dt.timedelta(days=1), True), (last, False)):
        monkeypatch.setattr("learners.study.navigation.timezone.localdate", lambda day=day: day)
        assert of(minh).is_officer is is_officer

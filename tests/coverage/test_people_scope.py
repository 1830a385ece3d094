"""Whom an officer may look up: the check of one person and the list agree, and both agree with the plain rule."""

import datetime as dt
import random
from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from django.utils import timezone

from learners.agencies.models import Membership, Scope
from learners.coverage.permissions import PeopleScope, access_person
from learners.people.models import Account, Person
from tests import factories
from tests.coverage import world

pytestmark = pytest.mark.django_db
DAYS = [world.DAY + dt.timedelta(days=days) for days in (-400, -1, 0, 1, 200)]


def scatter(dice: random.Random, places: list[world.Agency]) -> None:
    """People here and there, some gone, some yet to come, some merged."""
    people = [Person.objects.create(full_name=f"Người {number}") for number in range(10)]
    for person in people:
        for place in dice.sample(places, dice.randint(0, 2)):
            start = world.DAY + dt.timedelta(days=dice.randint(-500, 100))
            end = dice.choice([None, start + dt.timedelta(days=dice.choice([1, 30, 400])), world.DAY])
            if end is None or end > start:
                held = Membership.objects.filter(person=person, is_primary=True).exists()
                world.join(person, place, start, valid_to=end, is_primary=not held)
    for absorbed, kept in ((0, 5), (1, 5), (2, 6)):
        people[absorbed].merged_into = people[kept]
        people[absorbed].save()


def by_the_rule(scope: PeopleScope, *, primary: bool = False) -> set[Any]:
    """Said again without the database: of kept records, who has a membership of hers within."""
    reach = scope.agencies.reach(scope.day)
    return {
        row.person.canonical_id
        for row in Membership.objects.select_related("person")
        if row.covers(scope.day) and row.agency_id in reach and (row.is_primary or not primary)
    }


@pytest.mark.parametrize("seed", range(6))
def test_the_check_and_the_list_agree(province: world.Province, seed: int) -> None:
    dice = factories.dice(seed)
    unit = world.agency("Phòng Nghiệp vụ", province.health)
    old = world.agency("Sở Dược", province.health, end=dt.date(2026, 3, 1))
    scatter(dice, [province.root, province.health, province.home, unit, old])
    reader = factories.account(f"doc-{seed}")
    for place in dice.sample([province.root, province.health, province.home, unit], dice.randint(0, 2)):
        world.grant(reader, place, with_descendants=dice.random() < 0.5, valid_to=dice.choice([None, world.DAY]))
    for day in DAYS:
        scope = PeopleScope(reader, day)
        listed = set(scope.people().values_list("pk", flat=True))
        assert listed == by_the_rule(scope)
        assert set(scope.may_get_codes().values_list("pk", flat=True)) == by_the_rule(scope, primary=True)
        assert {person.pk for person in Person.objects.all() if scope.allows(person)} == listed


def test_an_absorbed_record_leads_to_the_kept_one(province: world.Province, minh: Account) -> None:
    kept = world.member("Nguyễn Thị Lan", province.health)
    absorbed = factories.person("Nguyễn Thị Lành", merged_into=kept)
    scope = PeopleScope(minh, world.DAY)
    assert access_person(scope, absorbed.pk) == access_person(scope, kept.pk) == kept
    with pytest.raises(Http404):
        access_person(scope, world.member("Người khác", province.home).pk)


def page(client: Client, account: Account, typed: str) -> tuple[int, str]:
    client.force_login(account)
    answer = client.get("/phu-trach/nguoi/", {"q": typed})
    return answer.status_code, answer.content.decode()


def test_nobody_is_found_outside_the_scope(
    client: Client, province: world.Province, minh: Account, tam: Account
) -> None:
    lan = world.member("Nguyễn Thị Lan", province.health)
    Person.objects.filter(pk=lan.pk).update(staff_code="CB00012", phone="+84912345678")
    for typed in ("lan", "CB00012", "0912345678"):
        assert "1 người" in page(client, minh, typed)[1]
        assert "Không tìm thấy ai" in page(client, tam, typed)[1]


@pytest.mark.parametrize(
    ("start", "end", "status"), [(-9, 0, 404), (-9, 1, 200), (0, None, 200), (1, None, 404)], ids=str
)
def test_a_scope_counts_from_its_first_day_to_its_last(
    client: Client, province: world.Province, minh: Account, start: int, end: int | None, status: int
) -> None:
    """Ended yesterday, ends today, begins today, begins tomorrow."""
    today = timezone.localdate()
    world.campaign(province.root)
    Scope.objects.filter(account=minh).update(
        valid_from=today + dt.timedelta(days=start),
        valid_to=None if end is None else today + dt.timedelta(days=end),
    )
    assert page(client, minh, "hanh")[0] == status
    home = client.get("/phu-trach/").content.decode()
    assert ("Sở Y tế" in home) == (status == 200)
    assert ("Anh/chị chưa được giao phụ trách cơ quan nào." in home) == (status == 404)


def test_whoever_left_the_roster_is_not_found(client: Client, province: world.Province, minh: Account) -> None:
    today = timezone.localdate()
    world.member("Nguyễn Thị Lan", province.health, valid_to=today)
    world.member("Lê Thị Lan", province.health, today + dt.timedelta(days=1))
    assert "Không tìm thấy ai" in page(client, minh, "thi lan")[1]


def test_strangers_sign_in_first(client: Client, province: world.Province) -> None:
    assert client.get("/phu-trach/nguoi/")["Location"].startswith("/dang-nhap/")

"""Nobody sees what she does not answer for: every address, both ways."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from learners.agencies.models import Scope
from learners.people.models import Account
from tests.coverage import world

pytestmark = pytest.mark.django_db


def addresses(place: world.Agency) -> list[str]:
    base = "/phu-trach/cds-2026/"
    return [
        f"{base}?co-quan={place.pk}",
        f"{base}{place.pk}/",
        f"{base}tai-ve/xlsx/?co-quan={place.pk}",
        f"{base}tai-ve/csv/?co-quan={place.pk}",
        f"{base}{place.pk}/tai-ve/xlsx/",
        f"{base}{place.pk}/tai-ve/csv/",
    ]


def test_tam_finds_nothing_of_minh_s_and_minh_everything(
    client: Client, province: world.Province, minh: Account, tam: Account
) -> None:
    world.campaign(province.root)
    for reader, status in ((minh, 200), (tam, 404)):
        client.force_login(reader)
        assert {client.get(address).status_code for address in addresses(province.health)} == {status}
        assert {client.get(address).status_code for address in addresses(province.root)} == {404}


def test_a_scope_that_ended_yesterday_shows_nothing_today(
    client: Client, province: world.Province, minh: Account
) -> None:
    world.campaign(province.root)
    Scope.objects.filter(account=minh).update(valid_to=timezone.localdate())
    client.force_login(minh)
    assert {client.get(address).status_code for address in addresses(province.health)} == {404}
    assert "Sở Y tế" not in client.get("/phu-trach/").content.decode()
    Scope.objects.filter(account=minh).update(valid_to=timezone.localdate() + dt.timedelta(days=1))
    assert client.get(addresses(province.health)[0]).status_code == 200


def test_strangers_are_asked_to_sign_in(client: Client, province: world.Province) -> None:
    world.campaign(province.root)
    for address in ["/phu-trach/", *addresses(province.health)]:
        assert client.get(address)["Location"].startswith("/dang-nhap/")


def test_a_campaign_of_others_does_not_exist(client: Client, province: world.Province, minh: Account) -> None:
    world.campaign(province.home)
    client.force_login(minh)
    assert client.get("/phu-trach/cds-2026/").status_code == 404


def test_a_grant_without_subtree_is_one_agency(client: Client, province: world.Province, minh: Account) -> None:
    world.campaign(province.root)
    unit = world.agency("Phòng Nghiệp vụ", province.health)
    world.member("Người của phòng", unit)
    client.force_login(minh)
    wide = client.get("/phu-trach/cds-2026/").content.decode()
    assert "1 trên 5 người" in wide
    assert "Phòng Nghiệp vụ" in wide
    Scope.objects.filter(account=minh).update(with_descendants=False)
    alone = client.get("/phu-trach/cds-2026/").content.decode()
    assert "1 trên 4 người" in alone
    assert "Phòng Nghiệp vụ" not in alone


def test_nonsense_is_not_found(client: Client, province: world.Province, minh: Account) -> None:
    world.campaign(province.root)
    client.force_login(minh)
    base = f"/phu-trach/cds-2026/{province.health.pk}/"
    for address in (
        "/phu-trach/khong-co/", "/phu-trach/cds-2026/?co-quan=xyz", f"{base}?trang-thai=xyz", f"{base}?phan=xyz",
        f"{base}?phan=to-9&trang-thai=members", f"{base}tai-ve/pdf/",
    ):  # fmt: skip
        assert client.get(address).status_code == 404, address

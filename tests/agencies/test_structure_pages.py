"""The tree of a day, search, the life of an agency and its corrections, in the admin."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from learners.agencies.history import History
from learners.agencies.models import (
    Agency,
    AgencyCode,
    AgencyName,
    AgencyPlacement,
    Membership,
    Reorganisation,
    ReorganisationLink,
)
from learners.agencies.structure.headcount import count_heads
from learners.agencies.structure.searching import code_forms, search
from learners.agencies.structure.tree import branch
from learners.people.models import Account
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.agencies.trees import grow
from tests.coverage import world

pytestmark = pytest.mark.django_db
TREE = "/quan-tri/co-quan/"
DAY = dt.date(2026, 11, 20)


@pytest.fixture
def admin(client: Client, son: Account) -> Client:
    client.force_login(son)
    return client


def page(client: Client, address: str, **query: str) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200, answer
    return answer.content.decode()


# -- The tree -------------------------------------------------------------------


def test_the_tree_shows_names_codes_and_people(admin: Client, province: world.Province) -> None:
    shown = page(admin, TREE)
    assert "Tỉnh Sông Hậu" in shown
    assert "H99" in shown
    assert "2 đơn vị trực thuộc" in shown
    below = page(admin, f"{TREE}{province.root.pk}/", ngay="20/11/2026")
    assert "Sở Nội vụ" in below
    assert below.count('<div class="agency-count">3') == 2
    assert "<strong>6</strong> người" in below


def test_a_day_that_is_none_is_said_and_today_is_shown(admin: Client, province: world.Province) -> None:
    shown = page(admin, TREE, ngay="31/02/2026")
    assert "Hãy ghi ngày theo dạng" in shown
    assert "Tỉnh Sông Hậu" in shown
    assert "Ngày này chưa có cơ quan nào" in page(admin, TREE, ngay="01/01/1990")
    assert "không có trong cơ cấu ngày" in page(admin, f"{TREE}{province.root.pk}/", ngay="01/01/1990")


def test_people_of_what_was_dissolved_stay_in_sight(province: world.Province) -> None:
    for link, name in ((None, "Sở Công nghiệp"), (province.home, "Sở Lao động")):
        gone = world.agency(name, province.root, end=dt.date(2026, 1, 1))
        world.member("Người Ở Lại", gone)
        event = Reorganisation.objects.create(kind="merge", effective_on=dt.date(2026, 1, 1), decision="QĐ")
        ReorganisationLink.objects.create(reorganisation=event, source=gone, target=link)
    heads = count_heads(province.root.pk, DAY, History.read())
    assert heads.own[province.home.pk] == 4
    assert heads.unassigned == {province.root.pk: 1}
    assert branch(province.root.pk, DAY, History.read()).people == 8
    assert branch(None, DAY, History.read()).people == 8


def test_a_big_tree_costs_what_a_small_one_does(django_assert_max_num_queries: Any) -> None:
    (nation,), provinces, *_ = grow([1, 6, 20, 20])
    history = History.read()
    with django_assert_max_num_queries(6):
        whole = branch(nation.pk, DAY, history)
    assert (whole.count, [len(child.below) for child in whole.children]) == (6, [20] * 6)
    with django_assert_max_num_queries(7):
        branch(provinces[0].pk, DAY, history)
    with django_assert_max_num_queries(7):
        branch(None, DAY, history)


def test_many_children_come_page_by_page(admin: Client) -> None:
    (nation,), _ = grow([1, 130])
    first, second = (page(admin, f"{TREE}{nation.pk}/", p=number) for number in ("1", "2"))
    assert first.count('class="agency-row"') == 100
    assert second.count('class="agency-row"') == 30
    assert "Trang 1 / 2, 130 đơn vị" in first
    assert "Trang 2 / 2" in page(admin, f"{TREE}{nation.pk}/", p="99")


# -- Search ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "forms"),
    [
        ("000.00.05.H30", {"000.00.05.H30", "H30.05"}),
        ("000.00.00.h30", {"000.00.00.H30", "H30"}),
        ("H30.05", {"H30.05", "000.00.05.H30"}),
        ("1338", {"1338", "01338"}),
        ("31338", {"31338"}),
    ],
)
def test_codes_are_read_in_both_orders(typed: str, forms: set[str]) -> None:
    assert code_forms(typed) == forms


def test_a_reused_code_tells_all_who_had_it(admin: Client, province: world.Province) -> None:
    change = dt.date(2025, 7, 1)
    AgencyCode.objects.create(
        agency=province.health, scheme="gso_code", code="31338", valid_from=world.START, valid_to=change
    )
    AgencyCode.objects.create(agency=province.home, scheme="gso_code", code="31338", valid_from=change)
    hits, more = search("31338", DAY, History.read())
    assert [(hit.agency, hit.period.start, hit.shared) for hit in hits] == [
        (province.health.pk, world.START, True),
        (province.home.pk, change, True),
    ]
    assert not more
    shown = page(admin, f"{TREE}tim/", q="31338")
    assert "Nhiều cơ quan từng có chung: 31338." in shown
    assert "Từ 01/01/2025 đến hết 30/06/2025." in shown
    assert "Từ 01/07/2025 đến nay." in shown


def test_a_name_that_became_another_s_tells_both_and_a_common_one_warns_of_nothing(province: world.Province) -> None:
    change = dt.date(2026, 1, 1)
    old = world.agency("Phường Tân An", province.health, end=change)
    old.names.update(valid_to=change)
    new = world.agency("Phường Tân An", province.root, start=change)
    hits = search("tan an", DAY, History.read())[0]
    assert [(hit.agency, hit.shared, hit.above) for hit in hits] == [
        (old.pk, True, "Sở Y tế"),
        (new.pk, True, "Tỉnh Sông Hậu"),
    ]
    for superior in (province.health, province.home):
        world.agency("Văn phòng", superior)
    assert [hit.shared for hit in search("van phong", DAY, History.read())[0]] == [False, False]


def test_an_old_name_leads_to_what_it_is_today(province: world.Province) -> None:
    gone = world.agency("Sở Lao động", province.root, end=dt.date(2026, 1, 1))
    event = Reorganisation.objects.create(kind="merge", effective_on=dt.date(2026, 1, 1), decision="QĐ")
    ReorganisationLink.objects.create(reorganisation=event, source=gone, target=province.home)
    [hit] = search("so lao dong", DAY, History.read())[0]
    assert (hit.stands, hit.heir, hit.heir_called) == (False, province.home.pk, "Sở Nội vụ")


def test_searching_asks_a_fixed_number_of_queries(django_assert_max_num_queries: Any) -> None:
    grow([1, 40])
    history = History.read()
    with django_assert_max_num_queries(4):
        hits, _ = search("don vi", DAY, history)
    assert len(hits) == 41


def test_nothing_found_is_said(admin: Client, province: world.Province) -> None:
    assert "Không có cơ quan nào từng mang" in page(admin, f"{TREE}tim/", q="không có")
    assert "Ghi mã (mọi loại" in page(admin, f"{TREE}tim/")


# -- The life of an agency ---------------------------------------------------------


def test_the_life_of_an_agency_in_order(admin: Client, minh: Account, province: world.Province) -> None:
    AgencyName.objects.filter(agency=province.health).update(valid_to=dt.date(2026, 3, 1))
    AgencyName.objects.create(
        agency=province.health, name="Sở Sức khỏe", kind="so", folded="so suc khoe", valid_from=dt.date(2026, 3, 1)
    )
    shown = page(admin, f"{TREE}{province.health.pk}/lich-su/")
    assert shown.index("Sở Y tế ·") < shown.index("01/03/2026") < shown.index("Sở Sức khỏe ·")
    assert "Trực thuộc Tỉnh Sông Hậu" in shown
    assert "Phạm Thị Minh" in shown
    assert "H99.01" in shown


def test_a_life_asks_a_fixed_number_of_queries(
    admin: Client, province: world.Province, django_assert_max_num_queries: Any
) -> None:
    admin.get(f"{TREE}{province.health.pk}/lich-su/")
    with django_assert_max_num_queries(40):
        admin.get(f"{TREE}{province.health.pk}/lich-su/")


def correct(admin: Client, row: Any, **sent: str) -> str:
    table = row._meta.model_name
    answer = admin.post(f"{TREE}sua/{table}/{row.pk}/", sent, follow=True)
    return answer.content.decode()


def test_what_was_wrong_is_corrected_and_what_it_said_is_kept(admin: Client, province: world.Province) -> None:
    name = AgencyName.objects.get(agency=province.health)
    sent = {"name": "Sở Y tế tỉnh", "kind": "so", "valid_from": "01/02/2025", "reason": "Gõ thiếu chữ"}
    shown = correct(admin, name, **sent)
    name.refresh_from_db()
    assert (name.name, name.folded, name.valid_from) == ("Sở Y tế tỉnh", "so y te tinh", dt.date(2025, 2, 1))
    entry = AuditEntry.objects.get(verb="correct_fact")
    assert entry.old == {"name": "Sở Y tế", "valid_from": "2025-01-01"}
    assert "Gõ thiếu chữ" in shown
    assert AgencyName.objects.filter(agency=province.health).count() == 1


def test_a_corrected_place_moves_the_subtree(admin: Client, province: world.Province) -> None:
    place = AgencyPlacement.objects.get(agency=province.health)
    correct(admin, place, parent_id="Sở Nội vụ", valid_from="01/01/2025", reason="Nhầm cấp trên")
    assert province.health.pk in History.read().subtree([province.home.pk], DAY)


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"code": "H99.02", "valid_from": "01/01/2025", "reason": "x"}, "mã H99.02 là của “Sở Nội vụ”"),
        ({"code": "H99.01", "valid_from": "01/01/2025", "last_day": "01/01/2024", "reason": "x"}, "Ngày cuối phải"),
        ({"code": "H99.09", "valid_from": "01/01/2025"}, "Chưa ghi được"),
    ],
)
def test_a_correction_that_contradicts_is_refused(
    admin: Client, province: world.Province, sent: dict[str, str], told: str
) -> None:
    code = AgencyCode.objects.get(agency=province.health)
    assert told in correct(admin, code, **sent)
    code.refresh_from_db()
    assert (code.code, code.valid_to) == ("H99.01", None)
    assert not AuditEntry.objects.filter(verb="correct_fact").exists()


def test_a_place_under_itself_is_refused(admin: Client, province: world.Province) -> None:
    place = AgencyPlacement.objects.get(agency=province.root)
    shown = correct(admin, place, parent_id="Sở Y tế", valid_from="01/01/2025", reason="x")
    assert "trực thuộc chính nó" in shown
    place.refresh_from_db()
    assert place.parent is None


# -- Rights ---------------------------------------------------------------------


def test_the_right_is_given_apart(client: Client, province: world.Province) -> None:
    editor = factories.editor("quyen", of=factories.person("Lê Quyền"))
    client.force_login(editor)
    assert client.get(TREE).status_code == 404
    assert "Cơ quan" not in page(client, "/quan-tri/")
    editor.user_permissions.add(Permission.objects.get(codename="reorganise"))
    assert client.get(TREE).status_code == 200
    assert client.get("/quan-tri/sap-xep/").status_code == 200


def test_memberships_are_left_alone_by_looking(admin: Client, province: world.Province) -> None:
    before = list(Membership.objects.values_list())
    page(admin, TREE)
    assert list(Membership.objects.values_list()) == before
    assert Agency.objects.count() == 3

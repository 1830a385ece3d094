"""The wizard, walked as a person would: plain forms, a draft after each step, a look before it counts."""

import datetime as dt

import pytest
from django.test import Client

from learners.agencies.models import Agency, Membership, Reorganisation, ReorganisationStatus
from learners.agencies.queries import name_on, subtree
from learners.people.models import Account
from tests.coverage import world

pytestmark = pytest.mark.django_db
HERE = "/quan-tri/sap-xep/"
DAY = dt.date(2031, 1, 1)


@pytest.fixture
def admin(client: Client, son: Account) -> Client:
    client.force_login(son)
    return client


def begin(admin: Client, kind: str, day: str = "01/01/2031", /, **query: str) -> Reorganisation:
    address = f"{HERE}lap/" + ("?" + "&".join(f"{name}={value}" for name, value in query.items()) if query else "")
    answer = admin.post(address, {"kind": kind, "effective_on": day, "decision": "QĐ 9/QĐ-UBND"})
    assert answer.status_code == 302, answer.content.decode()
    return Reorganisation.objects.latest("pk")


def send(admin: Client, event: Reorganisation, step: str, **sent: str) -> str:
    return admin.post(f"{HERE}{event.pk}/{step}/", sent, follow=True).content.decode()


def test_two_departments_become_one_on_a_day_to_come(admin: Client, province: world.Province) -> None:
    event = begin(admin, "merge")
    for agency in (province.health, province.home):
        send(admin, event, "nguon", add=str(agency.pk))
    chosen = admin.get(f"{HERE}{event.pk}/nguon/", {"q": "sở y tế"}).content.decode()
    assert "Sở Nội vụ" in chosen
    assert f'value="{province.health.pk}"' in chosen
    send(admin, event, "nguon", next="1")
    new = {"new": "1", "name": "Sở Y tế và Nội vụ", "kind": "so", "parent": "H99", "agency_code": "h99.05"}
    assert "Sở Y tế và Nội vụ" in send(admin, event, "dich", **new)
    preview = send(admin, event, "dich", **{"below-step": "1"})
    assert "<strong>6 người</strong> chuyển theo cả cơ quan" in preview
    assert "Trực thuộc Tỉnh Sông Hậu" in preview
    assert "Mã định danh điện tử (QĐ 20/2020, sửa đổi QĐ 09/2025): H99.05" in preview
    assert subtree(province.root, DAY).count() == 3

    done = admin.post(f"{HERE}{event.pk}/hieu-luc/", follow=True).content.decode()
    assert "Đã cho có hiệu lực" in done
    assert subtree(province.root, DAY).count() == 2
    shown = admin.get(f"/quan-tri/co-quan/{province.root.pk}/", {"ngay": "01/01/2031"}).content.decode()
    assert "Sở Y tế và Nội vụ" in shown
    assert "<strong>6</strong> người" in shown
    assert "Ngày này chưa tới" in shown
    # The same button again.
    again = admin.post(f"{HERE}{event.pk}/hieu-luc/", follow=True).content.decode()
    assert "không còn là bản nháp" in again


def test_a_merger_of_today_moves_people_at_once(admin: Client, province: world.Province) -> None:
    event = begin(admin, "merge", "20/11/2026")
    send(admin, event, "nguon", add=str(province.health.pk))
    send(admin, event, "dich", add=str(province.home.pk))
    admin.post(f"{HERE}{event.pk}/hieu-luc/")
    assert Membership.objects.filter(agency=province.home, valid_to=None).count() == 6
    shown = send(admin, event, "rut-lai", reason="Nhầm sở")
    assert "Đã rút lại." in shown
    assert "chưa chuyển được" not in shown
    assert Membership.objects.filter(agency=province.health, valid_to=None).count() == 3


@pytest.mark.parametrize(
    ("kind", "sent", "told"),
    [
        ("rename", {"name": "Sở Sức khỏe"}, "Tên: Sở Sức khỏe (Sở)"),
        ("recode", {"agency_code": "H99.77"}, "H99.77"),
        ("reparent", {"parent": "so noi vu"}, "Trực thuộc Sở Nội vụ"),
        ("change_kind", {"kind": "don_vi_su_nghiep"}, "Tên: Sở Y tế (Đơn vị sự nghiệp công lập)"),
    ],
)
def test_what_goes_on_is_changed_from_its_life(
    admin: Client, province: world.Province, kind: str, sent: dict[str, str], told: str
) -> None:
    event = begin(admin, kind, kind=kind, **{"co-quan": str(province.health.pk)})
    preview = send(admin, event, "dich", **sent)
    assert told in preview
    assert "Cho có hiệu lực từ 01/01/2031" in preview
    assert "Đã cho có hiệu lực" in admin.post(f"{HERE}{event.pk}/hieu-luc/", follow=True).content.decode()


def test_a_split_asks_who_gets_what_stood_below(admin: Client, province: world.Province) -> None:
    unit = world.agency("Phòng Dược", province.health, kind="phong")
    event = begin(admin, "split")
    send(admin, event, "nguon", add=str(province.health.pk))
    for name in ("Sở Y", "Sở Dược"):
        send(admin, event, "dich", new="1", name=name, kind="so", parent="Tỉnh Sông Hậu")
    preview = send(admin, event, "dich", **{"below-step": "1"})
    assert "Còn 1 đơn vị trực thuộc, ví dụ “Phòng Dược”" in preview
    assert "Cho có hiệu lực từ" not in preview
    preview = send(admin, event, "dich", **{"below-step": "1", "below": "1"})
    assert "<strong>3 người</strong> thành “Chưa phân đơn vị”" in preview
    admin.post(f"{HERE}{event.pk}/hieu-luc/")
    pharmacy = next(agency for agency in Agency.objects.all() if name_on([agency.pk], DAY)[agency.pk].name == "Sở Dược")
    assert set(subtree(pharmacy, DAY)) == {pharmacy, unit}


def test_a_contradiction_is_named_where_it_can_be_mended(admin: Client, province: world.Province) -> None:
    event = begin(admin, "dissolve", "01/01/2020")
    send(admin, event, "nguon", add=str(province.health.pk))
    preview = admin.get(f"{HERE}{event.pk}/").content.decode()
    assert "“Sở Y tế” không tồn tại ngay trước ngày 01/01/2020." in preview
    assert f"{HERE}{event.pk}/nguon/" in preview
    refused = admin.post(f"{HERE}{event.pk}/hieu-luc/", follow=True).content.decode()
    assert "Chưa cho có hiệu lực" in refused
    event.refresh_from_db()
    assert event.status == ReorganisationStatus.DRAFT


def test_a_new_agency_that_cannot_be_is_told_at_its_field(admin: Client, province: world.Province) -> None:
    event = begin(admin, "merge")
    sent = {"new": "1", "name": "Sở Mới", "kind": "so", "parent": "không có", "agency_code": "h99-5", "gso_code": "x"}
    shown = send(admin, event, "dich", **sent)
    for told in ("không có cơ quan nào mang mã hoặc tên", "Mã chỉ gồm chữ A–Z", "chỉ gồm chữ số"):
        assert told in shown
    event.refresh_from_db()
    assert event.proposal["targets"] == []


def test_two_of_one_name_are_told_apart_by_their_codes(admin: Client, province: world.Province) -> None:
    world.agency("Phường Tân An", province.root, kind="ubnd_xa", code="H99.31")
    world.agency("Phường Tân An", province.root, kind="ubnd_xa", code="H99.32")
    event = begin(admin, "reparent", **{"co-quan": str(province.health.pk)})
    assert "Có 2 cơ quan cùng tên" in send(admin, event, "dich", parent="phuong tan an")
    assert "Cho có hiệu lực từ" in send(admin, event, "dich", parent="H99.32")


def test_another_kind_keeps_what_still_fits(admin: Client, province: world.Province) -> None:
    event = begin(admin, "merge")
    for agency in (province.health, province.home):
        send(admin, event, "nguon", add=str(agency.pk))
    send(admin, event, "nguon", remove=str(province.home.pk))
    send(admin, event, "can-cu", kind="rename", effective_on="02/01/2031", decision="QĐ 10")
    event.refresh_from_db()
    assert (event.kind, event.effective_on) == ("rename", dt.date(2031, 1, 2))
    assert [one["agency"] for one in event.proposal["sources"]] == [str(province.health.pk)]


def test_a_draft_is_deleted_and_what_is_final_is_not(admin: Client, province: world.Province) -> None:
    event = begin(admin, "merge")
    assert "Đã xóa bản nháp" in admin.post(f"{HERE}{event.pk}/xoa/", follow=True).content.decode()
    kept = Reorganisation.objects.create(kind="merge", effective_on=DAY, decision="QĐ")
    assert "Chỉ xóa được bản nháp" in admin.post(f"{HERE}{kept.pk}/xoa/", follow=True).content.decode()
    assert admin.get(f"{HERE}{kept.pk}/nguon/").status_code == 404


def test_the_list_puts_drafts_first(admin: Client, province: world.Province) -> None:
    event = begin(admin, "merge")
    send(admin, event, "nguon", add=str(province.health.pk))
    send(admin, event, "dich", add=str(province.home.pk))
    Reorganisation.objects.create(kind="rename", effective_on=dt.date(2025, 7, 1), decision="QĐ 7")
    shown = admin.get(HERE).content.decode()
    assert "Sở Y tế → Sở Nội vụ" in shown
    assert shown.index("Bản nháp") < shown.index("Sắp có hiệu lực") < shown.index("QĐ 7")

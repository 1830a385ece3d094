"""The pages of whoever makes campaigns: list, form, preview, announcing, changing, copying, sending; whose they are."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from courses.catalogue.models import CoursePage
from learners.campaigns.models import Campaign
from learners.people.models import Account
from tests.campaigns import world
from tests.coverage.world import Province, agency, member

pytestmark = pytest.mark.django_db
LIST = "/phu-trach/dot-tap-huan/"


@pytest.fixture
def runner(client: Client, minh: Account) -> Client:
    """Minh's browser; he may make campaigns of Sở Y tế."""
    minh.user_permissions.add(Permission.objects.get(codename="run"))
    client.force_login(minh)
    return client


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def typed(province: Province, course: CoursePage, **changes: Any) -> dict[str, Any]:
    return {
        "name": "Kỹ năng số 2027", "plan_number": "12/KH", "opens_on": "01/12/2026", "closes_on": "31/12/2026",
        "agencies": [str(province.health.pk)], "units": [], "more_agencies": "", "excluded": "", "heads": "",
        "positions": "",
        f"khoa-{course.translation_key}": "bat-buoc", "electives_needed": "0", "joiner_days": "30",
        "reminders": ["-7", "1"], "included": "", "left_out": "",
    } | changes  # fmt: skip


def test_from_the_form_to_announcing(runner: Client, province: Province, course: CoursePage) -> None:
    assert "Lập đợt mới" in text(runner, LIST)
    assert "Sở Y tế" in text(runner, f"{LIST}moi/")
    page = runner.post(f"{LIST}moi/", typed(province, course), follow=True).content.decode()
    made = Campaign.objects.get()
    assert (made.name, made.plan_number, made.reminders, made.announced_at) == (
        "Kỹ năng số 2027",
        "12/KH",
        [-7, 1],
        None,
    )
    for words in ("Bản nháp", "4 người ở 1 cơ quan", "Giao cho 4 người", "Sở Y tế", "Chuyển đổi số cơ bản"):
        assert words in page
    page = runner.post(f"{LIST}{made.pk}/giao/", follow=True).content.decode()
    assert "Đã giao, chưa mở" in page
    assert "Đợt này đã giao trước đó." in runner.post(f"{LIST}{made.pk}/giao/", follow=True).content.decode()


def test_what_is_wrong_is_said_at_its_field(runner: Client, province: Province, course: CoursePage) -> None:
    member("Cùng Tên", province.health)
    member("Cùng Tên", province.health)
    given = typed(
        province, course, name="", opens_on="2027", closes_on="30/02/2027", agencies=[], electives_needed="2",
        more_agencies="Sở Nội vụ\nH99.01", excluded="Không Có", included="Cùng tên; cần\nLan",
    )  # fmt: skip
    page = runner.post(f"{LIST}moi/", given).content.decode()
    for words in (
        "Hãy ghi tên đợt tập huấn.", "Ngày chưa đúng.", "Dòng 1: không có cơ quan “Sở Nội vụ” trong phạm vi",
        "Dòng 1: không có cơ quan “Không Có”", "Dòng 1: có nhiều người tên “Cùng tên”",
        "Dòng 2: hãy ghi lý do sau dấu chấm phẩy.", "Mới chọn 0 khóa tự chọn",
    ):  # fmt: skip
        assert words in page
    assert not Campaign.objects.exists()
    given = typed(province, course, closes_on="30/11/2026", agencies=[str(province.home.pk)])
    page = runner.post(f"{LIST}moi/", given).content.decode()
    assert "Ngày cuối phải từ ngày đầu trở về sau." in page
    assert not Campaign.objects.exists()


def test_agencies_and_people_are_typed_by_code_or_name(runner: Client, province: Province, course: CoursePage) -> None:
    unit = agency("Phòng Tổ chức", province.health)
    lan, huy = (
        member(
            "Nguyễn Lan",
            unit,
        ),
        member("Trần Huy", unit),
    )
    lan.staff_code = "CB01"
    lan.save()
    given = typed(
        province, course, agencies=[], more_agencies="h99.01\nH99.01", excluded="phong to chuc",
        included="CB01; Biệt phái", left_out="tran huy; Nghỉ hưu",
    )  # fmt: skip
    given["more_agencies"] = "H99.01"
    runner.post(f"{LIST}moi/", given)
    made = Campaign.objects.get()
    assert set(made.agencies.values_list("agency", "excluded")) == {(province.health.pk, False), (unit.pk, True)}
    assert set(made.exceptions.values_list("person", "included", "reason")) == {
        (lan.pk, True, "Biệt phái"), (huy.pk, False, "Nghỉ hưu"),
    }  # fmt: skip
    form = text(runner, f"{LIST}{made.pk}/sua/")
    for words in ("CB01; Biệt phái", "Trần Huy; Nghỉ hưu", "Phòng Tổ chức"):
        assert words in form


def test_a_change_of_a_running_one_is_shown_before_it_is_made(
    runner: Client, minh: Account, province: Province, course: CoursePage
) -> None:
    runner.post(f"{LIST}moi/", typed(province, course))
    made = Campaign.objects.get()
    runner.post(f"{LIST}{made.pk}/giao/")
    changed = typed(province, course, heads="heads", version="1")
    page = runner.post(f"{LIST}{made.pk}/sua/", changed).content.decode()
    for words in ("Xem trước thay đổi", "4 → 1", "người ra khỏi đợt", "Lý do thay đổi"):
        assert words in page
    made.refresh_from_db()
    assert made.version == 1
    page = runner.post(f"{LIST}{made.pk}/sua/", {**changed, "xac-nhan": "1", "reason": ""}).content.decode()
    assert "Hãy ghi lý do." in page
    runner.post(f"{LIST}{made.pk}/sua/", {**changed, "xac-nhan": "1", "reason": "Theo chỉ đạo"})
    made.refresh_from_db()
    assert (made.version, made.heads) == (2, "heads")
    assert "Thay đổi: người đứng đầu, phiên bản. Lý do: Theo chỉ đạo" in text(runner, f"{LIST}{made.pk}/")
    late = runner.post(f"{LIST}{made.pk}/sua/", {**changed, "heads": "", "xac-nhan": "1", "reason": "x"}, follow=True)
    assert "Có người vừa thay đổi đợt này." in late.content.decode()


def test_the_last_day_and_cancelling_need_a_reason(runner: Client, province: Province) -> None:
    made = world.running(province.health)
    page = runner.post(f"{LIST}{made.pk}/ngay-cuoi/", {"closes_on": "30/11/2026", "reason": ""}).content.decode()
    assert "Hãy ghi lý do." in page
    page = runner.post(f"{LIST}{made.pk}/ngay-cuoi/", {"closes_on": "30/11/2026", "reason": "x"}).content.decode()
    assert "Ngày cuối mới phải khác ngày cũ" in page
    runner.post(f"{LIST}{made.pk}/ngay-cuoi/", {"closes_on": "15/12/2026", "reason": "Lũ"})
    assert "Gia hạn cả đợt đến hết ngày 15/12/2026. Lý do: Lũ" in text(runner, f"{LIST}{made.pk}/")
    runner.post(f"{LIST}{made.pk}/huy/", {"reason": "Dừng"})
    assert "Đã hủy" in text(runner, LIST)


def test_last_year_s_is_copied_a_year_later(runner: Client, province: Province) -> None:
    made = world.draft(province.health, plan_number="1/KH")
    form = text(runner, f"{LIST}moi/?tu={made.pk}")
    for words in ("01/10/2027", "30/11/2027", "Chuyển đổi số 2026"):
        assert words in form
    assert "1/KH" not in form.replace("118/KH", "")


def test_whose_agencies_it_asks_others_do_not_exist(runner: Client, province: Province, son: Account) -> None:
    foreign = [world.draft(province.home), world.draft(province.root)]
    hers = world.draft(province.health)
    assert text(runner, LIST).count("Bản nháp") == 1
    for one in foreign:
        for place in ("", "sua/", "loi-nhac/"):
            assert runner.get(f"{LIST}{one.pk}/{place}").status_code == 404
    assert runner.get(f"{LIST}moi/?tu={foreign[0].pk}").status_code == 404
    runner.force_login(son)
    assert text(runner, LIST).count("Bản nháp") == 3
    assert "Sở Nội vụ" in text(runner, f"{LIST}{foreign[0].pk}/")
    assert hers.name in text(runner, f"{LIST}{hers.pk}/")


def test_without_the_right_there_is_no_page(client: Client, minh: Account, province: Province) -> None:
    client.force_login(minh)
    assert client.get(LIST).status_code == 404
    assert "Lập, giao, sửa" not in text(client, "/phu-trach/")


def test_the_right_asks_for_what_is_below(client: Client, minh: Account, province: Province) -> None:
    minh.user_permissions.add(Permission.objects.get(codename="run"))
    minh.scopes.update(with_descendants=False)
    client.force_login(minh)
    assert client.get(LIST).status_code == 404


def test_pages_cost_little(runner: Client, province: Province, django_assert_max_num_queries: Any) -> None:
    made = world.running(province.health)
    for address, most in ((LIST, 9), (f"{LIST}{made.pk}/", 24), (f"{LIST}{made.pk}/loi-nhac/", 14)):
        text(runner, address)
        with django_assert_max_num_queries(most):
            text(runner, address)
